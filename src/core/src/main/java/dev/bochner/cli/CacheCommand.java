package dev.bochner.cli;

import dev.bochner.cli.DriverSession.Metastore;
import dev.bochner.daily.ExitCode;
import dev.bochner.serve.cache.CacheBuild;
import dev.bochner.serve.cache.CacheManifest;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.Snapshot;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "cache",
        description = {
            "Builds a read-only RocksDB of id to features from a published snapshot, for services in Java and others.",
            "Complete or absent: the directory appears when all rows are in it. dev.bochner.serve.cache reads it."
        })
final class CacheCommand implements Callable<Integer> {
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*");

    private final PrintWriter out;

    @Mixin
    private final SnapshotOption source = new SnapshotOption();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Local directory of the cache, which must not exist.")
    private String directory = "";

    CacheCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        Path target = target();
        FeatureTable table = source.open();
        Snapshot snapshot = source.of(table);
        try (DriverSession session = DriverSession.start("bochner cache " + snapshot, Metastore.NONE)) {
            CacheManifest made = session.showingProgress(
                    () -> CacheBuild.of(session.spark(), table, snapshot).into(target));
            out.println("Built " + target + " of " + snapshot + ": "
                    + made.content().rows() + " rows of "
                    + made.content().columns() + " columns, ids " + made.ids().type() + ", "
                    + made.content().bytes() + " bytes");
        }
        return ExitCode.DONE.code();
    }

    private Path target() {
        if (SCHEME.matcher(directory).matches()) {
            throw new IllegalArgumentException(
                    "--out is " + directory
                            + ", expected a path on this machine's disks: RocksDB opens no other; copy the directory afterwards");
        }
        try {
            return Path.of(directory);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("--out is " + directory + ", expected a path: " + e.getMessage(), e);
        }
    }
}
