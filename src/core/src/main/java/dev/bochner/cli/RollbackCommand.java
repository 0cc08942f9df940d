package dev.bochner.cli;

import dev.bochner.daily.ExitCode;
import dev.bochner.store.ConflictException;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.Rollback;
import dev.bochner.store.RunRecord;
import dev.bochner.store.RunSession;
import dev.bochner.store.RunSession.Request;
import dev.bochner.store.Snapshot;
import dev.bochner.store.VersionId;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "rollback",
        description = {
            "Makes an earlier date the newest one of a table.",
            "Later snapshots go out of readers' sight at once and are kept for a day. The date must be published."
        })
final class RollbackCommand implements Callable<Integer> {
    private final PrintWriter out;

    @Mixin
    private final TableOption table = new TableOption();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DATE",
            converter = IsoDate.class,
            description = "Date that becomes the newest, such as 2026-11-20; from 1900-01-01 to 9999-12-31.")
    private LocalDate to = LocalDate.EPOCH;

    @Option(names = "--dry-run", description = "Only say what would no longer be published.")
    private boolean dryRun;

    @Mixin
    private final VersionOption version = new VersionOption();

    @Mixin
    private final CatalogOption catalog = new CatalogOption();

    RollbackCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        FeatureTable features = table.open();
        List<VersionId> versions = version.of(features);
        if (dryRun) {
            out.println("Dry run, nothing is changed; without --dry-run " + features.root() + " goes back to " + to
                    + ", no longer published: " + Rollback.preview(to, versions, features));
            return ExitCode.DONE.code();
        }
        List<Snapshot> gone = rollBack(features, versions);
        catalog.drop(gone, table.config());
        out.println("Rolled back " + features.root() + " to " + to + "; no longer published: " + gone);
        return ExitCode.DONE.code();
    }

    private List<Snapshot> rollBack(FeatureTable features, List<VersionId> versions) {
        Request request = Request.of(RunRecord.Command.ROLLBACK, Optional.of(to), table.storeOptions());
        try (RunSession run = RunSession.begin(features, request)) {
            try {
                return Rollback.to(to, versions, run);
            } catch (ConflictException e) {
                run.failed(ExitCode.CONFLICT.code(), String.valueOf(e.getMessage()));
                throw e;
            }
        }
    }
}
