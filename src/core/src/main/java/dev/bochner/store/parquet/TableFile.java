package dev.bochner.store.parquet;

import dev.bochner.store.FailureText;
import dev.bochner.store.Manifest;
import dev.bochner.store.StoreException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.CodecFactory.BytesCompressor;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetOutputFormat;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Parquet file of a table while it is written, row group by row group. Spark's own footer keys are there, so that
 * Spark reads back the very types that went in.
 *
 * <p>Of Hadoop's configuration it honours what Parquet's own writer does about pages and padding: {@code
 * parquet.page.size}, {@code parquet.page.row.count.limit}, {@code parquet.enable.dictionary}, {@code
 * parquet.dictionary.page.size}, {@code parquet.page.write-checksum.enabled}, {@code
 * parquet.columnindex.truncate.length}, {@code parquet.statistics.truncate.length}, {@code
 * parquet.writer.max-padding}, and what a codec asks for, such as {@code parquet.compression.codec.zstd.level}. The
 * size of a row group comes from {@link FileFormat} alone, being the task's memory. There are no Bloom filters.
 */
@SuppressWarnings("deprecation") // Parquet 1.13, which Spark 3.5 brings, knows a compressor by no other type.
final class TableFile {
    private static final Logger LOG = LoggerFactory.getLogger(TableFile.class);

    // What Spark's reader looks for; see ParquetWriteSupport and package.scala in its sources.
    static final String SPARK_SCHEMA = "org.apache.spark.sql.parquet.row.metadata";
    private static final String SPARK_VERSION = "org.apache.spark.version";

    /** A codec adds up to a byte for so many that it cannot shrink; LZ4 is the worst. */
    private static final long BYTES_PER_BYTE_ADDED = 255;

    private final Path path;
    private final Layout layout;
    private final FileFormat format;
    private final ParquetProperties properties;
    private final CodecFactory codecs;
    private final BytesCompressor compressor;
    private final ChecksummedOutput output;
    private final ParquetFileWriter writer;
    private boolean open = true;
    private long rows;
    private long rowGroupLimit;

    private TableFile(Path path, Configuration conf, Layout layout, FileFormat format) throws IOException {
        this.path = path;
        this.layout = layout;
        this.format = format;
        this.properties = properties(conf, layout.id());
        this.codecs = new CodecFactory(conf, FeaturePage.Shape.arrayWithin(properties.getPageSizeThreshold()));
        this.compressor = codecs.getCompressor(format.codec());
        this.output = new ChecksummedOutput(path, conf);
        this.writer = new ParquetFileWriter(
                output,
                schema(layout.columns()),
                ParquetFileWriter.Mode.CREATE,
                format.rowGroupBytes(),
                conf.getInt(ParquetOutputFormat.MAX_PADDING_BYTES, ParquetWriter.MAX_PADDING_SIZE_DEFAULT),
                properties.getColumnIndexTruncateLength(),
                properties.getStatisticsTruncateLength(),
                properties.getPageWriteChecksumEnabled());
    }

    /**
     * The columns of a file.
     *
     * @param columns as Parquet sees them, in order
     * @param sparkSchema as Spark sees them
     * @param id name of the column that hardly repeats a value
     */
    record Layout(List<Type> columns, StructType sparkSchema, String id) {
        Layout {
            columns = List.copyOf(columns);
        }

        /** Atomic columns, the id being the first. */
        static Layout of(List<AtomicColumn> columns) {
            StructType spark = DataTypes.createStructType(
                    columns.stream().map(AtomicColumn::field).toList());
            List<Type> types = columns.stream().<Type>map(AtomicColumn::type).toList();
            return new Layout(types, spark, spark.fieldNames()[0]);
        }

        /** The same with one more column. */
        Layout and(Type type, StructField field) {
            return new Layout(Stream.concat(columns.stream(), Stream.of(type)).toList(), sparkSchema.add(field), id);
        }
    }

