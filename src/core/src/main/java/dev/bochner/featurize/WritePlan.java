package dev.bochner.featurize;

import dev.bochner.rff.FeatureSpec;
import dev.bochner.store.parquet.FileFormat;
import dev.bochner.store.parquet.RowLayout;
import dev.bochner.store.source.EmbeddingEncoding;
import dev.bochner.store.tasks.JavaSerialized;
import java.io.Serializable;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * All that the sink has to know; it travels as one option of Spark's writer, which takes nothing but strings.
 *
 * @param table root path of the feature table
 * @param run the run in whose staging the sink writes
 * @param rows the incoming rows: id, embedding, carried columns, then the extras
 * @param encoding how the embedding column holds its numbers
 * @param extras columns behind the carried ones
 * @param inputDim length of the incoming embeddings
 * @param stabilisation what happens to them before phi, at most one
 * @param specs the versions to write: what is to be done with a stabilised vector, all of the same d
 * @param format how files are written
 */
record WritePlan(
        String table,
        String run,
        RowLayout rows,
        EmbeddingEncoding encoding,
        List<Extra> extras,
        int inputDim,
        List<RowStabilisation> stabilisation,
        List<FeatureSpec> specs,
        FileFormat format)
        implements Serializable {
    static final String OPTION = "plan";

    WritePlan {
        extras = List.copyOf(extras);
        stabilisation = List.copyOf(stabilisation);
        specs = List.copyOf(specs);
    }

    /** A column that the job adds for the sink's eyes only. */
    enum Extra {
        /** True where the id stands more than once in the snapshot. */
        DUPLICATE,
        /** A hash over the row, where the source has no files to take a fingerprint from. */
        CONTENT,
        /** True where the row is today's, and null where only the stabiliser's state has the item. */
        TODAY,
        /** Age, date and mean of the item in the state, null where it is new. */
        AGE,
        LAST_SEEN,
        MEAN;

        String columnName() {
            return "bochner_" + name().toLowerCase(Locale.ROOT);
        }
    }

    /** Ordinal of an extra column, -1 if it is not there. */
    int ordinal(Extra extra) {
        int position = extras.indexOf(extra);
        return position < 0 ? -1 : rows.end() + position;
    }

    String encode() {
        return Base64.getEncoder().encodeToString(JavaSerialized.of(this).bytes());
    }

    static WritePlan decode(String text) {
        return JavaSerialized.<WritePlan>ofBytes(Base64.getDecoder().decode(text))
                .value();
    }
}
