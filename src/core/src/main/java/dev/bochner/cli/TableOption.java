package dev.bochner.cli;

import dev.bochner.config.ConfigLoader;
import dev.bochner.config.JobConfig;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.StoreOptions;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Option;

/** The feature table that a command is about: named by its path, or by the configuration of the daily job. */
final class TableOption {
    @Option(names = "--table", paramLabel = "PATH", description = "Root of the feature table, as in the configuration.")
    private Optional<String> path = Optional.empty();

    @Option(
            names = "--conf",
            paramLabel = "FILE",
            description = "Instead of --table: configuration of the daily job; a local path, or one with a scheme.")
    private Optional<String> conf = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "With --conf: override a key of the configuration. May be repeated.")
    private List<String> overrides = List.of();

    private Optional<JobConfig> read = Optional.empty();

    /** @throws IllegalArgumentException if no table can lie there, or not exactly one is named */
    FeatureTable open() {
        return open(config().map(JobConfig::table).or(() -> path).orElseThrow(), HadoopSettings.current());
    }

    /** The table of a command to which a table is optional. */
    static FeatureTable open(String root, Configuration hadoop) {
        FeatureTable.refusal(root).ifPresent(refusal -> {
            throw new IllegalArgumentException(refusal);
        });
        return FeatureTable.at(new Path(root), hadoop);
    }

    /** The configuration, where the table is named by one; read once. */
    Optional<JobConfig> config() {
        if (path.isPresent() == conf.isPresent()) {
            throw new IllegalArgumentException("--table=PATH and --conf=FILE are "
                    + (path.isPresent() ? "both" : "neither") + " given, expected one of them");
        }
        if (conf.isPresent() && read.isEmpty()) {
            read = Optional.of(ConfigLoader.load(conf.get(), overrides, HadoopSettings.current()));
        }
        return read;
    }

    /** The store's times, as configured or by default. */
    StoreOptions storeOptions() {
        return config().map(JobConfig::store).orElseGet(ConfigLoader::defaultStoreOptions);
    }
}
