package dev.bochner.featurize;

import dev.bochner.rff.Directions;
import dev.bochner.rff.EmbeddingBlock;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.store.VersionId;
import dev.bochner.store.parquet.FeatureFileWriter;
import dev.bochner.store.source.EmbeddingReader.RowRejection;
import dev.bochner.store.source.Reason;
import java.io.IOException;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The output of one version in one task attempt: maps blocks of embeddings and appends their features to the version's file,
 * which is created when the first row is written.
 */
final class VersionOutput {
    private static final RowRejection OUT_OF_RANGE =
            new RowRejection(Reason.OUT_OF_RANGE, "some |u.h| is over " + FeatureMap.MAX_PROJECTION);

    private final VersionId version;
    private final FeatureMap map;
    private final AttemptFiles files;
    private final Map<Reason, Long> refused = new EnumMap<>(Reason.class);

    /** Rows of the block that this version refused. */
    private final BitSet skipped = new BitSet();

    private Optional<FeatureFileWriter> file = Optional.empty();

    VersionOutput(FeatureSpec spec, Directions directions, AttemptFiles files) {
        this.version = VersionId.of(spec);
        this.map = FeatureMap.of(spec, directions);
        this.files = files;
    }

    VersionId version() {
        return version;
    }

    FeatureSpec spec() {
        return map.spec();
    }

    Map<Reason, Long> refused() {
        return refused;
    }

    /** Accepts the row last added to a block, or refuses it if h is out of this version's range. */
    void offer(InternalRow row, float[] h, EmbeddingBlock block) throws IOException {
        if (map.keepsInRange(block.lastNorm()) || maps(h)) {
            file().copy(row);
        } else {
            skipped.set(block.rows() - 1);
            refuse(row, OUT_OF_RANGE);
        }
    }

    /** Returns whether h is in range, by mapping it; needed only for the few rows whose norm does not decide it. */
    private boolean maps(float[] h) {
        return map.tryApply(h, new float[spec().columns()]) == FeatureMap.Outcome.MAPPED;
    }

    private FeatureFileWriter file() throws IOException {
        if (file.isEmpty()) {
            file = Optional.of(files.create(version, spec().columns()));
        }
        return file.get();
    }

    /** Puts a row into quarantine for this version alone. */
    void refuse(InternalRow row, RowRejection refusal) throws IOException {
        files.quarantine(row, refusal, Optional.of(version));
        count(refusal);
    }

    void count(RowRejection refusal) {
        refused.merge(refusal.reason(), 1L, Long::sum);
    }

    /**
     * Appends the features of the accepted rows.
     *
     * @param features scratch for the features of all rows of the block, row after row
     */
    void map(EmbeddingBlock block, float[] features) throws IOException {
        map.apply(block, features);
        int row = skipped.nextClearBit(0);
        while (row < block.rows()) {
            int end = endOfTaken(row, block.rows());
            file().features(features, row * spec().columns(), end - row);
            row = skipped.nextClearBit(end);
        }
        skipped.clear();
    }

    private int endOfTaken(int row, int rows) {
        int next = skipped.nextSetBit(row);
        return next < 0 ? rows : Math.min(next, rows);
    }
}
