package dev.bochner.audit.labels;

import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureMap.Outcome;
import dev.bochner.rff.FeatureSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * From labelled items to what a classifier takes: the number of the item's first class, and its features of both days.
 * Items that the map refuses on either day are left out.
 *
 * @param classes all first classes, ascending: an item's number is its class's index
 * @param spec whose features; none if the embeddings themselves are to be classified
 */
record ProbeRows(List<String> classes, Optional<FeatureSpec> spec) {
    static final String LABEL = "label";
    static final String FIT = "fit";
    static final StructType SCHEMA = new StructType()
            .add(FIT, DataTypes.BooleanType, false)
            .add(LABEL, DataTypes.DoubleType, false)
            .add(EmbeddingRow.TODAY, SQLDataTypes.VectorType(), false)
            .add(EmbeddingRow.BEFORE, SQLDataTypes.VectorType(), false);

    MapPartitionsFunction<Row, Row> function() {
        return new Mapping(new ArrayList<>(classes), spec.map(List::of).orElse(List.of()));
    }

    /** What runs in the tasks. */
    private record Mapping(List<String> classes, List<FeatureSpec> spec) implements MapPartitionsFunction<Row, Row> {
        private static final long serialVersionUID = 1L;

        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            List<FeatureMap> map = spec.stream().map(FeatureMap::of).toList();
            Iterable<Row> all = () -> rows;
            return StreamSupport.stream(all.spliterator(), false)
                    .flatMap(row -> row(row, map).stream())
                    .iterator();
        }

        private Optional<Row> row(Row row, List<FeatureMap> map) {
            Optional<Vector> today = features(EmbeddingRow.today(row), map);
            Optional<Vector> before = features(EmbeddingRow.before(row), map);
            if (today.isEmpty() || before.isEmpty()) {
                return Optional.empty();
            }
            double label =
                    Collections.binarySearch(classes, EmbeddingRow.classes(row).get(0));
            return Optional.of(
                    RowFactory.create(row.getBoolean(row.fieldIndex(FIT)), label, today.get(), before.get()));
        }

        private static Optional<Vector> features(float[] h, List<FeatureMap> map) {
            if (map.isEmpty()) {
                return Optional.of(vector(h));
            }
            float[] phi = new float[map.get(0).spec().columns()];
            return map.get(0).tryApply(h, phi) == Outcome.MAPPED ? Optional.of(vector(phi)) : Optional.empty();
        }

        private static Vector vector(float[] values) {
            double[] wide = new double[values.length];
            for (int j = 0; j < wide.length; j++) {
                wide[j] = values[j];
            }
            return Vectors.dense(wide);
        }
    }
}
