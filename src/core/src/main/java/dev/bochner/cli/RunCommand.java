package dev.bochner.cli;

import dev.bochner.config.ConfigLoader;
import dev.bochner.config.JobConfig;
import dev.bochner.config.VersionConfig;
import dev.bochner.daily.DailyJob;
import dev.bochner.daily.DailyResult;
import dev.bochner.daily.DailyResult.Status;
import dev.bochner.daily.ExitCode;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.Publication.Existing;
import dev.bochner.store.VersionId;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        description = {
            "Featurizes the embeddings of a date and publishes them.",
            "A rerun with the same input does nothing and succeeds; with other input it is refused without --replace."
        })
final class RunCommand implements Callable<Integer> {
    private final PrintWriter out;

    @Option(
            names = "--conf",
            required = true,
            paramLabel = "FILE",
            description = "Configuration; a local path, or one with a scheme such as hdfs://nn/conf/daily.conf.")
    private String conf = "";

    @Option(
            names = "--ds",
            required = true,
            paramLabel = "DATE",
            converter = IsoDate.class,
            description = "Date of the snapshot, such as 2026-11-20; from 1900-01-01 to 9999-12-31.")
    private LocalDate ds = LocalDate.EPOCH;

    @Option(
            names = "--replace",
            description = "Replace a snapshot that was published from other input, or a file of which is damaged.")
    private boolean replace;

    @Option(
            names = "--cascade",
            description = {
                "With --replace, where a stabiliser is configured: run the later dates again that went by what is replaced,",
                "one after the other, each from its own source."
            })
    private boolean cascade;

    @Option(
            names = "--accept-audit",
            paramLabel = "REASON",
            description = {
                "Publish what the audit refused for this date and is kept in staging: those very bytes, after a check.",
                "The reason goes on the record."
            })
    private Optional<String> acceptAudit = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Override a key of the configuration, e.g. features.sigma=0.5. May be repeated.")
    private List<String> overrides = List.of();

    RunCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        refuseContradictions();
        JobConfig config = ConfigLoader.load(conf, overrides, HadoopSettings.current());
        try (DriverSession session = DriverSession.start("bochner run ds=" + ds, DriverSession.metastoreOf(config))) {
            DailyJob job = DailyJob.of(session.spark(), config);
            List<DailyResult> results = session.showingProgress(() -> cascade ? job.cascade(ds) : List.of(result(job)));
            results.forEach(this::tell);
            tellUndo(config, results.get(results.size() - 1));
        }
        return ExitCode.DONE.code();
    }

    private void refuseContradictions() {
        if (cascade && (!replace || acceptAudit.isPresent())) {
            throw new IllegalArgumentException("--cascade is for --replace, which is "
                    + (replace ? "set, and not for --accept-audit" : "not set"));
        }
    }

    private void tell(DailyResult result) {
        if (!result.audit().isEmpty()) {
            out.println(result.audit());
        }
        if (result.status() == Status.REFUSED) {
            throw new RefusedException(result.message());
        }
        out.println(result.message());
    }

    /** A cascade went through several dates, whose newest is published last. */
    private void tellUndo(JobConfig config, DailyResult result) {
        if (result.status() != Status.PUBLISHED || replace) {
            return;
        }
        FeatureTable table = FeatureTable.at(new Path(config.table()), HadoopSettings.current());
        List<VersionId> versions = table.versions().stream()
                .filter(version -> config.versions().stream().anyMatch(one -> isOf(version, one)))
                .toList();
        UndoCommand.of(table, ds, versions, config.catalogTable())
                .forEach(command -> out.println("To take it back: " + command));
    }

    private static boolean isOf(VersionId version, VersionConfig configured) {
        return configured.seed() == version.seed()
                && (configured.m().isEmpty() || configured.m().getAsInt() == version.m());
    }

    private DailyResult result(DailyJob job) {
        Existing existing = replace ? Existing.REPLACE : Existing.REFUSE;
        return acceptAudit.map(reason -> job.accept(ds, reason, existing)).orElseGet(() -> job.run(ds, existing));
    }
}
