package dev.bochner.cli;

import dev.bochner.audit.metric.Level;
import dev.bochner.audit.report.AuditReport;
import dev.bochner.config.ConfigLoader;
import dev.bochner.config.JobConfig;
import dev.bochner.daily.AuditText;
import dev.bochner.daily.ExitCode;
import dev.bochner.daily.PublishedAudit;
import dev.bochner.store.FailureText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "audit",
        description = {
            "Audits what is published of a date, against an earlier one, and writes nothing into the table.",
            "Ends with 3 if the audit fails. The daily job does the same before it publishes."
        })
final class AuditCommand implements Callable<Integer> {
    private final PrintWriter out;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--conf",
            paramLabel = "FILE",
            description = "Configuration of the daily job; a local path, or one with a scheme.")
    private Optional<String> conf = Optional.empty();

    @Option(
            names = "--ds",
            paramLabel = "DATE",
            converter = IsoDate.class,
            description = "Date to audit, such as 2026-11-20; from 1900-01-01 to 9999-12-31.")
    private Optional<LocalDate> ds = Optional.empty();

    @Option(
            names = "--against",
            paramLabel = "DATE",
            converter = IsoDate.class,
            description = "Published date to compare with (default: the one before).")
    private Optional<LocalDate> against = Optional.empty();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write the report, a page of HTML, to this local file.")
    private Optional<Path> page = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Override a key of the configuration, e.g. audit.pool=5000. May be repeated.")
    private List<String> overrides = List.of();

    AuditCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        return audit(required("--conf=FILE", conf), required("--ds=DATE", ds));
    }

    // Not by picocli, which would ask the subcommand for them too.
    private <T> T required(String option, Optional<T> value) {
        return value.orElseThrow(
                () -> new ParameterException(command.commandLine(), "Missing required option: '" + option + "'"));
    }

    private int audit(String configFile, LocalDate date) {
        JobConfig config = ConfigLoader.load(configFile, overrides, HadoopSettings.current());
        try (DriverSession session =
                DriverSession.start("bochner audit ds=" + date, DriverSession.metastoreOf(config))) {
            PublishedAudit audit = PublishedAudit.of(session.spark(), config);
            AuditReport report = session.showingProgress(() -> examine(audit, date));
            out.println(AuditText.of(
                    report,
                    page.map(file ->
                            new org.apache.hadoop.fs.Path(file.toAbsolutePath().toUri()))));
            if (report.verdict().level() == Level.FAIL) {
                throw new RefusedException("The audit of " + date + " fails: "
                        + String.join("; ", report.verdict().messages(Level.FAIL)));
            }
        }
        return ExitCode.DONE.code();
    }

    private AuditReport examine(PublishedAudit audit, LocalDate date) {
        AuditReport report = audit.examine(date, against);
        page.ifPresent(file -> write(file, audit.page(report)));
        return report;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ": " + FailureText.of(e), e);
        }
    }
}
