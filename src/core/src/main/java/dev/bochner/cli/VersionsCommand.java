package dev.bochner.cli;

import dev.bochner.daily.ExitCode;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.StoreException;
import dev.bochner.store.VersionId;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "versions",
        description = "Lists the versions of a feature table and their snapshots: rows, bytes, when, from what.")
final class VersionsCommand implements Callable<Integer> {
    private final PrintWriter out;

    @Mixin
    private final TableOption table = new TableOption();

    @Option(names = "--json", description = "Print one JSON array, an object for each snapshot.")
    private boolean json;

    @Mixin
    private final VersionOption version = new VersionOption();

    VersionsCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        FeatureTable features = table.open();
        List<VersionId> versions = version.of(features);
        Listing listing = Listing.of(features, versions);
        out.println(json ? listing.json() : listing.text());
        if (!listing.damaged().isEmpty()) {
            int others = listing.damaged().size() - 1;
            throw new StoreException(
                    listing.damaged().get(0) + (others == 0 ? "" : " (and " + others + " more that are damaged)"));
        }
        return ExitCode.DONE.code();
    }
}
