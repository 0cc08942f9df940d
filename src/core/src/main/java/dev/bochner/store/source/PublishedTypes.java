package dev.bochner.store.source;

import dev.bochner.store.FeatureTable;
import dev.bochner.store.Manifest;
import dev.bochner.store.RunId;
import dev.bochner.store.Snapshot;
import dev.bochner.store.StabiliserState;
import dev.bochner.store.StoreException;
import dev.bochner.store.parquet.PublishedColumns;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The types of the id and of the carried columns of a published day, which another day has to fit: an id is looked up on
 * all days, and the days are read as one table.
 *
 * <p><b>Rule:</b> integers of different widths (tinyint, smallint, int, bigint) are the same values; the day gets the wider
 * type of the two. Any other difference is refused: 7 and '7' are equal or not depending on who compares them.
 *
 * @param ds the published day
 * @param run that published it
 * @param columns the id, whatever its name, then the carried columns
 */
public record PublishedTypes(LocalDate ds, RunId run, StructType columns) {
    private static final Logger LOG = LoggerFactory.getLogger(PublishedTypes.class);

    private static final String ID_KEY = "source.id-column";

    private static final Comparator<Snapshot> BY_DATE = Comparator.comparing(Snapshot::ds);

    private static final List<DataType> INTEGERS =
            List.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

    /** Those of the greatest published date before a date, or, without one, of the smallest after it. */
    public static Optional<PublishedTypes> besides(LocalDate ds, FeatureTable table, Configuration hadoop) {
        return before(ds, table, hadoop)
                .or(() -> table.snapshots().stream()
                        .filter(snapshot -> snapshot.ds().isAfter(ds))
                        .min(BY_DATE)
                        .flatMap(snapshot -> told(snapshot, table, hadoop)));
    }

    /** Those of the greatest published date before a date. */
    public static Optional<PublishedTypes> before(LocalDate ds, FeatureTable table, Configuration hadoop) {
        return table.snapshots().stream()
                .filter(snapshot -> snapshot.ds().isBefore(ds))
                .max(BY_DATE)
                .flatMap(snapshot -> told(snapshot, table, hadoop));
    }

    private static Optional<PublishedTypes> told(Snapshot snapshot, FeatureTable table, Configuration hadoop) {
        try {
            return table.manifest(snapshot).flatMap(manifest -> of(manifest, table, hadoop));
        } catch (StoreException damaged) {
            LOG.warn("The types of columns are not compared with {}: {}", snapshot, damaged.getMessage());
            return Optional.empty();
        }
    }

    /** Those of a snapshot; empty if its files do not tell Spark's types, which those of Bochner do. */
    public static Optional<PublishedTypes> of(Manifest manifest, FeatureTable table, Configuration hadoop) {
        return manifest.files().stream()
                .findFirst()
                .map(file -> new Path(table.path(manifest.snapshot()), file.name()))
                .flatMap(file -> PublishedColumns.copied(file, hadoop))
                .map(columns -> new PublishedTypes(manifest.ds(), manifest.runId(), columns));
    }

    /**
     * The types that columns of another day get.
     *
     * @param copied the id, then the carried columns
     * @param where the other day's source, for the message
     * @return one for each column, in order
     * @throws SourceSchemaException if one is neither that of the published day nor an integer like it
     */
    List<DataType> fitting(List<StructField> copied, String where) {
        DataType id = fitting(copied.get(0), ID_KEY, columns.fields()[0].dataType(), where);
        Stream<DataType> carried = copied.stream()
                .skip(1)
                .map(column -> named(column.name())
                        .map(published -> fitting(column, "source.carry", published, where))
                        .orElse(column.dataType()));
        return Stream.concat(Stream.of(id), carried).toList();
    }

    /** That of the ids in a stabiliser's state, which outlives the features that it was published with. */
    public static PublishedTypes ofIds(StabiliserState state, StructField id) {
        return new PublishedTypes(state.ds(), state.runId(), new StructType().add(id));
    }

    /**
     * Makes sure that ids of this day are values of another day's type too.
     *
     * @param where the other day's source, for the message
     * @throws SourceSchemaException if they are not
     */
    public void requireIncludedIn(StructField id, String where) {
        DataType published = columns.fields()[0].dataType();
        if (!fitting(List.of(id), where).get(0).equals(id.dataType())) {
            throw unfitting(id, ID_KEY, published, where);
        }
    }

    private Optional<DataType> named(String name) {
        return Arrays.stream(columns.fields())
                .skip(1)
                .filter(column -> column.name().equalsIgnoreCase(name))
                .map(StructField::dataType)
                .findFirst();
    }

    private DataType fitting(StructField column, String key, DataType published, String where) {
        return wider(column.dataType(), published).orElseThrow(() -> unfitting(column, key, published, where));
    }

    private SourceSchemaException unfitting(StructField column, String key, DataType published, String where) {
        return new SourceSchemaException("Column " + column.name() + " (" + key + ") is "
                + column.dataType().catalogString() + " in " + where + " and " + published.catalogString()
                + " in the table's day " + ds + ", which run " + run
                + " published; only integers of different widths fit each other: cast it to "
                + published.catalogString() + " in the source, or publish to a new table");
    }

    /** The type that holds the values of both, as they are; empty if they are not integers and differ. */
    public static Optional<DataType> wider(DataType one, DataType other) {
        if (one.equals(other)) {
            return Optional.of(one);
        }
        return INTEGERS.contains(one) && INTEGERS.contains(other)
                ? Optional.of(INTEGERS.get(Math.max(INTEGERS.indexOf(one), INTEGERS.indexOf(other))))
                : Optional.empty();
    }

    /** The type by which ids are compared: bigint for all integers. */
    public static DataType compared(DataType id) {
        return INTEGERS.contains(id) ? DataTypes.LongType : id;
    }
}
