package dev.bochner.featurize;

import dev.bochner.rff.Directions;
import dev.bochner.rff.FeatureMap.Outcome;
import dev.bochner.rff.Normalisation;
import dev.bochner.store.VersionId;
import dev.bochner.store.parquet.RowLayout;
import dev.bochner.store.source.EmbeddingReader;
import dev.bochner.store.source.EmbeddingReader.RowRejection;
import dev.bochner.store.source.Reason;
import dev.bochner.store.tasks.JavaSerialized;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * A task attempt of the sink: validates each embedding row, stabilises it, gathers valid ones into blocks, maps a block for every
 * version, and appends the features to that version's file; a row that is refused goes to the quarantine. The result for a row
 * does not depend on any other row.
 */
final class FeatureWriter implements DataWriter<InternalRow> {
    private static final RowRejection NULL_ID = new RowRejection(Reason.NULL_ID, "id is null");
    private static final RowRejection DUPLICATE_ID =
            new RowRejection(Reason.DUPLICATE_ID, "the id stands more than once in the snapshot");
    private static final RowRejection OVERFLOW =
            new RowRejection(Reason.OUT_OF_RANGE, "the stabilised embedding overflows float32");
    private static final RowRejection ZERO_NORM = new RowRejection(Reason.ZERO_NORM, "all elements are 0");

    private final AttemptFiles files;
    private final EmbeddingReader reader;
    private final RowStabiliser stabiliser;
    private final List<VersionOutput> versions = new ArrayList<>();
    private final List<Batch> batches;
    private final int duplicateOrdinal;
    private final ContentSum content;
    private long rowsRead;

    FeatureWriter(WritePlan plan, List<Directions> directions, AttemptFiles files) {
        this.files = files;
        this.reader = new EmbeddingReader(plan.encoding(), RowLayout.EMBEDDING, plan.inputDim());
        this.stabiliser = RowStabiliser.of(plan, files);
        this.duplicateOrdinal = plan.ordinal(WritePlan.Extra.DUPLICATE);
        this.content = new ContentSum(plan.ordinal(WritePlan.Extra.CONTENT));
        for (int i = 0; i < plan.specs().size(); i++) {
            versions.add(new VersionOutput(plan.specs().get(i), directions.get(i), files));
        }
        this.batches = Stream.of(Normalisation.values())
                .map(this::versionsOf)
                .filter(some -> !some.isEmpty())
                .map(Batch::new)
                .toList();
    }

    private List<VersionOutput> versionsOf(Normalisation normalisation) {
        return versions.stream()
                .filter(version -> version.spec().normalisation() == normalisation)
                .toList();
    }

    @Override
    public void write(InternalRow row) throws IOException {
        if (stabiliser.keepsLeft(row)) {
            return;
        }
        rowsRead++;
        content.add(row);
        Optional<RowRejection> refusal = validate(row);
        if (refusal.isPresent()) {
            refuse(row, refusal.get());
            return;
        }
        switch (stabiliser.apply(row, reader.embedding())) {
            case MAPPED -> map(row);
            case NOT_FINITE -> refuse(row, reader.notFinite());
            case ZERO_NORM -> refuse(row, ZERO_NORM);
            case OUT_OF_RANGE -> refuse(row, OVERFLOW);
        }
    }

    private void map(InternalRow row) throws IOException {
        for (Batch batch : batches) {
            Outcome outcome = batch.add(row, stabiliser.vector());
            if (outcome == Outcome.NOT_FINITE) {
                // This does not depend on the normalisation: the first batch has detected it, and no batch has added
                // the row.
                refuse(row, reader.notFinite());
                return;
            }
            if (outcome == Outcome.ZERO_NORM) {
                batch.refuse(row, ZERO_NORM);
            }
        }
    }

    private Optional<RowRejection> validate(InternalRow row) {
        if (row.isNullAt(RowLayout.ID)) {
            return Optional.of(NULL_ID);
        }
        if (duplicateOrdinal >= 0 && !row.isNullAt(duplicateOrdinal)) {
            return Optional.of(DUPLICATE_ID);
        }
        return reader.read(row);
    }

    /** Puts a row that no version can take into quarantine, once. */
    private void refuse(InternalRow row, RowRejection refusal) throws IOException {
        files.quarantine(row, refusal, Optional.empty());
        versions.forEach(version -> version.count(refusal));
    }

    @Override
    public WriterCommitMessage commit() throws IOException {
        for (Batch batch : batches) {
            batch.flush();
        }
        files.close();
        Map<VersionId, Map<Reason, Long>> refused = new LinkedHashMap<>();
        versions.forEach(version -> refused.put(version.version(), version.refused()));
        return JavaSerialized.of(new TaskReport(
                rowsRead, files.featureFiles(), files.itemFiles(), files.quarantineFiles(), refused, content.sum()));
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
