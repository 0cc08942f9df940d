package dev.bochner.store.source.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists come out of pages as they went in, however the pages are cut and whatever is null. */
final class FloatListsTest {
    private static final StructType ROW =
            new StructType().add("h", DataTypes.createArrayType(DataTypes.FloatType, true));
    private static final int ROWS = 60;

    /** How a file declares its lists. */
    private enum Shape {
        REQUIRED_OF_REQUIRED(false, false),
        REQUIRED_OF_OPTIONAL(false, true),
        OPTIONAL_OF_REQUIRED(true, false),
        OPTIONAL_OF_OPTIONAL(true, true);

        private final boolean nullLists;
        private final boolean nullElements;

        Shape(boolean nullLists, boolean nullElements) {
            this.nullLists = nullLists;
            this.nullElements = nullElements;
        }

        MessageType schema() {
            return MessageTypeParser.parseMessageType("message m { " + (nullLists ? "optional" : "required")
                    + " group h (LIST) { repeated group list { " + (nullElements ? "optional" : "required")
                    + " float element; } } }");
        }
    }

    /** A slot of a page: its levels, and its float if it has one. */
    private record Slot(int repetition, int definition, Optional<Float> value) {}

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void givesBackListsOfAnyKindFromPagesCutAnywhere(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (Shape shape : Shape.values()) {
            List<Optional<List<Optional<Float>>>> lists = new ArrayList<>();
            for (int row = 0; row < ROWS; row++) {
                lists.add(randomList(shape, random));
            }
            List<List<Slot>> pages = cut(slots(lists, shape), random);
            assertRows(lists, read(shape, pages.stream().map(page -> v1(shape, page))));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 63, 64, 65, 300})
    void givesBackListsOfOneLengthFromPagesOfBothKinds(int d) throws IOException {
        SplittableRandom random = new SplittableRandom(d);
        for (Shape shape : Shape.values()) {
            List<Optional<List<Optional<Float>>>> lists = new ArrayList<>();
            for (int row = 0; row < ROWS; row++) {
                lists.add(Optional.of(floats(d, random)));
            }
            List<Slot> first = slots(lists.subList(0, 20), shape);
            List<Slot> second = slots(lists.subList(20, ROWS), shape);
            assertRows(lists, read(shape, Stream.of(v1(shape, first), v2(shape, second, 40))));
        }
    }

    @Test
    void bitsOfNotANumberSurvive() throws IOException {
        float odd = Float.intBitsToFloat(0x7fc12345);
        List<Slot> slots = List.of(new Slot(0, 3, Optional.of(odd)), new Slot(1, 3, Optional.of(-0f)));
        UnsafeArrayData list = lists(Shape.OPTIONAL_OF_OPTIONAL, v1(Shape.OPTIONAL_OF_OPTIONAL, slots), 1)
                .get(0);
        assertEquals(0x7fc12345, list.getInt(0));
        assertEquals(0x80000000, list.getInt(1));
    }

    @Test
    void listsOfSparksMakingHaveTheSameBytes() throws IOException {
        Shape shape = Shape.OPTIONAL_OF_OPTIONAL;
        float[] odd = {1f, 2f, 3f};
        List<Slot> slots = new ArrayList<>(slots(List.of(Optional.of(present(9f, 9f, 9f, 9f))), shape));
        slots.addAll(slots(List.of(Optional.of(present(odd))), shape));
        assertEquals(
                UnsafeArrayData.fromPrimitiveArray(odd),
                lists(shape, v1(shape, slots), 2).get(1));
    }

    @Test
    void refusesAColumnThatBeginsInsideARow() {
        Shape shape = Shape.OPTIONAL_OF_OPTIONAL;
        DataPage page = v1(shape, List.of(new Slot(1, 3, Optional.of(1f))));
        assertEquals(
                "the column begins in the middle of a row",
                assertThrows(IllegalStateException.class, () -> lists(shape, page, 1))
                        .getMessage());
    }

