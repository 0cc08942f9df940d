package dev.bochner.store.source.scan;

import dev.bochner.store.source.scan.Levels.Positions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** The current page of a column of lists of floats or doubles, taken apart: where rows begin, what is defined, the numbers. */
final class FloatPage {
    private static final int REPETITION_BITS = 1;

    private final ColumnDescriptor column;
    private final PageReader pages;
    private final Optional<Dictionary> dictionary;
    private final int elementBytes;
    private final Positions rowStarts = new Positions();

    private int levels;
    private boolean full = true;
    private byte[] definitions = new byte[0];
    private ByteBuffer values = ByteBuffer.allocate(0);
    private ByteBuffer decoded = ByteBuffer.allocate(0);

    FloatPage(ColumnDescriptor column, PageReader pages) throws IOException {
        this.column = column;
        this.pages = pages;
        this.elementBytes = elementBytes(column.getPrimitiveType());
        DictionaryPage page = pages.readDictionaryPage();
        dictionary =
                page == null ? Optional.empty() : Optional.of(page.getEncoding().initDictionary(column, page));
    }

    /** Bytes of a number, which are the same in a page and in a row. */
    static int elementBytes(PrimitiveType type) {
        return type.getPrimitiveTypeName() == PrimitiveTypeName.DOUBLE ? Double.BYTES : Float.BYTES;
    }

    /** Goes on to the next page; false if there is none. */
    boolean next() throws IOException {
        DataPage page = pages.readPage();
        if (page == null) {
            return false;
        }
        levels = page.getValueCount();
        if (page instanceof DataPageV2 v2) {
            load(v2);
        } else {
            load((DataPageV1) page);
        }
        return true;
    }

    private void load(DataPageV1 page) throws IOException {
        requireRuns(page.getRlEncoding());
        requireRuns(page.getDlEncoding());
        ByteBuffer bytes = bytesOf(page.getBytes()).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer repetition = lengthPrefixed(bytes);
        ByteBuffer definition = lengthPrefixed(bytes);
        loadLevels(repetition, definition);
        loadValues(page.getValueEncoding(), bytes.slice());
    }

    private void load(DataPageV2 page) throws IOException {
        loadLevels(bytesOf(page.getRepetitionLevels()), bytesOf(page.getDefinitionLevels()));
        loadValues(page.getDataEncoding(), bytesOf(page.getData()));
    }

    private static ByteBuffer bytesOf(BytesInput part) throws IOException {
        ByteBufferInputStream in = part.toInputStream();
        return in.slice(in.available());
    }

    // What is older was written before lists had three levels.
    private static void requireRuns(Encoding encoding) {
        if (encoding != Encoding.RLE) {
            throw new UnsupportedOperationException("levels are encoded as " + encoding + ", expected RLE");
        }
    }

    private static ByteBuffer lengthPrefixed(ByteBuffer bytes) {
        int length = bytes.getInt();
        ByteBuffer part = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        return part;
    }

    private void loadLevels(ByteBuffer repetition, ByteBuffer definition) {
        rowStarts.clear();
        new Levels(repetition, REPETITION_BITS, levels).zerosInto(rowStarts);
        int max = column.getMaxDefinitionLevel();
        Levels defined = new Levels(definition, Integer.SIZE - Integer.numberOfLeadingZeros(max), levels);
        full = defined.areOneRunOf(max);
        if (!full) {
            if (definitions.length < levels) {
                definitions = new byte[levels];
            }
            defined.unpack(definitions);
        }
    }

    private void loadValues(Encoding encoding, ByteBuffer bytes) throws IOException {
        if (encoding == Encoding.PLAIN) {
            values = bytes.slice();
            return;
        }
        ValuesReader reader = encoding.usesDictionary()
                ? encoding.getDictionaryBasedValuesReader(column, ValuesType.VALUES, dictionary.orElseThrow())
                : encoding.getValuesReader(column, ValuesType.VALUES);
        reader.initFromPage(levels, ByteBufferInputStream.wrap(bytes));
        int count = definedCount();
        if (decoded.capacity() < count * elementBytes) {
            decoded = ByteBuffer.allocate(count * elementBytes).order(ByteOrder.LITTLE_ENDIAN);
        }
        for (int at = 0; at < count * elementBytes; at += elementBytes) {
            if (elementBytes == Double.BYTES) {
                decoded.putDouble(at, reader.readDouble());
            } else {
                decoded.putFloat(at, reader.readFloat());
            }
        }
        values = decoded.slice(0, count * elementBytes);
    }

    private int definedCount() {
        if (full) {
            return levels;
        }
        int count = 0;
        for (int i = 0; i < levels; i++) {
            count += definitions[i] == column.getMaxDefinitionLevel() ? 1 : 0;
        }
        return count;
    }

    /** Number of levels: one for each element, and one for each list that has none. */
    int levels() {
        return levels;
    }

    /** The positions at which a row begins. */
    Positions rowStarts() {
        return rowStarts;
    }

    /** Whether each level has a number, so that positions of levels are those of numbers. */
    boolean isFull() {
        return full;
    }

    /** The definition level at a position, of a page that is not full. */
    int definition(int position) {
        return definitions[position];
    }

    /** The numbers, little-endian, from index 0. */
    ByteBuffer values() {
        return values;
    }
}
