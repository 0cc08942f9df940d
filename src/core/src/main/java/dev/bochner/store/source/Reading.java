package dev.bochner.store.source;

import dev.bochner.store.source.SourceSpec.Location;
import dev.bochner.store.source.scan.FloatListScan;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * By whom the rows are read: each file by the cheap reader of lists of floats and doubles where it is certain to give what
 * Spark's would, else by Spark's.
 *
 * @param rows the rows
 * @param whySparks why Spark's reader is taken, for some files at least; empty if it is not
 */
record Reading(Dataset<Row> rows, Optional<String> whySparks) {
    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

    /** Options of Spark's reader that say which files there are, or how what the cheap reader leaves to Spark is read. */
    private static final Set<String> HARMLESS_OPTIONS = Set.of(
            "mergeschema",
            "pathglobfilter",
            "recursivefilelookup",
            "modifiedbefore",
            "modifiedafter",
            "datetimerebasemode",
            "int96rebasemode");

    /** What Spark takes for a pattern in a path that it is given. */
    private static final String PATTERN = ".*[{}\\[\\]*?\\\\].*";

    /**
     * Chooses, which opens each file once.
     *
     * @param ds the date, for the filter
     * @param sparks the rows by Spark's reader
     * @param available all columns of the source
     */
    static Reading of(SparkSession spark, SourceSpec spec, LocalDate ds, Dataset<Row> sparks, StructType available) {
        Optional<String> otherSource = otherSource(spec);
        if (otherSource.isPresent()) {
            return bySpark(sparks, otherSource.get());
        }
        Optional<String> filter = spec.filter().map(template -> DateTemplate.resolve(template, ds));
        StructType columns = filter.map(text -> withColumnsOf(text, sparks.schema(), available))
                .orElse(sparks.schema());
        FloatListScan scan = new FloatListScan(spark, List.of(sparks.inputFiles()), columns);
        FloatListScan.Choice choice = scan.choose();
        if (choice.readable().isEmpty() || choice.others().stream().anyMatch(Reading::isPattern)) {
            return bySpark(sparks, choice.whyOthers().orElse("there are no files"));
        }
        LOG.info(
                "Reading lists of numbers page by page in {} file(s)",
                choice.readable().size());
        Dataset<Row> all = scan.rows(choice.readable());
        if (!choice.others().isEmpty()) {
            LOG.info(
                    "Reading {} other file(s) with Spark's reader: {}",
                    choice.others().size(),
                    choice.whyOthers().orElseThrow());
            all = all.union(others(spark, spec, columns, choice.others()));
        }
        return filter.isEmpty()
                ? new Reading(all, choice.whyOthers())
                : filtered(all, filter.get(), sparks, choice.whyOthers());
    }

    private static Reading filtered(Dataset<Row> all, String filter, Dataset<Row> sparks, Optional<String> whyOthers) {
        try {
            return new Reading(all.where(filter).select(named(sparks.schema())), whyOthers);
        } catch (Exception e) {
            // Spark's reader has answered this filter before, so the columns that it lacks are some that Spark makes.
            if (e instanceof AnalysisException) {
                return bySpark(
                        sparks, "the filter cannot be answered from columns alone: " + SourceFailures.firstLine(e));
            }
            throw e;
        }
    }

    private static Dataset<Row> others(SparkSession spark, SourceSpec spec, StructType columns, List<String> others) {
        String[] paths =
                others.stream().map(uri -> new Path(URI.create(uri)).toString()).toArray(String[]::new);
        return spark.read()
                .format(spec.format())
                .options(spec.options())
                .schema(columns)
                .load(paths)
                .select(named(columns));
    }

    private static boolean isPattern(String uri) {
        return new Path(URI.create(uri)).toString().matches(PATTERN);
    }

    private static Column[] named(StructType columns) {
        return Arrays.stream(columns.fieldNames())
                .map(name -> functions.col(QuotedName.of(name)))
                .toArray(Column[]::new);
    }

    /** The columns and, behind them, all others whose names occur in the filter, at least those that it refers to. */
    private static StructType withColumnsOf(String filter, StructType columns, StructType available) {
        String names = filter.replace("``", "`");
        List<StructField> all = new ArrayList<>(List.of(columns.fields()));
        Arrays.stream(available.fields())
                .filter(field -> !all.contains(field) && isNamedIn(names, field.name()))
                .forEach(all::add);
        return new StructType(all.toArray(StructField[]::new));
    }

    private static boolean isNamedIn(String text, String name) {
        return Pattern.compile("(?<!\\w)" + Pattern.quote(name) + "(?!\\w)", Pattern.CASE_INSENSITIVE)
                .matcher(text)
                .find();
    }

    private static Reading bySpark(Dataset<Row> rows, String why) {
        LOG.info("Reading with Spark's reader: {}", why);
        return new Reading(rows, Optional.of(why));
    }

    private static Optional<String> otherSource(SourceSpec spec) {
        if (!(spec.location() instanceof Location.Files)) {
            return Optional.of("the source is a catalog table");
        }
        if (!isParquet(spec)) {
            return Optional.of("the source's format is " + spec.format());
        }
        if (spec.filter()
                .filter(text -> text.toLowerCase(Locale.ROOT).contains("input_file_"))
                .isPresent()) {
            return Optional.of("the filter asks for the name of the file");
        }
        return spec.options().keySet().stream()
                .filter(option -> !HARMLESS_OPTIONS.contains(option.toLowerCase(Locale.ROOT)))
                .sorted()
                .findFirst()
                .map(option -> "the source has the reader option " + option);
    }

    static boolean isParquet(SourceSpec spec) {
        return spec.format().toLowerCase(Locale.ROOT).equals("parquet");
    }
}
