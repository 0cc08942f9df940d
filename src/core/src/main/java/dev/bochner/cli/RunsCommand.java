package dev.bochner.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bochner.daily.ExitCode;
import dev.bochner.store.RunHistory;
import dev.bochner.store.RunRecord;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "runs",
        description = {
            "Lists the commands that wrote a feature table, the newest first: when, how long, what came of each.",
            "They are read from the journals below _runs, and so reach back as far as expire --runs-days left them."
        })
final class RunsCommand implements Callable<Integer> {
    private final PrintWriter out;

    @Mixin
    private final TableOption table = new TableOption();

    @Option(names = "--limit", paramLabel = "N", description = "The most that are listed (default: ${DEFAULT-VALUE}).")
    private int limit = 20;

    @Option(names = "--json", description = "Print one JSON array, an object for each run.")
    private boolean json;

    RunsCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new IllegalArgumentException("--limit is " + limit + ", expected 1 or more");
        }
        RunHistory history = RunHistory.of(table.open(), limit);
        out.println(json ? json(history.runs()) : text(history.runs()));
        if (!json) {
            history.skipped().forEach(why -> out.println("Skipped: " + why));
        }
        return ExitCode.DONE.code();
    }

    private static String text(List<RunRecord> runs) {
        TextTable text = new TextTable(
                List.of("run", "command", "ds", "started", "seconds", "outcome", "exit code", "snapshots", "message"));
        for (RunRecord run : runs) {
            text.add(List.of(
                    run.runId().text(),
                    run.command().label(),
                    run.ds().map(LocalDate::toString).orElse("-"),
                    run.started().truncatedTo(ChronoUnit.SECONDS).toString(),
                    run.end().map(end -> Long.toString(seconds(run, end))).orElse("-"),
                    run.status().label(),
                    run.end().map(end -> Integer.toString(end.exitCode())).orElse("-"),
                    run.snapshots().isEmpty() ? "-" : String.join(", ", run.snapshots()),
                    run.end().map(RunRecord.End::message).orElse("on " + run.host())));
        }
        return text.toString();
    }

    /** The same for programs; keys as in {@code _runs/<run-id>.json}. */
    private static String json(List<RunRecord> runs) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (RunRecord run : runs) {
            ObjectNode node = array.addObject();
            node.put("run-id", run.runId().text());
            node.put("command", run.command().label());
            run.ds().ifPresent(ds -> node.put("ds", ds.toString()));
            node.put("started", run.started().toString());
            node.put("host", run.host());
            node.put("status", run.status().label());
            ArrayNode snapshots = node.putArray("snapshots");
            run.snapshots().forEach(snapshots::add);
            run.end().ifPresent(end -> {
                node.put("ended", end.at().toString());
                node.put("seconds", seconds(run, end));
                node.put("exit-code", end.exitCode());
                node.put("message", end.message());
            });
        }
        return array.toString();
    }

    private static long seconds(RunRecord run, RunRecord.End end) {
        return Duration.between(run.started(), end.at()).toSeconds();
    }
}
