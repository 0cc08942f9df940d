package dev.bochner.testkit;

import dev.bochner.config.ConfigLoader;
import dev.bochner.config.JobConfig;
import java.nio.file.Path;
import java.util.List;

/** Configurations of the daily job, as a user would write them. */
public final class JobConfigs {
    private JobConfigs() {}

    /** A table from Parquet files; everything else is the default. Overrides are as {@code --set} takes them. */
    public static JobConfig of(Object table, Object source, String... overrides) {
        return ConfigLoader.parse("test.conf", text(table, source), List.of(overrides));
    }

    /** The same as a file's text, with times short enough for tests that crash, and no audit: days of tests have nothing in common. */
    public static String text(Object table, Object source) {
        return """
                bochner {
                  table = "%s"
                  source.path = "%s"
                  store { heartbeat-interval = 1 s, heartbeat-timeout = 4 s }
                  audit.enabled = false
                }
                """.formatted(table, source);
    }

    /** The location of a local path as Spark and Hadoop want it. */
    public static String uri(Path local) {
        return local.toUri().toString();
    }
}
