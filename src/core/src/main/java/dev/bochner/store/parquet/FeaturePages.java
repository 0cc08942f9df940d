package dev.bochner.store.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * The column of features: lists of the same length, without nulls. Its pages are built here instead of by Parquet's
 * column writers, which would take every list apart. Their buffers stay for the next row group.
 */
final class FeaturePages implements RowGroupPart {
    /** More than the header of a page ever takes up. */
    private static final int MAX_HEADER_BYTES = 64;

    private final ColumnDescriptor column;
    private final TableFile file;
    private final FeaturePage.Shape shape;
    private final FeatureRange range = new FeatureRange();
    private final Deque<FeaturePage> spare = new ArrayDeque<>();
    /** Pages of the present row group; all but perhaps the last are full and sealed. */
    private final List<FeaturePage> pages = new ArrayList<>();

    private final Bytes compressed;
    /** Encoded when the first page is full, which a small table's never is. */
    private Optional<byte[]> levelsOfFullPage = Optional.empty();

    /**
     * Prepares the first row group.
     *
     * @param column descriptor of the list's elements
     * @param columns length of the lists
     */
    FeaturePages(ColumnDescriptor column, int columns, TableFile file) {
        ParquetProperties properties = file.properties();
        this.column = column;
        this.file = file;
        this.shape = FeaturePage.Shape.of(
                columns,
                (int) Math.min(properties.getPageSizeThreshold(), file.format().rowGroupBytes()),
                properties.getPageRowCountLimit());
        this.compressed = new Bytes(file.format().codec() == CompressionCodecName.UNCOMPRESSED ? 0 : shape.bytes());
    }

    /**
     * Appends the features of rows.
     *
     * @param values features [rows][columns] from {@code offset} on; not kept
     * @throws IllegalArgumentException if some were not finite; found when a page is full
     */
    void append(float[] values, int offset, int rows) {
        int done = 0;
        while (done < rows) {
            FeaturePage page = openPage();
            int from = offset + done * shape.columns();
            int taken = page.append(values, from, rows - done);
            range.add(values, from, taken * shape.columns());
            if (page.isFull()) {
                seal(page);
            }
            done += taken;
        }
    }

    private FeaturePage openPage() {
        if (!pages.isEmpty() && !last().isFull()) {
            return last();
        }
        FeaturePage page = spare.isEmpty() ? new FeaturePage(shape) : spare.pop();
        pages.add(page);
        return page;
    }

    private FeaturePage last() {
        return pages.get(pages.size() - 1);
    }

    private void seal(FeaturePage page) {
        float min = range.min();
        float max = range.max();
        if (!Float.isFinite(min) || !Float.isFinite(max)) {
            throw new IllegalArgumentException(
                    "Features of " + file.path() + " range from " + min + " to " + max + ", expected finite numbers");
        }
        page.seal(page.isFull() ? levelsOfFullPage() : PageLevels.of(page.rows(), shape.columns()), min, max);
        range.clear();
    }

    private byte[] levelsOfFullPage() {
        if (levelsOfFullPage.isEmpty()) {
            levelsOfFullPage = Optional.of(PageLevels.of(shape.rows(), shape.columns()));
        }
        return levelsOfFullPage.get();
    }

    /** At most how many bytes of a file so many rows take up before they are compressed. */
    long bytesOf(long rows) {
        long pageCount = (rows + shape.rows() - 1) / shape.rows();
        return pageCount * (MAX_HEADER_BYTES + PageLevels.maxBytes(0)) + rows * shape.bytesPerRow();
    }

    @Override
    public void flushTo(ParquetFileWriter out) throws IOException {
        if (!last().isFull()) {
            seal(last());
        }
        long values = pages.stream().mapToLong(FeaturePage::values).sum();
        CompressionCodecName codec = file.format().codec();
        out.startColumn(column, values, codec);
        for (FeaturePage page : pages) {
            write(page, out);
            page.clear();
            spare.push(page);
        }
        out.endColumn();
        pages.clear();
    }

    private void write(FeaturePage page, ParquetFileWriter out) throws IOException {
        BytesInput content = page.content();
        out.writeDataPage(
                page.values(),
                Math.toIntExact(content.size()),
                compressed(content),
                page.statistics(column.getPrimitiveType()),
                page.rows(),
                Encoding.RLE,
                Encoding.RLE,
                Encoding.PLAIN);
    }

    @SuppressWarnings("deprecation") // Parquet 1.13, which Spark 3.5 brings, knows a compressor by no other type.
    private BytesInput compressed(BytesInput content) throws IOException {
        if (file.format().codec() == CompressionCodecName.UNCOMPRESSED) {
            return content;
        }
        // What a compressor returns would be copied into a new array each time that Parquet looks at it.
        compressed.reset();
        file.compressor().compress(content).writeAllTo(compressed);
        return compressed.content();
    }

    /** A growing array that can be read where it is. */
    private static final class Bytes extends ByteArrayOutputStream {
        Bytes(int size) {
            super(size);
        }

        BytesInput content() {
            return BytesInput.from(buf, 0, count);
        }
    }
}
