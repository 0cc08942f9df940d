package dev.bochner.cli;

import dev.bochner.daily.ExitCode;
import dev.bochner.progress.Stderr;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/** The command {@code bochner}. */
@Command(
        name = "bochner",
        description = "Stable features from unstable embeddings: publishes random Fourier features daily.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = ProgramVersion.class)
public final class Bochner {
    private static final int HELP_WIDTH = 110;

    private Bochner() {}

    /** Runs a command. Success returns: {@code System.exit(0)} makes YARN take a driver for one that was shot. */
    public static void main(String[] args) {
        Stderr.restore();
        Charset charset = Charset.defaultCharset();
        PrintWriter out = new PrintWriter(System.out, true, charset);
        ErrorReport report = new ErrorReport(new PrintWriter(System.err, true, charset));
        int code = execute(out, report, args);
        if (code != ExitCode.DONE.code()) {
            DriverExit.with(code, report.line());
        }
    }

    /**
     * Runs a command in this JVM, for tests and other programs.
     *
     * @return the exit code: 0 done, 1 failed, 2 bad arguments or configuration, 3 data refused, 4 conflict in the store
     */
    public static int execute(PrintWriter out, PrintWriter err, String... args) {
        return execute(out, new ErrorReport(err), args);
    }

    private static int execute(PrintWriter out, ErrorReport report, String... args) {
        Optional<String> obstacle = LaunchEnvironment.obstacle(args);
        if (obstacle.isPresent()) {
            return report.misused(obstacle.get());
        }
        try {
            return commandLine(out, report).execute(args);
        } catch (Error e) {
            return report.error(e, List.of(args));
        }
    }

    /** To a command and all below it. */
    private static void addCommonOptions(CommandLine command) {
        CommonOptions.addTo(command.getCommandSpec());
        command.getSubcommands().values().forEach(Bochner::addCommonOptions);
    }

    /** Those of other jars, and a stand-in for each that is known but absent. */
    private static void addProvidedCommands(CommandLine bochner, PrintWriter out, PrintWriter err) {
        for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
            provider.commands(out, err).forEach(bochner::addSubcommand);
        }
        AbsentCommand.NAMES.stream()
                .filter(name -> !bochner.getSubcommands().containsKey(name))
                .forEach(name -> bochner.addSubcommand(name, AbsentCommand.command()));
    }

    static CommandLine commandLine(PrintWriter out, ErrorReport report) {
        CommandLine bochner = new CommandLine(new Bochner())
                .addSubcommand(new RunCommand(out))
                .addSubcommand(new CommandLine(new AuditCommand(out))
                        .addSubcommand(new AuditCalibrateCommand(out, report.err())))
                .addSubcommand(new VersionsCommand(out))
                .addSubcommand(new RunsCommand(out))
                .addSubcommand(new RollbackCommand(out))
                .addSubcommand(new ExpireCommand(out))
                .addSubcommand(new ExportCommand(out))
                .addSubcommand(new CacheCommand(out))
                .addSubcommand(new DirectionsCommand(out))
                .addSubcommand(new PlanCommand(out));
        addProvidedCommands(bochner, out, report.err());
        addCommonOptions(bochner);
        bochner.getCommandSpec()
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Print the versions of Bochner, Spark and Java.")
                        .build());
        return bochner.setUsageHelpWidth(HELP_WIDTH)
                .setOut(out)
                .setErr(report.err())
                .setParameterExceptionHandler(report)
                .setExecutionExceptionHandler(report);
    }
}
