package dev.bochner.cli;

import dev.bochner.store.FeatureTable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Option;

/** The feature table that a command is about. */
final class TableOption {
    @Option(
            names = "--table",
            required = true,
            paramLabel = "PATH",
            description = "Root of the feature table, as in the configuration.")
    private String path = "";

    /** @throws IllegalArgumentException if no table can lie there */
    FeatureTable open() {
        return open(path, HadoopSettings.current());
    }

    /** The table of a command to which a table is optional. */
    static FeatureTable open(String path, Configuration hadoop) {
        FeatureTable.refusal(path).ifPresent(refusal -> {
            throw new IllegalArgumentException(refusal);
        });
        return FeatureTable.at(new Path(path), hadoop);
    }
}
