package dev.bochner.store.parquet;

import dev.bochner.store.Manifest;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A data file of a feature table: the id, the carried columns, and {@code features}, an {@code array<float>} without
 * nulls in the very schema that Spark itself writes for one.
 */
public final class FeatureFileWriter implements Closeable {
    /** Name of the column that holds the features. */
    public static final String FEATURES = "features";

    static final String ELEMENT_PATH = FEATURES + ".list.element";

    private final TableFileWriter<InternalRow> file;
    private final Features features;

    private FeatureFileWriter(TableFileWriter<InternalRow> file, Features features) {
        this.file = file;
        this.features = features;
    }

    /**
     * Creates the file; one of that name must not exist.
     */
    public static FeatureFileWriter create(Path path, Configuration conf, RowLayout rows, FileFormat format)
            throws IOException {
        CopiedColumns columns = rows.published(format.timestamps());
        Features features = new Features(columns.size());
        List<Type> types = new ArrayList<>(columns.types());
        types.add(featuresType());
        TableFileWriter.Layout<InternalRow> layout =
                new TableFileWriter.Layout<>(types, sparkSchema(columns.fields()), (out, row) -> {
                    columns.write(out, row);
                    features.write(out);
                });
        return new FeatureFileWriter(TableFileWriter.create(path, conf, layout, format), features);
    }

    private static Type featuresType() {
        return Types.requiredList().requiredElement(PrimitiveTypeName.FLOAT).named(FEATURES);
    }

    private static StructType sparkSchema(List<StructField> copied) {
        List<StructField> fields = new ArrayList<>(copied);
        fields.add(DataTypes.createStructField(FEATURES, DataTypes.createArrayType(DataTypes.FloatType, false), false));
        return DataTypes.createStructType(fields);
    }

    /**
     * Appends a row.
     *
     * @param source the embedding row, whose id and carried columns are copied
     * @param rowFeatures its features, 2m floats; not kept
     */
    public void write(InternalRow source, float[] rowFeatures) throws IOException {
        features.values = rowFeatures;
        file.write(source);
    }

    /** Where the file is. */
    public Path path() {
        return file.path();
    }

    /** The facts of the file; after {@link #close()}. */
    public Manifest.DataFile facts() {
        return file.facts();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** The column of features, which has no place in the embedding row. */
    private static final class Features {
        private final int field;
        private float[] values = {};

        Features(int field) {
            this.field = field;
        }

        void write(RecordConsumer out) {
            out.startField(FEATURES, field);
            out.startGroup();
            out.startField("list", 0);
            for (float value : values) {
                out.startGroup();
                out.startField("element", 0);
                out.addFloat(value);
                out.endField("element", 0);
                out.endGroup();
            }
            out.endField("list", 0);
            out.endGroup();
            out.endField(FEATURES, field);
        }
    }
}
