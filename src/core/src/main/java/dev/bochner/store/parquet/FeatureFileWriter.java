package dev.bochner.store.parquet;

import dev.bochner.store.Manifest;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;

/**
 * A data file of a feature table: the id, the carried columns, and {@code features}, an {@code array<float>} without
 * nulls in the very schema that Spark itself writes for one.
 *
 * <p>A row comes in two steps: {@link #copy} takes its id and carried columns, {@link #features} its features, then or
 * later with those of the rows behind it. A row group can end only where both are level, so a caller that never lets
 * them meet has the whole file in memory. After an exception a file is of no use; {@link #abandon} frees it.
 */
public final class FeatureFileWriter implements Closeable {
    /** Name of the column that holds the features. */
    public static final String FEATURES = "features";

    private final TableFile file;
    private final CopiedColumns copied;
    private final FeaturePages features;
    /** Rows of the present row group. */
    private long groupRowsCopied;
    /** Of those, the rows whose features are in. */
    private long groupRows;

    private FeatureFileWriter(TableFile file, CopiedColumns copied, FeaturePages features) {
        this.file = file;
        this.copied = copied;
        this.features = features;
    }

    /**
     * Creates the file; one of that name must not exist. If no row follows, it becomes a file of no rows.
     *
     * @param columns length of each row's features, 2m
     * @throws IllegalArgumentException if a column is not atomic, the features are none or more than a page can hold, or
     *     Hadoop's configuration asks for what is not supported
     */
    public static FeatureFileWriter create(
            Path path, Configuration conf, RowLayout rows, FileFormat format, int columns) throws IOException {
        return create(path, conf, rows, format, FEATURES, columns);
    }

    /** The same with another name of the column of floats, for what is laid out like features and is none. */
    public static FeatureFileWriter create(
            Path path, Configuration conf, RowLayout rows, FileFormat format, String name, int columns)
            throws IOException {
        FeaturePage.Shape.requirePossible(columns);
        List<AtomicColumn> atomic = rows.published(format.timestamps());
        TableFile.Layout layout = TableFile.Layout.of(atomic)
                .and(
                        floatsType(name),
                        DataTypes.createStructField(
                                name, DataTypes.createArrayType(DataTypes.FloatType, false), false));
        TableFile file = TableFile.create(path, conf, layout, format);
        return new FeatureFileWriter(
                file,
                new CopiedColumns(atomic, rows.ordinals(), file),
                new FeaturePages(descriptor(name), columns, file));
    }

    private static GroupType floatsType(String name) {
        return Types.requiredList().requiredElement(PrimitiveTypeName.FLOAT).named(name);
    }

    private static ColumnDescriptor descriptor(String name) {
        return TableFile.schema(List.of(floatsType(name))).getColumns().get(0);
    }

    /**
     * Appends the id and the carried columns of the next row; its features follow.
     *
     * @param source the embedding row; not kept
     */
    public void copy(InternalRow source) throws IOException {
        copied.write(source);
        groupRowsCopied++;
    }

    /**
     * Appends the features of the next rows, oldest first, which {@link #copy} has had already.
     *
     * @param values features [rows][columns] from {@code offset} on; not kept
     * @throws IllegalArgumentException if some are not finite, which may be found with a later row
     * @throws IllegalStateException if so many rows are not waiting for features
     */
    public void features(float[] values, int offset, int rows) throws IOException {
        long waiting = groupRowsCopied - groupRows;
        if (rows < 0 || rows > waiting) {
            throw new IllegalStateException(
                    "Features of " + rows + " rows for " + path() + ", where " + waiting + " wait for theirs");
        }
        features.append(values, offset, rows);
        groupRows += rows;
        if (rows > 0 && groupRows == groupRowsCopied && !hasRoomFor(rows)) {
            endRowGroup();
        }
    }

    /** Whether the row group can take some more rows like those it has. */
    private boolean hasRoomFor(int rows) {
        long copiedBytes = copied.bytes();
        return copiedBytes + copiedBytes * rows / groupRows + features.bytesOf(groupRows + rows)
                <= file.rowGroupLimit();
    }

    private void endRowGroup() throws IOException {
        file.writeRowGroup(groupRows, List.of(copied, features));
        groupRows = 0;
        groupRowsCopied = 0;
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
     * Finishes the file, unless that is done or it is given up.
     *
     * @throws IllegalStateException if a copied row lacks its features
     */
    @Override
    public void close() throws IOException {
        if (!file.isOpen()) {
            return;
        }
        if (groupRows < groupRowsCopied) {
            throw new IllegalStateException(
                    (groupRowsCopied - groupRows) + " rows of " + path() + " lack their features");
        }
        if (groupRows > 0) {
            endRowGroup();
        }
        file.finish();
    }

    /** Gives the file up: frees what it holds and closes it, whatever it lacks. What lies at its path is no file of a table. */
    public void abandon() {
        file.abandon();
    }
}
