package dev.bochner.audit.scan;

import dev.bochner.rff.Aligner;
import dev.bochner.rff.FeatureMap.Outcome;
import dev.bochner.rff.LinearMap;
import dev.bochner.rff.Normalisation;
import dev.bochner.rff.Normaliser;
import dev.bochner.stabilise.StateItems;
import dev.bochner.store.source.EmbeddingSnapshot;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Seq;

/** One day's vectors as they enter phi: the embeddings, or what the day's stabiliser made of them. */
public final class EmbeddingSide {
    static final String ID = "id";

    private final Dataset<Row> rows;
    private final Column values;
    private final UserDefinedFunction entering;

    private EmbeddingSide(Dataset<Row> rows, Column values, UDF1<Seq<Float>, float[]> entering) {
        this.rows = rows;
        this.values = values;
        this.entering = functions.udf(entering, DataTypes.createArrayType(DataTypes.FloatType, false));
    }

    /** The embeddings as they were delivered. */
    public static EmbeddingSide delivered(EmbeddingSnapshot day, int d, Normalisation normalisation) {
        return of(day, new Normalised(d, normalisation));
    }

    /** What a linear map makes of them. */
    public static EmbeddingSide aligned(EmbeddingSnapshot day, Normalisation normalisation, LinearMap transform) {
        return of(day, new Aligned(normalisation, transform));
    }

    /**
     * The running means of a day.
     *
     * @param items the rows of the state's table that the source had on that day
     */
    public static EmbeddingSide averaged(Dataset<Row> items, int d, Normalisation normalisation) {
        return new EmbeddingSide(items, items.col(StateItems.MEAN), new Normalised(d, normalisation));
    }

    private static EmbeddingSide of(EmbeddingSnapshot day, UDF1<Seq<Float>, float[]> entering) {
        Dataset<Row> rows = Columns.withId(day.rows());
        return new EmbeddingSide(rows, day.encoding().floats(Columns.embedding(rows)), entering);
    }

    /** Its rows, (id string, values array&lt;float&gt;), each id once. */
    Dataset<Row> rows(String name) {
        return rows.select(Columns.id(rows).cast("string").as(ID), values.as(name))
                .dropDuplicates(ID);
    }

    /** From values to what enters phi; null where the map would refuse it. */
    Column vector(Column ofRows) {
        return entering.apply(ofRows);
    }

    /** Normalises as the map does, and makes null of what the map would refuse. One thread's: it holds buffers. */
    private static final class Normalised implements UDF1<Seq<Float>, float[]> {
        private static final long serialVersionUID = 1L;

        private final int d;
        private final Normalisation normalisation;
        private final transient Normaliser normaliser = new Normaliser();

        Normalised(int d, Normalisation normalisation) {
            this.d = d;
            this.normalisation = normalisation;
        }

        /** Each task works with buffers of its own. */
        private Object readResolve() {
            return new Normalised(d, normalisation);
        }

        @Override
        @SuppressWarnings("NullAway") // To Spark null is SQL's NULL, in and out.
        public float[] call(Seq<Float> values) {
            if (values == null || values.length() != d || values.contains(null)) {
                return null;
            }
            float[] h = new float[d];
            for (int j = 0; j < d; j++) {
                h[j] = values.apply(j);
            }
            return normaliser.apply(normalisation, h, h, 0) == Outcome.MAPPED ? h : null;
        }
    }

    /** Takes the steps of the stabiliser, and makes null of what it would refuse. One thread's: it holds buffers. */
    private static final class Aligned implements UDF1<Seq<Float>, float[]> {
        private static final long serialVersionUID = 1L;

        private final Normalisation normalisation;
        private final LinearMap transform;
        private final transient Normalised finite;
        private final transient Aligner aligner;

        Aligned(Normalisation normalisation, LinearMap transform) {
            this.normalisation = normalisation;
            this.transform = transform;
            this.finite = new Normalised(transform.rows(), Normalisation.NONE);
            this.aligner = Aligner.of(normalisation, transform);
        }

        /** Each task works with buffers of its own. */
        private Object readResolve() {
            return new Aligned(normalisation, transform);
        }

        @Override
        @SuppressWarnings("NullAway") // To Spark null is SQL's NULL, in and out.
        public float[] call(Seq<Float> values) {
            float[] h = finite.call(values);
            float[] y = new float[transform.columns()];
            return h != null && aligner.apply(h, y) == Outcome.MAPPED ? y : null;
        }
    }
}
