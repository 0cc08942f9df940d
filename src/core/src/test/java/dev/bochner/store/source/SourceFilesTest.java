package dev.bochner.store.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.store.Manifest.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a fingerprint is of: each file that was read, wherever it lies. */
final class SourceFilesTest {
    @TempDir
    private Path dir;

    /** Spark names the directory of a Hive table, not the files in it. */
    @Test
    void aDirectoryStandsForAllFilesInItAtAnyDepth() throws IOException {
        Path nested = Files.createDirectories(dir.resolve("partition/bucket=1"));
        Files.write(dir.resolve("partition/a"), new byte[3]);
        Path deep = Files.write(nested.resolve("b"), new byte[4]);
        Files.write(dir.resolve("beside"), new byte[100]);

        Fingerprint found = fingerprint(dir.resolve("partition"));

        assertEquals(2, found.files());
        assertEquals(7, found.bytes());
        Files.setLastModifiedTime(deep, FileTime.fromMillis(1_000_000));
        assertNotEquals(found, fingerprint(dir.resolve("partition")));
    }

    @Test
    void isOfTheNamedFilesAlone() throws IOException {
        Path named = Files.write(dir.resolve("a"), new byte[3]);
        Fingerprint before = fingerprint(named);
        Files.write(dir.resolve("b"), new byte[4]);

        assertEquals(before, fingerprint(named));
        assertEquals(1, before.files());
        assertNotEquals(before, fingerprint(named, dir.resolve("b")));
    }

    @Test
    void namesTheFileThatHasGone() throws IOException {
        Path here = Files.write(dir.resolve("a"), new byte[3]);
        SourceException complaint = assertThrows(SourceException.class, () -> fingerprint(here, dir.resolve("gone")));
        assertTrue(complaint.getMessage().contains(dir.resolve("gone") + " has gone"), complaint.getMessage());
    }

    private static Fingerprint fingerprint(Path... files) {
        String[] uris = Stream.of(files).map(file -> file.toUri().toString()).toArray(String[]::new);
        return SourceFiles.of(uris, new Configuration()).fingerprint("id, embedding");
    }
}
