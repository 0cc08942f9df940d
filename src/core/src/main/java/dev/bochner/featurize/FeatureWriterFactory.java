package dev.bochner.featurize;

import dev.bochner.rff.Directions;
import dev.bochner.rff.FeatureMap;
import dev.bochner.store.tasks.JavaSerialized;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is sent to the executors, where it creates a writer for each task attempt.
 *
 * @param plan what to write
 * @param attempts the staging's directory for attempts
 * @param directions U of each spec of the plan
 * @param conf Hadoop's configuration
 */
record FeatureWriterFactory(
        WritePlan plan,
        String attempts,
        Broadcast<JavaSerialized<ArrayList<Directions>>> directions,
        Broadcast<JavaSerialized<SerializableConfiguration>> conf)
        implements DataWriterFactory {
    private static final Logger LOG = LoggerFactory.getLogger(FeatureWriterFactory.class);
    private static final AtomicBoolean KERNEL_TOLD = new AtomicBoolean();

    @Override
    public DataWriter<InternalRow> createWriter(int partitionId, long taskId) {
        tellKernel();
        // The task id is unique for each attempt, so that attempts never use the same file.
        String fileName = String.format(Locale.ROOT, "part-%05d-%d.parquet", partitionId, taskId);
        AttemptFiles files = new AttemptFiles(
                new Path(attempts), fileName, conf.value().value().value(), plan.rows(), plan.format());
        return new FeatureWriter(plan, directions.value().value(), files);
    }

    /** Logs, once in each JVM, which kernel is used: the speed depends on it, and a JVM option selects it. */
    private static void tellKernel() {
        if (KERNEL_TOLD.getAndSet(true)) {
            return;
        }
        if (FeatureMap.vectorModuleIsMissing()) {
            LOG.warn(
                    "Mapping with {}; --add-modules=jdk.incubator.vector among the executors' and the driver's"
                            + " extraJavaOptions makes it faster, and changes no bit",
                    FeatureMap.kernelDescription());
        } else {
            LOG.info("Mapping with {}", FeatureMap.kernelDescription());
        }
    }
}
