package dev.bochner.rff;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the lines of the golden files, without comments and blank lines. */
final class GoldenFile {
    private GoldenFile() {}

    static List<String> lines(String name) {
        try (InputStream in = GoldenFile.class.getResourceAsStream("/golden/" + name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read golden/" + name, e);
        }
    }

    /** The entries of a line of {@code name=value} words. */
    static Map<String, String> entries(String line) {
        Map<String, String> entries = new TreeMap<>();
        for (String word : line.split(" ")) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                entries.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return entries;
    }

    /** The spec of a line with d, m, seed, sigma; and normalisation, or none, and sampler, or gaussian. */
    static FeatureSpec spec(String line) {
        Map<String, String> entries = entries(line);
        return FeatureSpec.gaussian(
                        Integer.parseInt(entries.get("d")),
                        Integer.parseInt(entries.get("m")),
                        Long.parseLong(entries.get("seed")),
                        Double.parseDouble(entries.get("sigma")),
                        Normalisation.of(entries.getOrDefault("normalisation", "none")))
                .sampledBy(Sampler.of(entries.getOrDefault("sampler", "gaussian")));
    }
}
