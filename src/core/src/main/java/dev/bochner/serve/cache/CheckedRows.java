package dev.bochner.serve.cache;

import dev.bochner.store.StoreException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** Rows in order of their keys, each of which a cache can hold: with an id of its own, and with as many features as all. */
final class CheckedRows implements Iterator<KeyedFeatures> {
    private final Iterator<KeyedFeatures> sorted;
    private final Path snapshot;
    private final IdEncoding encoding;
    private final int columns;
    private Optional<byte[]> last = Optional.empty();

    /** @param snapshot where they come from */
    CheckedRows(Iterator<KeyedFeatures> sorted, Path snapshot, IdEncoding encoding, int columns) {
        this.sorted = sorted;
        this.snapshot = snapshot;
        this.encoding = encoding;
        this.columns = columns;
    }

    @Override
    public boolean hasNext() {
        return sorted.hasNext();
    }

    /** @throws StoreException if no cache can hold the row */
    @Override
    public KeyedFeatures next() {
        KeyedFeatures row = sorted.next();
        byte[] key = row.getKey();
        if (key == null) {
            throw new StoreException("A row of " + snapshot + " has no id, expected one: a null cannot be looked up");
        }
        if (last.isPresent() && Arrays.equals(last.get(), key)) {
            throw new StoreException("Id " + encoding.text(key) + " comes twice in " + snapshot
                    + ", expected once: a cache has one row for each id. Was source.unique-ids set for a source"
                    + " whose ids are not?");
        }
        if (row.getFeatures().length != columns) {
            throw new StoreException("Id " + encoding.text(key) + " of " + snapshot + " has " + row.getFeatures().length
                    + " features, expected " + columns);
        }
        last = Optional.of(key);
        return row;
    }
}
