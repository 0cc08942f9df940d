package dev.bochner.cli;

import dev.bochner.daily.ExitCode;
import dev.bochner.store.Secrets;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells the user what went wrong, in one line, and with {@code --verbose} where. */
final class ErrorReport implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final PrintWriter err;
    private String line = "";

    ErrorReport(PrintWriter err) {
        this.err = err;
    }

    PrintWriter err() {
        return err;
    }

    /** What was printed last. */
    String line() {
        return line;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        print(command + ": " + message(e) + " (see " + command + " --help)");
        return ExitCode.MISCONFIGURED.code();
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parsed) {
        Failure failure = Failure.of(e);
        print(commandLine.getCommandSpec().qualifiedName() + ": " + failure.line());
        boolean verbose = commandLine.getParseResult().hasMatchedOption(CommonOptions.VERBOSE)
                || parsed.hasMatchedOption(CommonOptions.VERBOSE);
        if (verbose) {
            printStack(e);
        }
        return failure.exitCode().code();
    }

    /** Arguments that no command is looked for in. */
    int misused(String complaint) {
        print("bochner: " + complaint);
        return ExitCode.MISCONFIGURED.code();
    }

    /** An error such as a lack of memory or a class of another Spark, which picocli lets pass. */
    int error(Error e, List<String> arguments) {
        Failure failure = Failure.of(e);
        String command = arguments.stream().findFirst().map(name -> " " + name).orElse("");
        print("bochner" + command + ": " + failure.line());
        if (arguments.contains(CommonOptions.VERBOSE)) {
            printStack(e);
        }
        return failure.exitCode().code();
    }

    private void printStack(Throwable thrown) {
        StringWriter stack = new StringWriter();
        thrown.printStackTrace(new PrintWriter(stack));
        err.print(Secrets.redacted(stack.toString()));
        err.flush();
    }

    private void print(String text) {
        line = Secrets.redacted(text);
        err.println(line);
        err.flush();
    }

    private static String message(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = unmatched.getSuggestions();
            String first = unmatched.getUnmatched().get(0);
            CommandLine command = e.getCommandLine();
            boolean isOption = first.startsWith("-");
            boolean commandExpected = !command.getSubcommands().isEmpty();
            boolean memberExpected = isGroup(command) && !isOption;
            String kind = isOption
                    ? "option"
                    : memberExpected ? command.getCommandName() : commandExpected ? "command" : "argument";
            return "unknown " + kind + " " + first
                    + (suggestions.isEmpty() ? "" : ", did you mean " + suggestions.get(0) + "?")
                    + (memberExpected ? all(command, suggestions) : "");
        }
        return String.valueOf(e.getMessage());
    }

    /** A command that does nothing by itself and is below bochner, as {@code experiment} is: its members are called after it. */
    private static boolean isGroup(CommandLine command) {
        return command.getParent() != null && !(command.getCommand() instanceof Callable<?>);
    }

    private static String all(CommandLine command, List<String> suggestions) {
        String end = suggestions.isEmpty() ? "." : "";
        return end + " There are " + String.join(", ", command.getSubcommands().keySet());
    }
}
