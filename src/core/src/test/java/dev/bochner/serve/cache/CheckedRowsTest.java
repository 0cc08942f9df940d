package dev.bochner.serve.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bochner.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What no cache can hold, by whatever way it came into a snapshot. */
final class CheckedRowsTest {
    private static final Path SNAPSHOT = new Path("hdfs://nn/features/ds=2026-11-20");

    @Test
    void passesRowsWithIdsOfTheirOwn() {
        KeyedFeatures empty = row(new byte[0], 2);
        KeyedFeatures one = row(IdEncoding.key(1), 2);
        CheckedRows rows = rows(IdEncoding.INT64, empty, one);
        assertEquals(empty, rows.next());
        assertEquals(one, rows.next());
        assertFalse(rows.hasNext());
    }

    @Test
    @SuppressWarnings("NullAway") // What Spark makes of a null in a column.
    void refusesARowWithoutAnId() {
        assertEquals(
                "A row of hdfs://nn/features/ds=2026-11-20 has no id, expected one: a null cannot be looked up",
                refusal(rows(IdEncoding.UTF8, row(null, 2))));
    }

    @Test
    void refusesARowOfAnotherLength() {
        assertEquals(
                "Id -7 of hdfs://nn/features/ds=2026-11-20 has 3 features, expected 2",
                refusal(rows(IdEncoding.INT64, row(IdEncoding.key(-7), 3))));
    }

    @ParameterizedTest
    @EnumSource
    void namesTheIdThatComesTwiceAsPeopleWriteIt(IdEncoding encoding) {
        byte[] key = encoding == IdEncoding.INT64 ? IdEncoding.key(-7) : "ü".getBytes(StandardCharsets.UTF_8);
        String id = switch (encoding) {
            case INT64 -> "-7";
            case UTF8, SQL_TEXT -> "\"ü\"";
            case BYTES -> "0xc3bc";
        };
        CheckedRows rows = rows(encoding, row(key, 2), row(key.clone(), 2));
        rows.next();
        assertEquals(
                "Id " + id + " comes twice in hdfs://nn/features/ds=2026-11-20, expected once: a cache has one row for"
                        + " each id. Was source.unique-ids set for a source whose ids are not?",
                refusal(rows));
    }

    private static String refusal(CheckedRows rows) {
        return assertThrows(StoreException.class, rows::next).getMessage();
    }

    private static CheckedRows rows(IdEncoding encoding, KeyedFeatures... rows) {
        return new CheckedRows(List.of(rows).iterator(), SNAPSHOT, encoding, 2);
    }

    private static KeyedFeatures row(byte[] key, int columns) {
        KeyedFeatures row = new KeyedFeatures();
        row.setKey(key);
        row.setFeatures(new float[columns]);
        return row;
    }
}
