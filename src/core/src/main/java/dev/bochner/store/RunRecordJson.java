package dev.bochner.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bochner.store.RunRecord.Command;
import dev.bochner.store.RunRecord.End;
import dev.bochner.store.RunRecord.Intents;
import dev.bochner.store.RunRecord.Status;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;

/** Converts run records to and from {@code _runs/<run-id>.json}. */
final class RunRecordJson {
    private static final int FORMAT = 1;

    private RunRecordJson() {}

    static byte[] bytes(RunRecord run) {
        ObjectNode node = Json.object();
        node.put("format", FORMAT);
        node.put("run-id", run.runId().text());
        node.put("command", run.command().label());
        run.ds().ifPresent(ds -> node.put("ds", ds.toString()));
        node.put("started", run.started().toString());
        node.put("host", run.host());
        node.put("status", run.status().label());
        ArrayNode claims = node.putArray("claims");
        run.intents().claims().forEach(claims::add);
        ArrayNode steps = node.putArray("steps");
        run.intents().steps().forEach(step -> putStep(steps.addObject(), step));
        run.end().ifPresent(end -> {
            node.put("ended", end.at().toString());
            node.put("exit-code", end.exitCode());
            node.put("message", end.message());
        });
        return Json.bytes(node);
    }

    static RunRecord read(byte[] bytes, Path file) {
        Json json = Json.read(bytes, file, FORMAT);
        try {
            List<RenameStep> steps = json.items("steps").stream()
                    .map(step -> new RenameStep(step.text("from"), step.text("to"), new RunId(step.text("expected"))))
                    .toList();
            return new RunRecord(
                    new RunId(json.text("run-id")),
                    labelled(Command.values(), Command::label, json.text("command")),
                    json.optionalText("ds").map(LocalDate::parse),
                    Instant.parse(json.text("started")),
                    json.text("host"),
                    labelled(Status.values(), Status::label, json.text("status")),
                    new Intents(json.texts("claims"), steps),
                    end(json));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new StoreException("Cannot read " + file + ": " + FailureText.of(e), e);
        }
    }

    private static void putStep(ObjectNode node, RenameStep step) {
        node.put("from", step.from());
        node.put("to", step.to());
        node.put("expected", step.expected().text());
    }

    private static Optional<End> end(Json json) {
        return json.optionalText("ended")
                .map(ended -> new End(
                        Instant.parse(ended), Math.toIntExact(json.integer("exit-code")), json.text("message")));
    }

    private static <T> T labelled(T[] values, Function<T, String> label, String text) {
        return Arrays.stream(values)
                .filter(value -> label.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is none of "
                        + Arrays.stream(values).map(label).toList()));
    }
}
