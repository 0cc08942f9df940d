package dev.bochner.featurize;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The data source behind the Spark stage: it takes <em>embedding</em> rows and writes feature files of every listed version into
 * a run's staging, in one pass and without a shuffle. Only {@link FeatureStage} uses it; its output is invisible until it is
 * published.
 */
public final class FeatureSink implements TableProvider {
    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return new StructType();
    }

    @Override
    public boolean supportsExternalMetadata() {
        return true;
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new StagingTable(schema);
    }

    private record StagingTable(StructType rows) implements SupportsWrite {
        @Override
        public String name() {
            return "bochner staging";
        }

        @Override
        @SuppressWarnings("deprecation") // Spark 3.5 calls it.
        public StructType schema() {
            return rows;
        }

        @Override
        public Set<TableCapability> capabilities() {
            return Set.of(TableCapability.BATCH_WRITE, TableCapability.ACCEPT_ANY_SCHEMA);
        }

        @Override
        public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
            String plan = Optional.ofNullable(info.options().get(WritePlan.OPTION))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "bochner staging is written by the daily job alone; use bochner run"));
            return new StagingWrite(WritePlan.decode(plan));
        }
    }

    private record StagingWrite(WritePlan plan) implements WriteBuilder, Write {
        @Override
        public Write build() {
            return this;
        }

        @Override
        public String description() {
            return "bochner: map and stage " + plan.specs().size() + " feature version(s)";
        }

        @Override
        public BatchWrite toBatch() {
            return new FeatureBatchWrite(plan);
        }
    }
}
