package dev.bochner.store.parquet;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.execution.datasources.parquet.ParquetWriteSupport;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Mebibytes of features a second into a local file: our pages beside Spark's own write support, which takes lists apart.
 * Both write a bigint id in front. One operation is a mebibyte of floats.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PageWriterBenchmark {
    private static final int MEBIBYTES = 64;
    private static final int BLOCK = 64;
    private static final int DISTINCT_ROWS = 8192;
    private static final long ROW_GROUP_BYTES = 32L << 20;

    private static final StructType SCHEMA = new StructType()
            .add("id", DataTypes.LongType, false)
            .add(FeatureFileWriter.FEATURES, DataTypes.createArrayType(DataTypes.FloatType, false), false);

    @Param({"128", "512"})
    public int columns;

    @Param({"none", "snappy", "zstd"})
    public String codec;

    private FileFormat format;
    private Configuration conf;
    private Path path;
    private float[] features;
    private UnsafeArrayData[] lists;
    private int rows;

    @Setup
    public void draw() throws IOException {
        format = new FileFormat(codec, ROW_GROUP_BYTES, TimestampEncoding.INT96, "4.1.0");
        conf = new Configuration();
        path = new Path(File.createTempFile("pages", ".parquet").toURI());
        rows = (MEBIBYTES << 20) / (columns * Float.BYTES);
        features = new float[DISTINCT_ROWS * columns];
        lists = new UnsafeArrayData[DISTINCT_ROWS];
        Random random = new Random(1);
        for (int i = 0; i < features.length; i += 2) {
            double projection = random.nextGaussian();
            features[i] = (float) (Math.cos(projection) / Math.sqrt(columns / 2.0));
            features[i + 1] = (float) (Math.sin(projection) / Math.sqrt(columns / 2.0));
        }
        for (int i = 0; i < DISTINCT_ROWS; i++) {
            lists[i] = UnsafeArrayData.fromPrimitiveArray(Arrays.copyOfRange(features, i * columns, (i + 1) * columns));
        }
    }

    @TearDown
    public void delete() throws IOException {
        FileSystem.get(path.toUri(), conf).delete(path, false);
    }

    @Benchmark
    @OperationsPerInvocation(MEBIBYTES)
    public Object pages() throws IOException {
        delete();
        RowLayout layout = new RowLayout(SCHEMA.fields()[0], List.of());
        FeatureFileWriter writer = FeatureFileWriter.create(path, conf, layout, format, columns);
        GenericInternalRow source = new GenericInternalRow(RowLayout.FIRST_CARRIED);
        for (int first = 0; first < rows; first += BLOCK) {
            for (int i = 0; i < BLOCK; i++) {
                source.setLong(RowLayout.ID, first + i);
                writer.copy(source);
            }
            writer.features(features, (first % DISTINCT_ROWS) * columns, BLOCK);
        }
        writer.close();
        return writer.facts();
    }

    @Benchmark
    @OperationsPerInvocation(MEBIBYTES)
    public Object sparksWriteSupport() throws IOException {
        ParquetWriter<InternalRow> writer = new SparkWriter(HadoopOutputFile.fromPath(path, conf))
                .withConf(sparkConf())
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                .withCompressionCodec(format.codec())
                .withRowGroupSize(ROW_GROUP_BYTES)
                .build();
        GenericInternalRow row = new GenericInternalRow(2);
        for (int i = 0; i < rows; i++) {
            row.setLong(0, i);
            row.update(1, lists[i % DISTINCT_ROWS]);
            writer.write(row);
        }
        writer.close();
        return writer.getFooter();
    }

    private Configuration sparkConf() {
        Configuration sparkConf = new Configuration(conf);
        ParquetWriteSupport.setSchema(SCHEMA, sparkConf);
        sparkConf.set("spark.sql.parquet.writeLegacyFormat", "false");
        sparkConf.set("spark.sql.parquet.outputTimestampType", "INT96");
        sparkConf.set("spark.sql.parquet.fieldId.write.enabled", "true");
        sparkConf.set("spark.sql.parquet.variant.annotateLogicalType.enabled", "false");
        return sparkConf;
    }

    private static final class SparkWriter extends ParquetWriter.Builder<InternalRow, SparkWriter> {
        SparkWriter(OutputFile file) {
            super(file);
        }

        @Override
        protected SparkWriter self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // Spark's write support knows Hadoop's configuration only.
        protected WriteSupport<InternalRow> getWriteSupport(Configuration sparkConf) {
            return new ParquetWriteSupport();
        }
    }
}
