package dev.bochner.store.parquet;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;

/**
 * An embedding row as {@code EmbeddingSnapshot#rows()} has it: the id, the embedding, the carried columns.
 *
 * @param id the id's name and type
 * @param carried the columns that are copied beside the features
 */
public record RowLayout(StructField id, List<StructField> carried) implements Serializable {
    /** Ordinal of the id. */
    public static final int ID = 0;
    /** Ordinal of the embedding. */
    public static final int EMBEDDING = 1;
    /** Ordinal of the first carried column. */
    public static final int FIRST_CARRIED = 2;

    public RowLayout {
        carried = List.copyOf(carried);
    }

    /** Whether a column of a type can be the id or be carried: it is atomic. */
    public static boolean copies(DataType type) {
        return AtomicColumn.supports(type);
    }

    /** Ordinal of the first column behind the carried ones. */
    public int end() {
        return FIRST_CARRIED + carried.size();
    }

    /** The columns that a feature file copies: no row without an id gets that far. */
    List<AtomicColumn> published(TimestampEncoding timestamps) {
        return copied(new StructField(id.name(), id.dataType(), false, id.metadata()), timestamps);
    }

    /** The columns that a quarantine file copies, whose ids may be null. */
    List<AtomicColumn> quarantined(TimestampEncoding timestamps) {
        return copied(new StructField(id.name(), id.dataType(), true, id.metadata()), timestamps);
    }

    private List<AtomicColumn> copied(StructField idField, TimestampEncoding timestamps) {
        List<AtomicColumn> columns = new ArrayList<>();
        columns.add(AtomicColumn.of(idField, timestamps));
        // What a reader finds must not depend on whether today's source happens to declare a column as never null.
        carried.stream()
                .map(field -> new StructField(field.name(), field.dataType(), true, field.metadata()))
                .forEach(field -> columns.add(AtomicColumn.of(field, timestamps)));
        return columns;
    }

    /** Where the copied columns stand in a row. */
    List<Integer> ordinals() {
        return IntStream.concat(IntStream.of(ID), IntStream.range(FIRST_CARRIED, end()))
                .boxed()
                .toList();
    }
}
