package dev.bochner.featurize;

import dev.bochner.featurize.EmbeddingReader.Refusal;
import dev.bochner.rff.Directions;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.store.VersionId;
import dev.bochner.store.parquet.RowLayout;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * A task attempt of the sink: validates each embedding row, maps it for every version, and appends the features to that
 * version's file, or the row to the quarantine. Nothing about a row depends on any other.
 */
final class FeatureWriter implements DataWriter<InternalRow> {
    private static final Refusal NULL_ID = new Refusal(Reason.NULL_ID, "id is null");
    private static final Refusal DUPLICATE_ID =
            new Refusal(Reason.DUPLICATE_ID, "the id stands more than once in the snapshot");
    private static final Refusal ZERO_NORM = new Refusal(Reason.ZERO_NORM, "all elements are 0");
    private static final Refusal OUT_OF_RANGE =
            new Refusal(Reason.OUT_OF_RANGE, "some |u.h| is over " + FeatureMap.MAX_PROJECTION);

    private final AttemptFiles files;
    private final EmbeddingReader reader;
    private final List<Target> targets = new ArrayList<>();
    private final int duplicateOrdinal;
    private final ContentSum content;
    private long rowsRead;

    FeatureWriter(WritePlan plan, List<Directions> directions, AttemptFiles files) {
        this.files = files;
        this.reader = new EmbeddingReader(plan.encoding(), plan.specs().get(0).d());
        this.duplicateOrdinal = plan.ordinal(WritePlan.Extra.DUPLICATE);
        this.content = new ContentSum(plan.ordinal(WritePlan.Extra.CONTENT));
        for (int i = 0; i < plan.specs().size(); i++) {
            targets.add(new Target(plan.specs().get(i), directions.get(i)));
        }
    }

    /** One version, and how many rows it refused. */
    private static final class Target {
        private final VersionId version;
        private final FeatureMap map;
        private final float[] features;
        private final Map<Reason, Long> refused = new EnumMap<>(Reason.class);

        Target(FeatureSpec spec, Directions directions) {
            this.version = WritePlan.version(spec);
            this.map = FeatureMap.of(spec, directions);
            this.features = new float[spec.columns()];
        }

        void count(Refusal refusal) {
            refused.merge(refusal.reason(), 1L, Long::sum);
        }
    }

    @Override
    public void write(InternalRow row) throws IOException {
        rowsRead++;
        content.add(row);
        Optional<Refusal> refusal = validate(row);
        if (refusal.isPresent()) {
            files.quarantine(row, refusal.get(), Optional.empty());
            targets.forEach(target -> target.count(refusal.get()));
            return;
        }
        for (Target target : targets) {
            map(row, target);
        }
    }

    private Optional<Refusal> validate(InternalRow row) {
        if (row.isNullAt(RowLayout.ID)) {
            return Optional.of(NULL_ID);
        }
        if (duplicateOrdinal >= 0 && !row.isNullAt(duplicateOrdinal)) {
            return Optional.of(DUPLICATE_ID);
        }
        return reader.read(row);
    }

    private void map(InternalRow row, Target target) throws IOException {
        FeatureMap.Outcome outcome = target.map.tryApply(reader.embedding(), target.features);
        switch (outcome) {
            case MAPPED -> files.write(target.version, row, target.features);
            case ZERO_NORM -> refuse(row, ZERO_NORM, target);
            case OUT_OF_RANGE -> refuse(row, OUT_OF_RANGE, target);
            case NOT_FINITE -> throw new IllegalStateException("the reader let an embedding pass that is not finite");
        }
    }

    private void refuse(InternalRow row, Refusal refusal, Target target) throws IOException {
        files.quarantine(row, refusal, Optional.of(target.version));
        target.count(refusal);
    }

    @Override
    public WriterCommitMessage commit() throws IOException {
        files.close();
        Map<VersionId, Map<Reason, Long>> refused = new LinkedHashMap<>();
        targets.forEach(target -> refused.put(target.version, target.refused));
        return JavaSerialized.of(
                new TaskReport(rowsRead, files.featureFiles(), files.quarantineFiles(), refused, content.sum()));
    }

    @Override
    public void abort() throws IOException {
        files.discard();
    }

    @Override
    public void close() {
        // commit and abort have closed the files
    }

    /** The sum of a column of 64-bit hashes, in 128 bits. */
    private static final class ContentSum {
        private final int ordinal;
        private long high;
        private long low;

        ContentSum(int ordinal) {
            this.ordinal = ordinal;
        }

        void add(InternalRow row) {
            if (ordinal < 0) {
                return;
            }
            long hash = row.getLong(ordinal);
            low += hash;
            high += (hash >> (Long.SIZE - 1)) + (Long.compareUnsigned(low, hash) < 0 ? 1 : 0);
        }

        BigInteger sum() {
            return BigInteger.valueOf(high).shiftLeft(Long.SIZE).add(new BigInteger(Long.toUnsignedString(low)));
        }
    }
}
