package dev.bochner.serve.sql;

import dev.bochner.serve.PublishedMap;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.Snapshot;
import dev.bochner.store.source.EmbeddingEncoding;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The maps of the snapshots that one task has met. One thread's. */
final class PublishedMappers {
    /** A task that meets more reads some manifests again. */
    private static final int MOST_SNAPSHOTS = 64;

    private final Thread owner = Thread.currentThread();
    private final Map<Name, EmbeddingMapper> mappers = new HashMap<>();
    private final EmbeddingEncoding encoding;
    private final Configuration hadoop;

    PublishedMappers(EmbeddingEncoding encoding, Configuration hadoop) {
        this.encoding = encoding;
        this.hadoop = hadoop;
    }

    private record Name(String table, Snapshot snapshot) {}

    boolean isOfThisThread() {
        return owner == Thread.currentThread();
    }

    /**
     * The map of a snapshot.
     *
     * @throws IllegalArgumentException if it is not published, or its features depend on the items' history
     */
    EmbeddingMapper of(String table, Snapshot snapshot) {
        Name name = new Name(table, snapshot);
        if (mappers.size() >= MOST_SNAPSHOTS && !mappers.containsKey(name)) {
            mappers.clear();
        }
        return mappers.computeIfAbsent(name, this::open);
    }

    private EmbeddingMapper open(Name name) {
        FeatureTable table = FeatureTable.at(new Path(name.table()), hadoop);
        return new EmbeddingMapper(
                PublishedMap.of(table, name.snapshot()).map(), encoding, name.snapshot() + " of " + table.root());
    }
}
