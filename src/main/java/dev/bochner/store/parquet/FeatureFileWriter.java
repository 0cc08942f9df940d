package dev.bochner.store.parquet;

import dev.bochner.store.Manifest;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
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
    private final ArrayDeque<InternalRow> copied = new ArrayDeque<>();

    private FeatureFileWriter(TableFileWriter<InternalRow> file, Features features) {
        this.file = file;
        this.features = features;
    }

    /**
     * Creates the file; one of that name must not exist.
     *
     * @param columns length of each row's features, 2m
     */
    public static FeatureFileWriter create(
            Path path, Configuration conf, RowLayout rows, FileFormat format, int columns) throws IOException {
        CopiedColumns others = rows.published(format.timestamps());
        Features features = new Features(others.size(), columns);
        List<Type> types = new ArrayList<>(others.types());
        types.add(featuresType());
        TableFileWriter.Layout<InternalRow> layout =
                new TableFileWriter.Layout<>(types, sparkSchema(others.fields()), (out, row) -> {
                    others.write(out, row);
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
     * Appends the id and the carried columns of the next row; its features follow.
     *
     * @param source the embedding row; not kept
     */
    public void copy(InternalRow source) throws IOException {
        copied.add(source.copy());
    }

    /**
     * Appends the features of the next rows, oldest first, which {@link #copy} has had already.
     *
     * @param values features [rows][columns] from {@code offset} on, finite; not kept
     */
    public void features(float[] values, int offset, int rows) throws IOException {
        if (rows > copied.size()) {
            throw new IllegalStateException(
                    "features of " + rows + " rows for " + path() + ", but only " + copied.size() + " are copied");
        }
        for (int row = 0; row < rows; row++) {
            features.take(values, offset + row * features.columns());
            file.write(copied.remove());
        }
    }

    /** Where the file is. */
    public Path path() {
        return file.path();
    }

    /** The facts of the file; after {@link #close()}. */
    public Manifest.DataFile facts() {
        return file.facts();
    }

    /**
     * Finishes the file.
     *
     * @throws IllegalStateException if a copied row lacks its features
     */
    @Override
    public void close() throws IOException {
        if (!copied.isEmpty()) {
            throw new IllegalStateException(copied.size() + " rows of " + path() + " lack their features");
        }
        file.close();
    }

    /** Gives the file up: closes it, whatever it lacks. What lies at its path is not to be read. */
    public void abandon() throws IOException {
        copied.clear();
        file.close();
    }

    /** The column of features, which has no place in the embedding row. */
    private static final class Features {
        private final int field;
        private final float[] values;

        Features(int field, int columns) {
            this.field = field;
            this.values = new float[columns];
        }

        int columns() {
            return values.length;
        }

        void take(float[] source, int offset) {
            System.arraycopy(source, offset, values, 0, values.length);
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
