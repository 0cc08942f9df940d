package dev.bochner.daily;

import dev.bochner.audit.Audit;
import dev.bochner.audit.AuditOptions;
import dev.bochner.audit.AuditOptions.When;
import dev.bochner.audit.calibrate.CalibrationAdvice;
import dev.bochner.audit.history.History;
import dev.bochner.audit.history.JsonLine;
import dev.bochner.audit.metric.Level;
import dev.bochner.audit.report.AuditReport;
import dev.bochner.audit.report.HtmlReport;
import dev.bochner.config.JobConfig;
import dev.bochner.daily.DayInput.Version;
import dev.bochner.store.AuditFile;
import dev.bochner.store.Manifest;
import dev.bochner.store.RunSession;
import dev.bochner.store.StabiliserState;
import dev.bochner.store.StoredFile;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit as a stage of the daily job: it audits the staged snapshots. Its metrics and report are kept regardless of the run's
 * outcome.
 */
final class AuditStage {
    private static final Logger LOG = LoggerFactory.getLogger(AuditStage.class);

    private final SparkSession spark;
    private final RunSession run;
    private final JobConfig config;

    AuditStage(SparkSession spark, RunSession run, JobConfig config) {
        this.spark = spark;
        this.run = run;
        this.config = config;
    }

    /**
     * The result of an audit.
     *
     * @param report the audit's report; empty if the configuration disables the audit
     * @param page the path of the HTML report; empty if it could not be written
     */
    record AuditOutcome(Optional<AuditReport> report, Optional<Path> page) {
        static final AuditOutcome NONE = new AuditOutcome(Optional.empty(), Optional.empty());

        /** The audit's verdict as the manifest records it. */
        String verdict() {
            return report.map(found -> found.verdict().level().label()).orElse(Manifest.Lineage.ALONE.audit());
        }

        /** Returns why publication is refused; empty if the snapshot may be published. */
        Optional<String> refusal() {
            return report.filter(found -> found.verdict().level() == Level.FAIL)
                    .map(found -> "the audit fails: "
                            + String.join("; ", found.verdict().messages(Level.FAIL)));
        }

        /** The audit's part of the message to the user. */
        String words() {
            return report.map(found -> AuditText.of(found, page)).orElse("");
        }
    }

    /** Audits the staged snapshots of some versions, and publishes metrics and report. */
    AuditOutcome examine(DayInput input, LocalDate ds, List<Version> versions, Staged staged) {
        AuditOptions options = config.audit();
        if (options.when() == When.NEVER) {
            return AuditOutcome.NONE;
        }
        List<Audit.Features> features = versions.stream()
                .map(version -> new Audit.Features(
                        version.spec(),
                        run.staging().snapshot(version.id()),
                        staged.output().of(version.id()).files(),
                        staged.output().counts(version.id()),
                        staged.state().map(state -> stabilised(state, staged))))
                .toList();
        AuditReport report = Audit.of(spark, run.table(), config.source(), options)
                .examine(new Audit.AuditedDay(
                        run.runId().text(),
                        ds,
                        input.embeddings().withoutQuarantinedIds(features.get(0).counts()),
                        features));
        // This log line is for log collectors that enable it: the metrics are stored in the table, and users get the
        // text above.
        LOG.debug("Audit: {}", JsonLine.of(report));
        return publish(report, ds);
    }

    /** Returns the state of the day with its items, which lie in staging if this run made the state. */
    private Audit.Stabilised stabilised(StabiliserState state, Staged staged) {
        List<StoredFile> items = staged.made().isPresent()
                ? StoredFile.in(run.staging().state(), state.items(), StoredFile.makeAnew(state.ds()))
                : run.table().stateItemFiles(state);
        return new Audit.Stabilised(state, items);
    }

    // Metrics are written before the report, because the report shows the history including today.
    private AuditOutcome publish(AuditReport found, LocalDate ds) {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        Accessories accessories = new Accessories();
        accessories.attempt("The metrics of this audit are not in the history", () -> {
            History.write(found, run.staging().auditDraft(AuditFile.METRICS), hadoop);
            return run.publishAudit(AuditFile.METRICS, ds);
        });
        History history = History.read(run.table(), hadoop, run.runId().text()).until(ds);
        history.remark().ifPresent(accessories::remark);
        AuditReport report = found.remarking(accessories.remarks())
                .advising(CalibrationAdvice.of(found, history.passed().headMap(ds, false)));
        Accessories page = new Accessories();
        Optional<Path> published = page.attempt("There is no page of this audit", () -> {
            byte[] html = HtmlReport.render(report, history.trends()).getBytes(StandardCharsets.UTF_8);
            run.staging().writeAuditDraft(AuditFile.REPORT, html);
            return run.publishAudit(AuditFile.REPORT, ds);
        });
        return new AuditOutcome(Optional.of(report.remarking(page.remarks())), published);
    }
}
