package dev.bochner.store.source.scan;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The reader as a data source of Spark. Public for Spark alone: {@link FloatListScan} says which files it can read, and
 * here nothing is checked but that they are still so.
 */
public final class FloatListSource implements TableProvider {
    /** Option: URIs of the files, one a line. */
    static final String FILES = "files";

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        throw new IllegalArgumentException("float lists are read with a schema; use EmbeddingSnapshot.rows()");
    }

    @Override
    public boolean supportsExternalMetadata() {
        return true;
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new Files(List.of(properties.getOrDefault(FILES, "").split("\n")), schema);
    }

    // No record: two of the same files are two, so that Spark never takes what it cached of one for the other.
    private static final class Files implements SupportsRead {
        private final List<String> uris;
        private final StructType columns;

        Files(List<String> uris, StructType columns) {
            this.uris = uris;
            this.columns = columns;
        }

        @Override
        public String name() {
            return "float lists of " + uris.size() + " Parquet file(s)";
        }

        @Override
        @SuppressWarnings("deprecation") // Spark 3.5 calls it.
        public StructType schema() {
            return columns;
        }

        @Override
        public Set<TableCapability> capabilities() {
            return Set.of(TableCapability.BATCH_READ);
        }

        @Override
        public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
            return new Columns(uris, columns);
        }
    }

    private static final class Columns implements ScanBuilder, SupportsPushDownRequiredColumns {
        private final List<String> uris;
        private StructType columns;

        Columns(List<String> uris, StructType columns) {
            this.uris = uris;
            this.columns = columns;
        }

        @Override
        public void pruneColumns(StructType required) {
            columns = required;
        }

        @Override
        public Scan build() {
            return new FilesScan(uris, columns);
        }
    }

    private record FilesScan(List<String> uris, StructType readSchema) implements Scan, Batch {
        @Override
        public String description() {
            return "bochner: float lists of " + uris.size() + " Parquet file(s)";
        }

        @Override
        public Batch toBatch() {
            return this;
        }

        @Override
        public InputPartition[] planInputPartitions() {
            SparkSession spark = SparkSession.active();
            try {
                List<SourceFile> files = SourceListing.of(uris, FloatListScan.configuration(spark));
                return SplitPlan.of(spark, files).partitions(files);
            } catch (IOException e) {
                throw new UnreadableFileException(uris.get(0), e);
            }
        }

        @Override
        public PartitionReaderFactory createReaderFactory() {
            SparkSession spark = SparkSession.active();
            return new Readers(
                    readSchema,
                    JavaSparkContext.fromSparkContext(spark.sparkContext())
                            .broadcast(new SerializableConfiguration(FloatListScan.configuration(spark))));
        }
    }

    private record Readers(StructType columns, Broadcast<SerializableConfiguration> conf)
            implements PartitionReaderFactory {
        @Override
        public PartitionReader<InternalRow> createReader(InputPartition partition) {
            return new SplitReader(
                    ((SplitPlan.Share) partition).splits(),
                    columns,
                    conf.value().value());
        }
    }
}
