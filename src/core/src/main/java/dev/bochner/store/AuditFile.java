package dev.bochner.store;

import java.time.LocalDate;
import org.apache.hadoop.fs.Path;

/** A file that an audit leaves. It is written in the run's staging and then moved to its place. */
public enum AuditFile {
    /** All metrics of the run, Parquet. */
    METRICS("metrics.parquet") {
        @Override
        Path path(FeatureTable table, LocalDate ds, RunId run) {
            return new Path(table.auditMetricsPath(), run + ".parquet");
        }
    },
    /** The page for a person, HTML. */
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

    /** Where it is kept. */
    abstract Path path(FeatureTable table, LocalDate ds, RunId run);
}
