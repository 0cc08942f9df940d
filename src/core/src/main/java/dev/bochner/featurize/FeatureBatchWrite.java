package dev.bochner.featurize;

import dev.bochner.rff.Directions;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.Manifest;
import dev.bochner.store.RunId;
import dev.bochner.store.StagedOutput;
import dev.bochner.store.StagedOutput.StagedVersion;
import dev.bochner.store.Staging;
import dev.bochner.store.VersionId;
import dev.bochner.store.source.ContentHash;
import dev.bochner.store.tasks.JavaSerialized;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.reflect.ClassTag$;

/**
 * The driver's side of the sink. Its commit accepts the files of the attempts that Spark's driver accepted, and no others, and
 * records them; it does not decide about publication. Files of failed attempts remain in {@code attempts/} and are deleted with
 * the staging.
 */
final class FeatureBatchWrite implements BatchWrite {
    private static final Logger LOG = LoggerFactory.getLogger(FeatureBatchWrite.class);

    private final WritePlan plan;
    private final SparkSession spark = SparkSession.active();
    private final List<Broadcast<?>> broadcasts = new ArrayList<>();

    FeatureBatchWrite(WritePlan plan) {
        this.plan = plan;
    }

    @Override
    public DataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
        ArrayList<Directions> directions = new ArrayList<>();
        plan.specs().forEach(spec -> directions.add(Directions.of(spec)));
        SerializableConfiguration conf =
                new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
        Staging staging = staging();
        staging.makeAttempts(AttemptFiles.directories(
                plan.specs().stream().map(VersionId::of).toList()));
        return new FeatureWriterFactory(plan, staging.attempts().toString(), broadcast(directions), broadcast(conf));
    }

    private <T extends Serializable> Broadcast<JavaSerialized<T>> broadcast(T value) {
        Broadcast<JavaSerialized<T>> broadcast =
                spark.sparkContext().broadcast(JavaSerialized.of(value), ClassTag$.MODULE$.apply(JavaSerialized.class));
        broadcasts.add(broadcast);
        return broadcast;
    }

    private FeatureTable table() {
        return FeatureTable.at(new Path(plan.table()), spark.sparkContext().hadoopConfiguration());
    }

    private Staging staging() {
        return Staging.of(table(), new RunId(plan.run()));
    }

    @Override
    public void commit(WriterCommitMessage[] messages) {
        // A partition that Spark skipped has no commit message.
        List<TaskReport> reports = Stream.of(messages)
                .filter(JavaSerialized.class::isInstance)
                .map(message -> (TaskReport) ((JavaSerialized<?>) message).value())
                .toList();
        Staging staging = staging();
        for (TaskReport report : reports) {
            report.files().forEach(file -> staging.acceptIntoSnapshot(file.version(), new Path(file.path())));
            report.itemFiles().forEach(file -> staging.acceptIntoState(new Path(file.path())));
            report.quarantineFiles().forEach(file -> staging.acceptIntoQuarantine(new Path(file)));
        }
        summary(reports).leaveIn(staging);
        release();
    }

    private StagedOutput summary(List<TaskReport> reports) {
        long read = reports.stream().mapToLong(TaskReport::rowsRead).sum();
        Map<VersionId, StagedVersion> versions = new LinkedHashMap<>();
        plan.specs().stream().map(VersionId::of).forEach(version -> versions.put(version, staged(version, reports)));
        List<Manifest.DataFile> items = reports.stream()
                .flatMap(report -> report.itemFiles().stream())
                .map(TaskReport.AttemptItems::facts)
                .toList();
        return new StagedOutput(read, versions, content(read, reports), items);
    }

    private Optional<Manifest.Fingerprint> content(long rowsRead, List<TaskReport> reports) {
        if (!plan.extras().contains(WritePlan.Extra.CONTENT)) {
            return Optional.empty();
        }
        BigInteger sum = reports.stream().map(TaskReport::contentSum).reduce(BigInteger.ZERO, BigInteger::add);
        return Optional.of(ContentHash.of(rowsRead, new BigDecimal(sum)));
    }

    private static StagedVersion staged(VersionId version, List<TaskReport> reports) {
        Map<String, Long> refused = new TreeMap<>();
        for (TaskReport report : reports) {
            report.refused()
                    .getOrDefault(version, Map.of())
                    .forEach((reason, rows) -> refused.merge(reason.label(), rows, Long::sum));
        }
        List<Manifest.DataFile> files = reports.stream()
                .flatMap(report -> report.files().stream())
                .filter(file -> file.version().equals(version))
                .map(TaskReport.AttemptFile::facts)
                .toList();
        return new StagedVersion(files, refused);
    }

    /** Called by Spark when a task or the commit has failed. The staged files are left in place for the run to handle. */
    @Override
    public void abort(WriterCommitMessage[] messages) {
        LOG.warn("Run {}: the Spark stage failed; its staging is left to the run", plan.run());
        release();
    }

    private void release() {
        broadcasts.forEach(Broadcast::destroy);
        broadcasts.clear();
    }
}
