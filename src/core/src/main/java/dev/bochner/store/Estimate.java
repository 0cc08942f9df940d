package dev.bochner.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/**
 * A value that was estimated from data once for a table and never changes: {@code _estimates/<name>.json}. The first run to
 * create the file determines the value. The file exists before any snapshot is computed with the value, so that neither a later
 * run nor a concurrent one nor a rerun after a crash can use another value.
 *
 * @param runId the run that estimated
 * @param asked the parameters of the estimation, by name
 * @param found the estimated values, by name
 */
public record Estimate(RunId runId, Map<String, String> asked, Map<String, String> found) {
    private static final int FORMAT = 1;

    public Estimate {
        asked = Collections.unmodifiableMap(new TreeMap<>(asked));
        found = Collections.unmodifiableMap(new TreeMap<>(found));
    }

    /** Returns one of the estimated values. */
    public String answer(String name) {
        String value = found.get(name);
        if (value == null) {
            throw new StoreException("An estimate has no \"" + name + "\", only " + found.keySet());
        }
        return value;
    }

    /** Returns the path of the estimate of a name. */
    public static Path path(FeatureTable table, String name) {
        return new Path(table.resolve(FeatureTable.ESTIMATES), name + ".json");
    }

    /** The table's estimate of a name, if it has one. */
    public static Optional<Estimate> of(FeatureTable table, String name) {
        Path file = path(table, name);
        return table.files().read(file).map(bytes -> read(bytes, file));
    }

    /**
     * Records an estimate. If the table has one of that name already, the existing one is kept.
     *
     * @return the estimate that the table has now
     */
    public static Estimate record(RunSession run, String name, Map<String, String> asked, Map<String, String> found) {
        FeatureTable table = run.table();
        Estimate estimate = new Estimate(run.runId(), asked, found);
        run.listener().around("estimate", () -> run.staging().createFile(path(table, name), estimate.bytes()));
        return of(table, name)
                .orElseThrow(() -> new StoreException("There is no " + path(table, name) + ", which was just written"));
    }

    /**
     * Checks that this estimate was made with the given parameters.
     *
     * @throws ConflictException if it was made with others, naming what differs
     */
    public void requireAsked(FeatureTable table, String name, Map<String, String> now) {
        List<String> differences = new ArrayList<>();
        new TreeMap<>(now).forEach((key, value) -> {
            String then = asked.getOrDefault(key, "absent");
            if (!then.equals(value)) {
                differences.add(key + " was " + then + " then and is " + value + " now");
            }
        });
        if (!differences.isEmpty()) {
            throw new ConflictException("What " + path(table, name) + " recorded on the first day, " + found
                    + ", was for something else: " + String.join("; ", differences)
                    + ". It never changes: choose another seed, or another table");
        }
    }

    private byte[] bytes() {
        ObjectNode node = Json.object();
        node.put("format", FORMAT);
        node.put("run-id", runId.text());
        ObjectNode question = node.putObject("asked");
        asked.forEach(question::put);
        ObjectNode answers = node.putObject("found");
        found.forEach(answers::put);
        return Json.bytes(node);
    }

    private static Estimate read(byte[] bytes, Path file) {
        Json json = Json.read(bytes, file, FORMAT);
        try {
            return new Estimate(new RunId(json.text("run-id")), texts(json.child("asked")), texts(json.child("found")));
        } catch (RuntimeException e) {
            throw ManifestJson.unreadable(file, e);
        }
    }

    private static Map<String, String> texts(Json json) {
        Map<String, String> texts = new TreeMap<>();
        json.names().forEach(name -> texts.put(name, json.text(name)));
        return texts;
    }
}
