package dev.bochner.cli;

import dev.bochner.daily.ExitCode;
import dev.bochner.store.ConflictException;
import dev.bochner.store.Expiry;
import dev.bochner.store.Expiry.Expired;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.Retention;
import dev.bochner.store.RunRecord;
import dev.bochner.store.RunSession;
import dev.bochner.store.RunSession.Request;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "expire",
        description = {
            "Removes old snapshots, and what is left of replaced and rolled-back ones.",
            "With both --keep and --before a snapshot goes only if both say so; with neither none goes.",
            "The newest snapshot of a version always stays, and so does what a later one needs."
        })
final class ExpireCommand implements Callable<Integer> {
    private final PrintWriter out;

    @Mixin
    private final TableOption table = new TableOption();

    @Option(names = "--keep", paramLabel = "N", description = "Keep the newest N snapshots of each version, 1 or more.")
    private Optional<Integer> keep = Optional.empty();

    @Option(
            names = "--before",
            paramLabel = "DATE",
            converter = IsoDate.class,
            description = "Keep snapshots of this date and later, such as 2026-11-20; from 1900-01-01 to 9999-12-31.")
    private Optional<LocalDate> before = Optional.empty();

    @Option(
            names = "--quarantine-days",
            paramLabel = "N",
            description = "Remove quarantined rows older than this (default: keep them).")
    private Optional<Integer> quarantineDays = Optional.empty();

    @Option(
            names = "--runs-days",
            paramLabel = "N",
            description = "Remove journals of ended runs older than this (default: keep them).")
    private Optional<Integer> runsDays = Optional.empty();

    @Option(names = "--dry-run", description = "Only say what would be removed.")
    private boolean dryRun;

    @Mixin
    private final VersionOption version = new VersionOption();

    @Mixin
    private final CatalogOption catalog = new CatalogOption();

    ExpireCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        FeatureTable features = table.open();
        Retention retention = retention(features);
        if (dryRun) {
            out.println("Dry run, nothing is removed; without --dry-run: "
                    + Expiry.preview(features, retention).message());
        } else {
            Expired expired = expire(features, retention);
            catalog.drop(expired.snapshots(), table.config());
            out.println(expired.message());
        }
        return ExitCode.DONE.code();
    }

    private Retention retention(FeatureTable features) {
        return new Retention(
                Set.copyOf(version.of(features)),
                keep.map(OptionalInt::of).orElse(OptionalInt.empty()),
                before,
                table.storeOptions().replacedRetention(),
                quarantineDays.map(ExpireCommand::days),
                runsDays.map(ExpireCommand::days));
    }

    private static Duration days(int days) {
        if (days < 0) {
            throw new IllegalArgumentException("Number of days is " + days + ", expected 0 or more");
        }
        return Duration.ofDays(days);
    }

    private Expired expire(FeatureTable features, Retention retention) {
        Request request = Request.of(RunRecord.Command.EXPIRE, Optional.empty(), table.storeOptions());
        try (RunSession run = RunSession.begin(features, request)) {
            try {
                return Expiry.run(run, retention);
            } catch (ConflictException e) {
                run.failed(ExitCode.CONFLICT.code(), String.valueOf(e.getMessage()));
                throw e;
            }
        }
    }
}
