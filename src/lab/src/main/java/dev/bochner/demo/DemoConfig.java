package dev.bochner.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Locale;

/** The configuration file of the demo, which can be used for {@code scripts/bochner run} afterwards. */
final class DemoConfig {
    /** Number of directions m of the version that the closing text describes. */
    static final int M = 64;

    static final long SEED = 42;

    private DemoConfig() {}

    /** Writes daily.conf. */
    static void write(DemoDirectory directory) {
        String text = String.format(
                Locale.ROOT,
                """
                # Written by "scripts/bochner demo". By hand:
                #   scripts/bochner run --conf daily.conf --ds 2026-11-20
                bochner {
                  table = %s
                  source {
                    path = %s
                    carry = [title]
                  }
                  features.versions = [
                    { m = %d, seed = "%d" }   # 128 columns
                    { m = 16, seed = "%4$d" }   # 32 columns
                  ]
                }
                """,
                quoted(SparkPath.of(directory.table())),
                quoted(SparkPath.of(directory.embeddings()) + "/ds={ds}"),
                M,
                SEED);
        try {
            Files.writeString(directory.config(), text);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + directory.config(), e);
        }
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
