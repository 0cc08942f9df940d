package dev.bochner.store.parquet;

import dev.bochner.store.Manifest;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.types.StructType;

/**
 * A Parquet file of a table, written row by row through parquet-hadoop; Spark's own footer keys are there, so that
 * Spark reads back the very types that went in.
 *
 * @param <T> what a row is written from
 */
final class TableFileWriter<T> implements Closeable {
    // What Spark's reader looks for; see ParquetWriteSupport and package.scala in its sources.
    private static final String SPARK_SCHEMA = "org.apache.spark.sql.parquet.row.metadata";
    private static final String SPARK_VERSION = "org.apache.spark.version";

    private final Path path;
    private final ChecksummedOutput output;
    private final ParquetWriter<T> writer;
    private long rows;

    private TableFileWriter(Path path, ChecksummedOutput output, ParquetWriter<T> writer) {
        this.path = path;
        this.output = output;
        this.writer = writer;
    }

    /**
     * The columns of a file and what writes a row into them.
     *
     * @param columns the Parquet schema's fields
     * @param sparkSchema the same as Spark sees them
     * @param body writes one row
     */
    record Layout<T>(List<Type> columns, StructType sparkSchema, Body<T> body) {
        Layout {
            columns = List.copyOf(columns);
        }
    }

    /** Writes the fields of one row. */
    @FunctionalInterface
    interface Body<T> {
        void write(RecordConsumer out, T row);
    }

    /** Creates the file; one of that name must not exist. */
    static <T> TableFileWriter<T> create(Path path, Configuration conf, Layout<T> layout, FileFormat format)
            throws IOException {
        ChecksummedOutput output = new ChecksummedOutput(HadoopOutputFile.fromPath(path, conf));
        ParquetWriter<T> writer = new Builder<>(output, layout, format)
                .withConf(conf)
                .withCompressionCodec(CompressionCodecName.fromConf(format.compression()))
                .withRowGroupSize(format.rowGroupBytes())
                // Cosines and sines hardly repeat: a dictionary of them would be built only to be thrown away.
                .withDictionaryEncoding(FeatureFileWriter.ELEMENT_PATH, false)
                .build();
        return new TableFileWriter<>(path, output, writer);
    }

    void write(T row) throws IOException {
        writer.write(row);
        rows++;
    }

    Path path() {
        return path;
    }

    /** The facts of the file; after {@link #close()}. */
    Manifest.DataFile facts() {
        return new Manifest.DataFile(path.getName(), rows, output.bytes(), output.crc32c());
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private static final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {
        private final Layout<T> layout;
        private final FileFormat format;

        Builder(OutputFile file, Layout<T> layout, FileFormat format) {
            super(file);
            this.layout = layout;
            this.format = format;
        }

        @Override
        protected Builder<T> self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // Parquet 1.13, which Spark 3.5 brings, knows no other.
        protected WriteSupport<T> getWriteSupport(Configuration conf) {
            Map<String, String> footer =
                    Map.of(SPARK_SCHEMA, layout.sparkSchema().json(), SPARK_VERSION, format.sparkVersion());
            return new Rows<>(new MessageType("spark_schema", layout.columns()), footer, layout.body());
        }
    }

    private static final class Rows<T> extends WriteSupport<T> {
        private final MessageType schema;
        private final Map<String, String> footer;
        private final Body<T> body;

        @SuppressWarnings("NullAway.Init") // Parquet calls prepareForWrite before the first write.
        private RecordConsumer out;

        Rows(MessageType schema, Map<String, String> footer, Body<T> body) {
            this.schema = schema;
            this.footer = footer;
            this.body = body;
        }

        @Override
        @SuppressWarnings("deprecation") // Abstract still, so there is no way around it.
        public WriteContext init(Configuration conf) {
            return new WriteContext(schema, footer);
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            out = consumer;
        }

        @Override
        public void write(T row) {
            out.startMessage();
            body.write(out, row);
            out.endMessage();
        }
    }
}
