package dev.bochner.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The keys that reference.conf lists, and the search for others: a misspelt key must not silently keep its default. */
final class KnownKeys {
    private static final String ROOT = "bochner";
    private static final int A_SLIP = 2;

    /** Its keys are measures, with defaults for some of them; whoever reads it knows them all. */
    private static final String MEASURES = ROOT + ".audit.constraints";

    private final ConfigObject reference;
    private final List<String> paths = new ArrayList<>();

    /** @param reference the block bochner { } of reference.conf */
    KnownKeys(ConfigObject reference) {
        this.reference = reference;
        collect(ROOT, reference);
    }

    /** Notes all keys under bochner { } that are unknown, and what beside it was surely meant to be inside. */
    void refuseOthers(ConfigObject root, Problems problems) {
        for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(root).entrySet()) {
            if (entry.getKey().equals(ROOT)) {
                refuseOthers(ROOT, entry.getValue(), reference, problems);
            } else if (Spelling.distance(entry.getKey(), ROOT) <= A_SLIP) {
                problems.about(entry.getKey(), entry.getValue(), "is not a known key, the nearest is " + ROOT);
            } else if (reference.containsKey(entry.getKey())) {
                String inside = ROOT + "." + entry.getKey();
                problems.about(
                        entry.getKey(), entry.getValue(), "is outside of the block bochner { }, expected " + inside);
            }
            // Anything else at the root is a user's own variable for ${...}.
        }
    }

    private void refuseOthers(String path, ConfigValue value, ConfigObject known, Problems problems) {
        if (!(value instanceof ConfigObject object)) {
            return;
        }
        for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(object).entrySet()) {
            String name = path + "." + entry.getKey();
            ConfigValue counterpart = known.get(entry.getKey());
            if (counterpart == null) {
                problems.about(name, entry.getValue(), "is not a known key, the nearest is " + nearest(name));
            } else if (counterpart instanceof ConfigObject inner && !inner.isEmpty() && !name.equals(MEASURES)) {
                refuseOthers(name, entry.getValue(), inner, problems);
            }
            // An empty group of reference.conf is an open one.
        }
    }

    /** By the last part of the name first: a key is more often put into the wrong group than spelt quite differently. */
    private String nearest(String unknown) {
        return paths.stream()
                .min(Comparator.<String>comparingInt(path -> Spelling.distance(last(unknown), last(path)))
                        .thenComparingInt(path -> Spelling.distance(unknown, path)))
                .orElseThrow(() -> new IllegalStateException("reference.conf lists no keys"));
    }

    private void collect(String path, ConfigObject object) {
        for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(object).entrySet()) {
            String name = path + "." + entry.getKey();
            paths.add(name);
            if (entry.getValue() instanceof ConfigObject inner) {
                collect(name, inner);
            }
        }
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
