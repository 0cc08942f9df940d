package dev.bochner.store.source;

import dev.bochner.store.Manifest;
import dev.bochner.store.parquet.RowLayout;
import dev.bochner.store.source.SourceSpec.Location;
import dev.bochner.store.source.SourceSpec.Marker;
import dev.bochner.store.source.scan.ReadableColumns;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embeddings of one date, as the source has them: {@link #rows()} holds the id, the embedding and the carried
 * columns, in that order, unchecked.
 */
public final class EmbeddingSnapshot {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddingSnapshot.class);

    private static final String REPEATED = "bochner_repeated";

    /** What becomes of rows whose id occurs more than once. */
    private enum RepeatedIds {
        KEPT,
        LEFT_OUT
    }

    private final SparkSession spark;
    private final SourceSpec spec;
    private final LocalDate ds;
    /** All columns of the source. */
    private final StructType available;

    /** By Spark's own reader, with the source's types. */
    private final Dataset<Row> rows;

    /** The types of the copied columns, the id first: the source's, or wider ones. */
    private final List<DataType> copiedTypes;

    private final RepeatedIds repeatedIds;

    private Optional<Reading> reading = Optional.empty();
    private Optional<Dataset<Row>> given = Optional.empty();

    private EmbeddingSnapshot(
            SparkSession spark,
            SourceSpec spec,
            LocalDate ds,
            StructType available,
            Dataset<Row> rows,
            List<DataType> copiedTypes,
            RepeatedIds repeatedIds) {
        this.spark = spark;
        this.spec = spec;
        this.ds = ds;
        this.available = available;
        this.rows = rows;
        this.copiedTypes = copiedTypes;
        this.repeatedIds = repeatedIds;
    }

    /**
     * Finds the snapshot and checks its schema; reads no row.
     *
     * @throws SourceException if the source is missing, unreadable or not marked complete
     * @throws SourceSchemaException if a column is missing or of an unusable type
     */
    public static EmbeddingSnapshot open(SparkSession spark, SourceSpec spec, LocalDate ds) {
        Dataset<Row> all = SourceFailures.translating(spec.describe(ds), () -> load(spark, spec, ds));
        Dataset<Row> selected =
                SourceFailures.translating(spec.describe(ds), () -> all.select(columns(all.schema(), spec, ds)));
        EmbeddingEncoding.of(selected.schema().fields()[1], spec.binaryType());
        List<DataType> types =
                copied(selected.schema()).stream().map(StructField::dataType).toList();
        return new EmbeddingSnapshot(spark, spec, ds, all.schema(), selected, types, RepeatedIds.KEPT);
    }

    /**
     * The same snapshot with integers as wide as those of a published day.
     *
     * @throws SourceSchemaException if a column's type does not fit that of the published day
     */
    public EmbeddingSnapshot fitting(PublishedTypes published) {
        List<DataType> types = published.fitting(copied(), description());
        return types.equals(copiedTypes)
                ? this
                : new EmbeddingSnapshot(spark, spec, ds, available, rows, types, repeatedIds);
    }

    /**
     * The same snapshot without the rows whose ids occur more than once, if those were quarantined.
     *
     * @param counts what became of the rows when they were published
     */
    public EmbeddingSnapshot withoutQuarantinedIds(Manifest.Counts counts) {
        boolean quarantined = counts.quarantined().getOrDefault(Reason.DUPLICATE_ID.label(), 0L) > 0;
        return quarantined
                ? new EmbeddingSnapshot(spark, spec, ds, available, rows, copiedTypes, RepeatedIds.LEFT_OUT)
                : this;
    }

    private static Dataset<Row> load(SparkSession spark, SourceSpec spec, LocalDate ds) {
        if (spec.location() instanceof Location.Files files) {
            Path path = new Path(DateTemplate.resolve(files.pathTemplate(), ds));
            Configuration hadoop = spark.sparkContext().hadoopConfiguration();
            new SourceMarker(spec.marker(), hadoop).await(path);
            SourceNames.requireRepresentable(path, spec.describe(ds), hadoop);
        } else if (spec.marker().policy() != Marker.Policy.IGNORE) {
            throw new SourceSchemaException("source.require-success-file needs source.path; "
                    + ((Location.CatalogTable) spec.location()).name() + " is a catalog table and has no marker file");
        }
        return read(spark, spec, ds);
    }

    private static Dataset<Row> read(SparkSession spark, SourceSpec spec, LocalDate ds) {
        Dataset<Row> all;
        if (spec.location() instanceof Location.Files files) {
            String path = DateTemplate.resolve(files.pathTemplate(), ds);
            all = files(spark, spec, path);
        } else {
            String name = ((Location.CatalogTable) spec.location()).name();
            // The session remembers a table's files too.
            spark.catalog().refreshTable(name);
            all = spark.read().options(spec.options()).table(name);
        }
        return spec.filter().isPresent()
                ? all.where(DateTemplate.resolve(spec.filter().get(), ds))
                : all;
    }

    /** Without the columns that Spark has no type for, if there are some: nobody may have asked for them. */
    private static Dataset<Row> files(SparkSession spark, SourceSpec spec, String path) {
        try {
            return reader(spark, spec).load(path);
        } catch (Exception e) {
            // Spark's AnalysisException is checked, though no Java signature says so.
            if (Reading.isParquet(spec) && SourceFailures.isOfParquetType(e)) {
                ReadableColumns readable = ReadableColumns.of(spark, listed(spark, spec, path));
                spec.wantedColumns().stream()
                        .filter(readable.rejected()::containsKey)
                        .findFirst()
                        .ifPresent(name -> {
                            throw new SourceSchemaException("Column " + name + " is "
                                    + readable.rejected().get(name)
                                    + " in the files of " + path
                                    + ", for which Spark has no type; cast it in the job that"
                                    + " writes them, an id to bigint or string, an embedding to array<float>");
                        });
                LOG.info("Spark has no type for columns that nobody asked for: {}", readable.rejected());
                return reader(spark, spec).schema(readable.columns()).load(path);
            }
            throw e;
        }
    }

    /** Given any schema, Spark lists the files by its own rules but starts no job to look into one. */
    private static List<String> listed(SparkSession spark, SourceSpec spec, String path) {
        return List.of(reader(spark, spec)
                .schema(new StructType().add("any", DataTypes.IntegerType))
                .load(path)
                .inputFiles());
    }

    private static DataFrameReader reader(SparkSession spark, SourceSpec spec) {
        return spark.read().format(spec.format()).options(spec.options());
    }

    private static Column[] columns(StructType schema, SourceSpec spec, LocalDate ds) {
        List<Column> columns = new ArrayList<>();
        columns.add(column(schema, spec.idColumn(), "source.id-column", spec.describe(ds)));
        columns.add(column(schema, spec.embeddingColumn(), "source.embedding-column", spec.describe(ds)));
        spec.carriedColumns().forEach(name -> columns.add(column(schema, name, "source.carry", spec.describe(ds))));
        requireAtomic(schema, spec.idColumn(), "source.id-column");
        spec.carriedColumns().forEach(name -> requireAtomic(schema, name, "source.carry"));
        return columns.toArray(Column[]::new);
    }

    private static Column column(StructType schema, String name, String key, String where) {
        if (!List.of(schema.fieldNames()).contains(name)) {
            throw new SourceSchemaException("Column " + name + " (" + key + ") is not in " + where + ", which has "
                    + String.join(", ", schema.fieldNames()));
        }
        return functions.col(quoted(name));
    }

    private static String quoted(String column) {
        return QuotedName.of(column);
    }

    private static void requireAtomic(StructType schema, String name, String key) {
        StructField field = schema.apply(name);
        if (!RowLayout.copies(field.dataType())) {
            throw new SourceSchemaException("Column " + name + " (" + key + ") is "
                    + field.dataType().catalogString() + ", expected an atomic type such as bigint or string");
        }
    }

    /**
     * Id, embedding, carried columns; always the same data frame. The first call may open each file once, to see whether
     * the cheap reader can take it.
     */
    public synchronized Dataset<Row> rows() {
        if (given.isEmpty()) {
            Dataset<Row> all = withTypes(reading().rows(), copiedTypes);
            given = Optional.of(repeatedIds == RepeatedIds.LEFT_OUT ? withoutRepeatedIds(all) : all);
        }
        return given.get();
    }

    private static Dataset<Row> withoutRepeatedIds(Dataset<Row> all) {
        Column id = all.col(quoted(all.columns()[0]));
        Dataset<Row> repeated = all.where(id.isNotNull())
                .groupBy(id.as(REPEATED))
                .count()
                .where("count > 1")
                .select(REPEATED);
        return all.join(repeated, id.equalTo(repeated.col(REPEATED)), "left_anti");
    }

    private Dataset<Row> withTypes(Dataset<Row> from, List<DataType> types) {
        return types.equals(sourceTypes()) ? from : from.select(columnsWithTypes(from, types));
    }

    private Column[] columnsWithTypes(Dataset<Row> from, List<DataType> types) {
        String[] names = from.columns();
        Column[] columns = new Column[names.length];
        for (int i = 0; i < names.length; i++) {
            Column column = from.col(quoted(names[i]));
            columns[i] =
                    i == 1 ? column : column.cast(types.get(i == 0 ? 0 : i - 1)).as(names[i]);
        }
        return columns;
    }

    private List<DataType> sourceTypes() {
        return copied(rows.schema()).stream().map(StructField::dataType).toList();
    }

    /** A hash of each of {@link #rows()}, a column of them; that of the source's own types, whatever they became. */
    public Column contentHash() {
        return functions.xxhash64(columnsWithTypes(rows(), sourceTypes()));
    }

    /** The same by Spark's own reader, whoever reads {@link #rows()}. */
    Dataset<Row> rowsBySpark() {
        return rows;
    }

    /** Who reads the rows. */
    synchronized Reading reading() {
        if (reading.isEmpty()) {
            reading = Optional.of(Reading.of(spark, spec, ds, rows, available));
        }
        return reading.get();
    }

    /** How the embedding column holds its floats. */
    public EmbeddingEncoding encoding() {
        return EmbeddingEncoding.of(rows.schema().fields()[1], spec.binaryType());
    }

    /**
     * What the source holds for this snapshot now, which may be more than was there when it was opened. Sources with
     * files are listed; any other is read once in full.
     *
     * @throws SourceException if a file has gone
     */
    public Manifest.Source source() {
        return SourceFailures.translating(description(), () -> {
            if (isListedAlone()) {
                return source(listedNow());
            }
            // A data frame remembers the listing it was made with, so that only another one sees what has come since.
            Dataset<Row> now = read(spark, spec, ds);
            String[] files = inputFiles(now);
            return files.length == 0
                    ? new Manifest.Source(description(), ContentHash.of(now.select(columns(now.schema(), spec, ds))))
                    : source(files);
        });
    }

    private Manifest.Source source(String[] inputFiles) {
        SourceFiles files = SourceFiles.of(inputFiles, hadoop());
        Selection selection = Selection.of(spec, ds, encoding());
        List<Manifest.Fingerprint> former =
                selection.formerTexts().stream().map(files::fingerprint).toList();
        return new Manifest.Source(description(), files.fingerprint(selection.text()), former);
    }

    /** The fingerprint of {@link #source()}. */
    public Manifest.Fingerprint fingerprint() {
        return source().fingerprint();
    }

    private Configuration hadoop() {
        return spark.sparkContext().hadoopConfiguration();
    }

    private boolean isListedAlone() {
        return spec.location() instanceof Location.Files
                && Reading.isParquet(spec)
                && spec.filter().isEmpty();
    }

    private String[] listedNow() {
        List<String> files =
                listed(spark, spec, DateTemplate.resolve(((Location.Files) spec.location()).pathTemplate(), ds));
        if (files.isEmpty()) {
            throw new SourceException("Source " + description() + " has no files any more");
        }
        return files.toArray(String[]::new);
    }

    private String[] inputFiles(Dataset<Row> all) {
        if (spec.filter().isEmpty() || spec.location() instanceof Location.CatalogTable) {
            return all.inputFiles();
        }
        // Below a path Spark names the files of all dates, and tomorrow's must not change what today was made from.
        return all.select(functions.input_file_name()).distinct().as(Encoders.STRING()).collectAsList().stream()
                .filter(file -> !file.isEmpty()) // A source without files has nothing to say here.
                .toArray(String[]::new);
    }

    /**
     * The lengths of some embeddings, in no particular order; those that are null are left out, and bytes that are not a
     * whole number of numbers have length 0.
     *
     * @param limit the most that are looked at; few files are read for it
     * @throws SourceSchemaException if they are bytes that do not look like source.binary-type
     */
    public List<Integer> sampleLengths(int limit) {
        Dataset<Row> all = rows();
        Column embedding = functions.col(quoted(all.columns()[1]));
        Dataset<Row> some = all.select(embedding.as("embedding")).where("embedding IS NOT NULL");
        return SourceFailures.translating(
                description(),
                () -> encoding()
                        .binaryType()
                        .map(type -> lengths(
                                type, some.limit(limit).as(Encoders.BINARY()).collectAsList()))
                        .orElseGet(() -> some.select(encoding().length(functions.col("embedding")))
                                .limit(limit)
                                .as(Encoders.INT())
                                .collectAsList()));
    }

    private List<Integer> lengths(BinaryType type, List<byte[]> sample) {
        List<byte[]> whole = sample.stream().filter(type::divides).toList();
        if (whole.isEmpty() && !sample.isEmpty()) {
            throw new SourceSchemaException("Column " + spec.embeddingColumn() + " (source.embedding-column) of "
                    + description() + " has " + sample.get(0).length + " bytes in a row, expected a multiple of "
                    + type.elementBytes() + " (source.binary-type = " + type.label() + ")");
        }
        new BinaryTypeCheck(whole).objection(type).ifPresent(objection -> {
            throw new SourceSchemaException("Column " + spec.embeddingColumn() + " (source.embedding-column) of "
                    + description() + ": " + objection);
        });
        return sample.stream()
                .map(bytes -> type.divides(bytes) ? bytes.length / type.elementBytes() : 0)
                .toList();
    }

    /** Where the snapshot is, for messages and the manifest. */
    public String description() {
        return spec.describe(ds);
    }

    /** The columns that are copied beside the features. */
    public List<StructField> carried() {
        List<StructField> copied = copied();
        return copied.subList(1, copied.size());
    }

    /** What lies in the files beside the features: the id column, then the carried ones. */
    public List<StructField> copied() {
        List<StructField> copied = new ArrayList<>();
        for (StructField field : copied(rows.schema())) {
            copied.add(
                    new StructField(field.name(), copiedTypes.get(copied.size()), field.nullable(), field.metadata()));
        }
        return List.copyOf(copied);
    }

    private static List<StructField> copied(StructType columns) {
        List<StructField> copied = new ArrayList<>(List.of(columns.fields()));
        copied.remove(1);
        return copied;
    }

    /** The id column. */
    public StructField id() {
        return copied().get(0);
    }
}
