package dev.bochner.featurize;

import dev.bochner.rff.Aligner;
import dev.bochner.rff.FeatureMap.Outcome;
import dev.bochner.stabilise.RunningMean;
import dev.bochner.store.parquet.FeatureFileWriter;
import dev.bochner.store.parquet.RowLayout;
import dev.bochner.store.source.EmbeddingEncoding;
import dev.bochner.store.source.EmbeddingReader;
import java.io.IOException;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;

/** Stabilises the rows of one task attempt, and writes the items of the day's state where there are any. */
sealed interface RowStabiliser {
    /** Creates the stabiliser of a plan. */
    static RowStabiliser of(WritePlan plan, AttemptFiles files) {
        return plan.stabilisation().stream()
                .<RowStabiliser>map(stabilisation -> stabilisation instanceof RowStabilisation.Averaged averaged
                        ? new Averaging(averaged, plan, files)
                        : new Linear(stabilisation))
                .findFirst()
                .orElseGet(None::new);
    }

    /**
     * Returns true if a row holds no embedding of today but an item that only the earlier state has; the item is then handled by
     * this call.
     */
    boolean keepsLeft(InternalRow row) throws IOException;

    /** Stabilises an embedding; unless the outcome is MAPPED, there is no {@link #vector}. */
    Outcome apply(InternalRow row, float[] h) throws IOException;

    /** The vector that phi is to map; valid until the next row. */
    float[] vector();

    /** Leaves embeddings unchanged; the map itself checks whether they are finite. */
    final class None implements RowStabiliser {
        private float[] h = {};

        @Override
        public boolean keepsLeft(InternalRow row) {
            return false;
        }

        @Override
        public Outcome apply(InternalRow row, float[] embedding) {
            h = embedding;
            return Outcome.MAPPED;
        }

        @Override
        public float[] vector() {
            return h;
        }
    }

    /** Maps embeddings to x W. */
    final class Linear implements RowStabiliser {
        private final Aligner aligner;
        private final float[] y;

        Linear(RowStabilisation stabilisation) {
            this.aligner = Aligner.of(stabilisation.normalisation(), stabilisation.map());
            this.y = new float[stabilisation.map().columns()];
        }

        @Override
        public boolean keepsLeft(InternalRow row) {
            return false;
        }

        @Override
        public Outcome apply(InternalRow row, float[] h) {
            return aligner.apply(h, y);
        }

        @Override
        public float[] vector() {
            return y;
        }
    }

    /** Averages x W with the item's mean of earlier days. */
    final class Averaging implements RowStabiliser {
        private final Linear linear;
        private final RunningMean average;
        private final EmbeddingReader means;
        private final int today;
        private final int maxAgeDays;
        private final Ordinals at;
        private final AttemptFiles files;
        private final DataType idType;

        /** A row of items as {@link AttemptFiles#createItems} lays it out. */
        private final GenericInternalRow item = new GenericInternalRow(RowLayout.FIRST_CARRIED + 2);

        private float[] mean;
        private Optional<FeatureFileWriter> file = Optional.empty();

        /** The ordinals of the state's columns in a row; all -1 if the rows were not joined with a state. */
        private record Ordinals(int today, int age, int lastSeen, int mean) {
            static Ordinals of(WritePlan plan) {
                return new Ordinals(
                        plan.ordinal(WritePlan.Extra.TODAY),
                        plan.ordinal(WritePlan.Extra.AGE),
                        plan.ordinal(WritePlan.Extra.LAST_SEEN),
                        plan.ordinal(WritePlan.Extra.MEAN));
            }

            boolean present() {
                return mean >= 0;
            }
        }

        Averaging(RowStabilisation.Averaged averaged, WritePlan plan, AttemptFiles files) {
            this.linear = new Linear(averaged);
            this.average = new RunningMean(averaged.weight());
            this.at = Ordinals.of(plan);
            this.mean = new float[averaged.map().columns()];
            this.means = new EmbeddingReader(EmbeddingEncoding.FLOAT_ARRAY, at.mean(), mean.length);
            this.today = Math.toIntExact(averaged.ds().toEpochDay());
            this.maxAgeDays = averaged.maxAgeDays();
            this.files = files;
            this.idType = plan.rows().id().dataType();
        }

        @Override
        public boolean keepsLeft(InternalRow row) throws IOException {
            if (!at.present() || !row.isNullAt(at.today())) {
                return false;
            }
            int lastSeen = row.getInt(at.lastSeen());
            if (today - lastSeen <= maxAgeDays && hasMean(row)) {
                write(row, row.getInt(at.age()), lastSeen);
            }
            return true;
        }

        @Override
        public Outcome apply(InternalRow row, float[] h) throws IOException {
            Outcome outcome = linear.apply(row, h);
            if (outcome == Outcome.MAPPED) {
                int age = at.present() && hasMean(row) ? row.getInt(at.age()) : 0;
                write(row, average.update(linear.vector(), mean, age), today);
            }
            return outcome;
        }

        private boolean hasMean(InternalRow row) {
            if (means.read(row).isPresent()) {
                return false;
            }
            mean = means.embedding();
            return true;
        }

        private void write(InternalRow row, int age, int lastSeen) throws IOException {
            if (file.isEmpty()) {
                file = Optional.of(files.createItems(mean.length));
            }
            item.update(RowLayout.ID, row.get(RowLayout.ID, idType));
            item.setInt(RowLayout.FIRST_CARRIED, age);
            item.setInt(RowLayout.FIRST_CARRIED + 1, lastSeen);
            file.get().copy(item);
            file.get().features(mean, 0, 1);
        }

        @Override
        public float[] vector() {
            return mean;
        }
    }
}
