package dev.bochner.store.tasks;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * What a scan gathers from rows: of fixed size, and merged from parts in any order.
 *
 * @param <T> the class itself
 */
public interface Sketch<T extends Sketch<T>> extends Serializable {
    /** Takes a row in. */
    void update(InternalRow row);

    /** Takes in what another one gathered. */
    void add(T other);
}
