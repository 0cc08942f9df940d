package dev.bochner.cli;

import dev.bochner.daily.ExitCode;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What every command knows: its help, its exit codes, and how to be told where it failed. */
final class CommonOptions {
    static final String VERBOSE = "--verbose";

    private CommonOptions() {}

    static void addTo(CommandSpec command) {
        command.addOption(OptionSpec.builder(VERBOSE)
                .description("On failure, print the stack trace too.")
                .build());
        command.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Print this help.")
                .build());
        command.usageMessage()
                .sortOptions(false)
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(exitCodes());
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> lines = new LinkedHashMap<>();
        for (ExitCode code : ExitCode.values()) {
            lines.put(Integer.toString(code.code()), meaning(code));
        }
        return lines;
    }

    private static String meaning(ExitCode code) {
        return switch (code) {
            case DONE -> "done, or already done";
            case FAILED -> "failed for another reason than these";
            case MISCONFIGURED -> "bad arguments or configuration";
            case DATA_REFUSED -> "refused: the source is missing or unreadable, too many bad rows, or the audit fails";
            case CONFLICT -> "conflict with another run, or with what is published already";
        };
    }
}
