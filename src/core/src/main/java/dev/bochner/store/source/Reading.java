package dev.bochner.store.source;

import dev.bochner.store.source.SourceSpec.Location;
import dev.bochner.store.source.scan.FloatListScan;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * By whom the rows are read: by the cheap reader of float lists where it is certain to give what Spark's would, else by
 * Spark's.
 *
 * @param rows the rows
 * @param whySparks why Spark's reader is taken; empty if it is not
 */
record Reading(Dataset<Row> rows, Optional<String> whySparks) {
    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

    /**
     * Chooses, which opens each file once.
     *
     * @param sparks the rows by Spark's reader
     */
    static Reading of(SparkSession spark, SourceSpec spec, Dataset<Row> sparks) {
        Optional<String> otherSource = otherSource(spec);
        if (otherSource.isPresent()) {
            return bySpark(sparks, otherSource.get());
        }
        FloatListScan scan = new FloatListScan(spark, List.of(sparks.inputFiles()), sparks.schema());
        Optional<String> obstacle = scan.obstacle();
        if (obstacle.isPresent()) {
            return bySpark(sparks, obstacle.get());
        }
        LOG.info("Reading float lists page by page");
        return new Reading(scan.rows(), Optional.empty());
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
        if (spec.filter().isPresent()) {
            return Optional.of("the source has a filter");
        }
        return spec.options().isEmpty() ? Optional.empty() : Optional.of("the source has reader options");
    }

    static boolean isParquet(SourceSpec spec) {
        return spec.format().toLowerCase(Locale.ROOT).equals("parquet");
    }
}