    @Test
    void refusesMoreRowsThanTheColumnHas() {
        Shape shape = Shape.OPTIONAL_OF_OPTIONAL;
        DataPage page = v1(shape, List.of(new Slot(0, 3, Optional.of(1f))));
        assertEquals(
                "the column ends before its row group",
                assertThrows(IllegalStateException.class, () -> read(shape, Stream.of(page), 2))
                        .getMessage());
    }

    @Test
    void refusesAPageWithFewerFloatsThanLevels() {
        Shape shape = Shape.OPTIONAL_OF_OPTIONAL;
        DataPage page = v1(shape, List.of(new Slot(0, 3, Optional.of(1f)), new Slot(1, 3, Optional.empty())));
        assertThrows(IndexOutOfBoundsException.class, () -> lists(shape, page, 1));
    }

    private static void assertRows(
            List<Optional<List<Optional<Float>>>> expected, List<Optional<List<Optional<Float>>>> found) {
        assertEquals(expected.size(), found.size());
        for (int row = 0; row < expected.size(); row++) {
            assertEquals(expected.get(row), found.get(row), "row " + row);
        }
    }

    private static Optional<List<Optional<Float>>> randomList(Shape shape, SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0 -> shape.nullLists ? Optional.empty() : Optional.of(List.of());
            case 1 -> Optional.of(List.of());
            case 2 -> Optional.of(withNulls(shape, floats(random.nextInt(1, 200), random), random));
            case 3 -> Optional.of(floats(random.nextInt(1, 200), random));
            default -> Optional.of(floats(5, random));
        };
    }

    private static List<Optional<Float>> floats(int length, SplittableRandom random) {
        List<Optional<Float>> list = new ArrayList<>();
        for (int j = 0; j < length; j++) {
            list.add(Optional.of((float) random.nextDouble()));
        }
        return list;
    }

    private static List<Optional<Float>> present(float... values) {
        List<Optional<Float>> list = new ArrayList<>();
        for (float value : values) {
            list.add(Optional.of(value));
        }
        return list;
    }

    private static List<Optional<Float>> withNulls(Shape shape, List<Optional<Float>> list, SplittableRandom random) {
        if (shape.nullElements) {
            list.replaceAll(value -> random.nextInt(3) == 0 ? Optional.empty() : value);
        }
        return list;
    }

    private static List<Slot> slots(List<Optional<List<Optional<Float>>>> lists, Shape shape) {
        int empty = shape.nullLists ? 1 : 0;
        int max = empty + 1 + (shape.nullElements ? 1 : 0);
        List<Slot> slots = new ArrayList<>();
        for (Optional<List<Optional<Float>>> list : lists) {
            if (list.isEmpty() || list.get().isEmpty()) {
                slots.add(new Slot(0, list.isEmpty() ? 0 : empty, Optional.empty()));
                continue;
            }
            for (int j = 0; j < list.get().size(); j++) {
                Optional<Float> value = list.get().get(j);
                slots.add(new Slot(j == 0 ? 0 : 1, value.isPresent() ? max : max - 1, value));
            }
        }
        return slots;
    }

    private static List<List<Slot>> cut(List<Slot> slots, SplittableRandom random) {
        List<List<Slot>> pages = new ArrayList<>();
        for (int from = 0; from < slots.size(); ) {
            int end = Math.min(slots.size(), from + random.nextInt(random.nextBoolean() ? 4 : 400));
            pages.add(slots.subList(from, end));
            from = end;
        }
        return pages;
    }

    private static DataPage v1(Shape shape, List<Slot> slots) {
        BytesInput repetition = runs(slots.stream().mapToInt(Slot::repetition).toArray(), 1);
        BytesInput definition = definitions(shape, slots);
        BytesInput bytes = BytesInput.concat(
                BytesInput.fromInt((int) repetition.size()),
                repetition,
                BytesInput.fromInt((int) definition.size()),
                definition,
                values(slots));
        return new DataPageV1(
                bytes, slots.size(), (int) bytes.size(), none(shape), Encoding.RLE, Encoding.RLE, Encoding.PLAIN);
    }

    private static DataPage v2(Shape shape, List<Slot> slots, int rows) {
        BytesInput repetition = runs(slots.stream().mapToInt(Slot::repetition).toArray(), 1);
        return DataPageV2.uncompressed(
                rows,
                0,
                slots.size(),
                repetition,
                definitions(shape, slots),
                Encoding.PLAIN,
                values(slots),
                none(shape));
    }

    private static BytesInput definitions(Shape shape, List<Slot> slots) {
        int max = shape.schema().getColumns().get(0).getMaxDefinitionLevel();
        return runs(slots.stream().mapToInt(Slot::definition).toArray(), max > 1 ? 2 : 1);
    }

    private static BytesInput values(List<Slot> slots) {
        ByteBuffer bytes = ByteBuffer.allocate(slots.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        slots.forEach(slot -> slot.value().ifPresent(bytes::putFloat));
        return BytesInput.from(bytes.array(), 0, bytes.position());
    }

    private static BytesInput runs(int[] levels, int bitWidth) {
        try {
            RunLengthBitPackingHybridEncoder encoder =
                    new RunLengthBitPackingHybridEncoder(bitWidth, 64, 1024, new HeapByteBufferAllocator());
            for (int level : levels) {
                encoder.writeInt(level);
            }
            return encoder.toBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Statistics<?> none(Shape shape) {
        return Statistics.createStats(shape.schema().getColumns().get(0).getPrimitiveType());
    }

    private static List<Optional<List<Optional<Float>>>> read(Shape shape, Stream<DataPage> pages) throws IOException {
        return read(shape, pages, ROWS);
    }

    private static List<Optional<List<Optional<Float>>>> read(Shape shape, Stream<DataPage> pages, int rows)
            throws IOException {
        FloatLists column = open(shape, pages.toList());
        SpecificInternalRow row = new SpecificInternalRow(ROW);
        List<Optional<List<Optional<Float>>>> lists = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            column.next(row, 0);
            lists.add(row.isNullAt(0) ? Optional.empty() : Optional.of(elements((UnsafeArrayData) row.getArray(0))));
        }
        return lists;
    }

    private static List<UnsafeArrayData> lists(Shape shape, DataPage page, int rows) throws IOException {
        FloatLists column = open(shape, List.of(page));
        SpecificInternalRow row = new SpecificInternalRow(ROW);
        List<UnsafeArrayData> lists = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            column.next(row, 0);
            lists.add(((UnsafeArrayData) row.getArray(0)).copy());
        }
        return lists;
    }

    private static FloatLists open(Shape shape, List<DataPage> pages) throws IOException {
        MessageType schema = shape.schema();
        ColumnDescriptor column = schema.getColumns().get(0);
        return new FloatLists(
                schema.getType(0), column, new Pages(new ArrayDeque<>(pages)), new ListBuffer(Float.BYTES));
    }

    private static List<Optional<Float>> elements(UnsafeArrayData list) {
        List<Optional<Float>> elements = new ArrayList<>(Collections.nCopies(list.numElements(), Optional.empty()));
        for (int j = 0; j < list.numElements(); j++) {
            if (!list.isNullAt(j)) {
                elements.set(j, Optional.of(list.getFloat(j)));
            }
        }
        return elements;
    }

    /** Pages as a row group hands them out. */
    private record Pages(Queue<DataPage> pages) implements PageReader {
        @Override
        public DictionaryPage readDictionaryPage() {
            return null;
        }

        @Override
        public long getTotalValueCount() {
            return pages.stream().mapToLong(DataPage::getValueCount).sum();
        }

        @Override
        public DataPage readPage() {
            return pages.poll();
        }
    }
}
