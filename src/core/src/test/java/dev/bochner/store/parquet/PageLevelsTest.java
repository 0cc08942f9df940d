package dev.bochner.store.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PageLevelsTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "3, 2", "5, 7", "8, 8", "9, 9", "700, 15", "31, 64", "100, 128", "2, 1000", "1, 400000"
    })
    void eachListStartsWithZeroAndEveryValueIsThere(int rows, int columns) throws IOException {
        int[] repetition = new int[rows * columns];
        int[] definition = new int[rows * columns];
        for (int i = 0; i < repetition.length; i++) {
            repetition[i] = i % columns == 0 ? 0 : 1;
            definition[i] = 1;
        }

        ByteBuffer page = ByteBuffer.wrap(PageLevels.of(rows, columns)).order(ByteOrder.LITTLE_ENDIAN);

        assertArrayEquals(repetition, decoded(page, repetition.length));
        assertArrayEquals(definition, decoded(page, definition.length));
        assertEquals(0, page.remaining());
    }

    private static int[] decoded(ByteBuffer page, int count) throws IOException {
        byte[] runs = new byte[page.getInt()];
        page.get(runs);
        RunLengthBitPackingHybridDecoder decoder =
                new RunLengthBitPackingHybridDecoder(1, new ByteArrayInputStream(runs));
        int[] levels = new int[count];
        for (int i = 0; i < count; i++) {
            levels[i] = decoder.readInt();
        }
        return levels;
    }

    @Test
    void noPageHasLevelsBeyondTheRoomThatIsLeftForThem() {
        for (int columns = 1; columns <= 300; columns++) {
            for (int rows : new int[] {1, 2, 3, 7, 8, 9, 63, 64, 65, 500}) {
                int bytes = PageLevels.of(rows, columns).length;
                String shape = rows + " rows of " + columns + " columns have levels of " + bytes + " bytes";
                assertTrue(bytes <= PageLevels.maxBytes(rows), shape);
            }
        }
    }
}