    /**
     * Creates the file; one of that name must not exist.
     *
     * @throws IllegalArgumentException if Hadoop's configuration asks for what is not supported
     */
    static TableFile create(Path path, Configuration conf, Layout layout, FileFormat format) throws IOException {
        FileFormat.requireSupported(conf);
        TableFile file = new TableFile(path, conf, layout, format);
        try {
            file.writer.start();
            file.measureRoom();
            return file;
        } catch (IOException | RuntimeException e) {
            file.abandon();
            throw e;
        }
    }

    private static ParquetProperties properties(Configuration conf, String id) {
        return ParquetProperties.builder()
                .withPageSize(ParquetOutputFormat.getPageSize(conf))
                .withPageRowCountLimit(conf.getInt(
                        ParquetOutputFormat.PAGE_ROW_COUNT_LIMIT, ParquetProperties.DEFAULT_PAGE_ROW_COUNT_LIMIT))
                .withDictionaryEncoding(ParquetOutputFormat.getEnableDictionary(conf))
                // Every id is another: a dictionary of them would be built only to be thrown away.
                .withDictionaryEncoding(id, false)
                .withDictionaryPageSize(ParquetOutputFormat.getDictionaryPageSize(conf))
                .withColumnIndexTruncateLength(conf.getInt(
                        ParquetOutputFormat.COLUMN_INDEX_TRUNCATE_LENGTH,
                        ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH))
                .withStatisticsTruncateLength(conf.getInt(
                        ParquetOutputFormat.STATISTICS_TRUNCATE_LENGTH,
                        ParquetProperties.DEFAULT_STATISTICS_TRUNCATE_LENGTH))
                .withPageWriteChecksumEnabled(ParquetOutputFormat.getPageWriteChecksumEnabled(conf))
                .build();
    }

    /** A schema of columns, of all or of some. */
    static MessageType schema(List<? extends Type> columns) {
        return new MessageType("spark_schema", List.copyOf(columns));
    }

    Path path() {
        return path;
    }

    FileFormat format() {
        return format;
    }

    ParquetProperties properties() {
        return properties;
    }

    /** Compresses pages, one at a time: a result stands until the next one. */
    BytesCompressor compressor() {
        return compressor;
    }

    /**
     * How many bytes the next row group may gather: the task's memory sets the bound, and the end of the HDFS block,
     * which a row group had better not cross.
     */
    long rowGroupLimit() {
        return rowGroupLimit;
    }

    private void measureRoom() throws IOException {
        long bytes = Math.min(format.rowGroupBytes(), writer.getNextRowGroupSize());
        rowGroupLimit = bytes - bytes / BYTES_PER_BYTE_ADDED;
    }

    /** Writes a row group of so many rows; its parts come in the order of the schema's columns. */
    void writeRowGroup(long rowCount, List<RowGroupPart> parts) throws IOException {
        writer.startBlock(rowCount);
        for (RowGroupPart part : parts) {
            part.flushTo(writer);
        }
        writer.endBlock();
        rows += rowCount;
        measureRoom();
    }

    /** Whether it is neither finished nor abandoned. */
    boolean isOpen() {
        return open;
    }

    /** Writes the footer and closes the file. */
    void finish() throws IOException {
        open = false;
        // In an order: the same rows are then the same bytes, whichever JVM writes them.
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(SPARK_SCHEMA, layout.sparkSchema().json());
        properties.put(SPARK_VERSION, format.sparkVersion());
        writer.end(properties);
        codecs.release();
    }

    /** Closes the file as it is. To be read it lacks at least the footer. */
    void abandon() {
        open = false;
        codecs.release();
        try {
            output.close();
        } catch (IOException | StoreException e) {
            LOG.warn("Could not close {}, which is given up: {}", path, FailureText.of(e));
        }
    }

    /** The facts of the file; after {@link #finish()}. */
    Manifest.DataFile facts() {
        return new Manifest.DataFile(path.getName(), rows, output.bytes(), output.crc32c());
    }
}
