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
 * The parameters of the sink. They are passed as a single option of Spark's writer, whose options are strings only.
 *
 * @param table root path of the feature table
 * @param run the run in whose staging the sink writes
 * @param rows the incoming rows: id, embedding, carried columns, then the extras
 * @param encoding how the embedding column holds its numbers
 * @param extras additional columns after the carried ones
 * @param inputDim length of the incoming embeddings
 * @param stabilisation the transformation before phi, at most one
 * @param specs the specs of the versions to write, as they apply to a stabilised vector; all of the same d
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

    /** A column that the job adds for the sink and that is not written to the table. */
    enum Extra {
        /** True if the id occurs more than once in the snapshot. */
        DUPLICATE,
        /** A hash over the row, if the source has no files to take a fingerprint from. */
        CONTENT,
        /** True if the row is one of today's, and null if only the stabiliser's state has the item. */
        TODAY,
        /** Age, date and mean of the item in the state, null if the item is new. */
        AGE,
        LAST_SEEN,
        MEAN;

        String columnName() {
            return "bochner_" + name().toLowerCase(Locale.ROOT);
        }
    }

    /** Ordinal of an extra column, -1 if there is no such column. */
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
