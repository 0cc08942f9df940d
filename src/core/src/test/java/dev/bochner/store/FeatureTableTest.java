package dev.bochner.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureTableTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"s3a://bucket/t", "gs://bucket/t", "abfss://c@a.dfs.core.windows.net/t", "S3://bucket/t"})
    void refusesObjectStoresByName(String location) {
        String reason = FeatureTable.refusal(location).orElseThrow();
        String scheme = location.substring(0, location.indexOf(':')).toLowerCase(Locale.ROOT);
        assertEquals(
                "Table " + location + " lies on an object store (" + scheme
                        + "): it has no atomic rename of a directory, "
                        + "so a crash could leave half a snapshot published; put the table on hdfs://, viewfs:// or file://",
                reason);
        StoreException e = assertThrows(
                StoreException.class,
                () -> FeatureTable.at(new org.apache.hadoop.fs.Path(location), new Configuration()));
        assertEquals(reason, e.getMessage());
    }

    @Test
    void refusesUnknownFilesystems() {
        assertTrue(FeatureTable.refusal("ofs://om/v/b/t")
                .orElseThrow()
                .startsWith("Table ofs://om/v/b/t lies on ofs, a filesystem of which it is not known"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hdfs://nn:8020/t", "hdfs:///t", "viewfs://c/t", "file:///t", "file:/t", "/t", "t"})
    void acceptsFilesystemsWithAtomicRename(String location) {
        assertEquals(Optional.empty(), FeatureTable.refusal(location));
    }

    @Test
    void looksThroughAMountOfViewfs() {
        Configuration configuration = new Configuration();
        configuration.set(
                "fs.viewfs.mounttable.c.link./local", directory.toUri().toString());
        FeatureTable mounted = FeatureTable.at(new org.apache.hadoop.fs.Path("viewfs://c/local/table"), configuration);
        assertTrue(mounted.files().local());
    }

    @Test
    void aDirectoryThatIsNotNamedByADateIsNoSnapshot() throws IOException {
        for (String name : List.of("+12026-11-19", "-0001-01-01", "0000-01-01", "2026-13-01", "today", "2026-11-20")) {
            Files.createDirectories(directory.resolve("features/" + TableFixture.A + "/ds=" + name));
        }
        FeatureTable table = FeatureTable.at(new org.apache.hadoop.fs.Path(directory.toUri()), new Configuration());
        assertEquals(Set.of(LocalDate.of(2026, 11, 20)), table.dates(TableFixture.A));
        assertEquals(
                Optional.of(new Snapshot(TableFixture.A, LocalDate.of(2026, 11, 20))), table.latest(TableFixture.A));
    }

    @Test
    void aTableThatDoesNotExistIsEmpty() {
        FeatureTable table =
                FeatureTable.at(new org.apache.hadoop.fs.Path(directory.toUri() + "none"), new Configuration());
        assertEquals(List.of(), table.versions());
        assertEquals(List.of(), table.runs());
        assertEquals(Optional.empty(), table.latest(TableFixture.A));
        assertEquals(Optional.empty(), table.spec(TableFixture.A));
    }
}
