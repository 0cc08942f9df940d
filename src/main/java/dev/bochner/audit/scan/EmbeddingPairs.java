package dev.bochner.audit.scan;

import dev.bochner.rff.Normalisation;
import dev.bochner.store.source.EmbeddingSnapshot;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Seq;

/**
 * Both days' embeddings as a table of pairs, (id string, today array&lt;float&gt;, before array&lt;float&gt;), as they enter
 * phi: for whoever needs rows and not a sketch. Row by row and boxed: meant for the items that have labels.
 */
public final class EmbeddingPairs {
    private static final String ID = "id";
    private static final String TODAY = "today";
    private static final String BEFORE = "before";

    private final EmbeddingSnapshot today;
    private final EmbeddingSnapshot before;
    private final DayScan.Lens lens;

    public EmbeddingPairs(EmbeddingSnapshot today, EmbeddingSnapshot before, DayScan.Lens lens) {
        this.today = today;
        this.before = before;
        this.lens = lens;
    }

    /** The pairs of all items. */
    public Dataset<Row> all() {
        return joined(delivered(today, TODAY), delivered(before, BEFORE));
    }

    /** The pairs of some items. */
    public Dataset<Row> of(Dataset<Row> ids) {
        return joined(
                delivered(today, TODAY).join(ids, ids.columns(), "left_semi"),
                delivered(before, BEFORE).join(ids, ids.columns(), "left_semi"));
    }

    private static Dataset<Row> delivered(EmbeddingSnapshot day, String name) {
        Dataset<Row> rows = day.rows();
        return Columns.withId(rows)
                .select(
                        Columns.id(rows).cast("string").as(ID),
                        day.encoding().floats(Columns.embedding(rows)).as(name))
                .dropDuplicates(ID);
    }

    private Dataset<Row> joined(Dataset<Row> todays, Dataset<Row> befores) {
        UserDefinedFunction normalised = functions.udf(
                new Normalised(lens.d(), lens.normalisation()), DataTypes.createArrayType(DataTypes.FloatType, false));
        Column x = normalised.apply(functions.col(TODAY));
        Column y = normalised.apply(functions.col(BEFORE));
        return todays.join(befores, ID)
                .select(functions.col(ID), x.as(TODAY), y.as(BEFORE))
                .where(functions
                        .col(TODAY)
                        .isNotNull()
                        .and(functions.col(BEFORE).isNotNull()));
    }

    /** Normalises, and makes null of what the map would refuse. */
    private record Normalised(int d, Normalisation normalisation) implements UDF1<Seq<Float>, float[]> {
        @Override
        @SuppressWarnings("NullAway") // To Spark null is SQL's NULL, in and out.
        public float[] call(Seq<Float> values) {
            if (values == null || values.length() != d || values.contains(null)) {
                return null;
            }
            float[] h = new float[d];
            double squares = 0;
            for (int j = 0; j < d; j++) {
                h[j] = values.apply(j);
                squares += (double) h[j] * h[j];
            }
            boolean refused = !(squares <= Double.MAX_VALUE) || (squares == 0 && normalisation == Normalisation.L2);
            return refused ? null : scaled(h, normalisation == Normalisation.L2 ? 1 / Math.sqrt(squares) : 1);
        }

        private static float[] scaled(float[] h, double scale) {
            for (int j = 0; j < h.length; j++) {
                h[j] = (float) (h[j] * scale);
            }
            return h;
        }
    }
}
