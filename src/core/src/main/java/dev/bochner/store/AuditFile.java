package dev.bochner.store;

import java.time.LocalDate;
import org.apache.hadoop.fs.Path;

/** A file that an audit writes. It is written in the run's staging and then moved to its final path. */
public enum AuditFile {
    /** All metrics of the run, Parquet. */
    METRICS("metrics.parquet") {
        @Override
        Path path(FeatureTable table, LocalDate ds, RunId run) {
            return new Path(table.auditMetricsPath(), run + ".parquet");
        }
    },
    /** The report, an HTML page. */
    REPORT("report.html") {
        @Override
        Path path(FeatureTable table, LocalDate ds, RunId run) {
            return table.auditReportPath(ds, run);
        }
    };

    private final String draft;

    AuditFile(String draft) {
        this.draft = draft;
    }

    /** Its name in the staging. */
    String draft() {
        return draft;
    }

    /** Returns the file's final path. */
    abstract Path path(FeatureTable table, LocalDate ds, RunId run);
}
