package dev.bochner.serve.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may remove the directory of a build, and when it becomes the cache. */
final class BuildDirectoryTest {
    @TempDir
    private Path parent;

    private Path out;

    @BeforeEach
    void nameIt() {
        out = parent.resolve("cache");
    }

    @Test
    void becomesTheTargetWithAllItHoldsAndNoMore() throws IOException {
        try (BuildDirectory build = BuildDirectory.beside(out)) {
            Files.writeString(build.path().resolve("rows"), "1 2 3");
            build.complete();
        }
        assertEquals(List.of("cache"), names(parent));
        assertEquals(List.of("rows"), names(out));
        assertEquals("1 2 3", Files.readString(out.resolve("rows")));
    }

    @Test
    void isRemovedIfItIsNotCompleted() throws IOException {
        try (BuildDirectory build = BuildDirectory.beside(out)) {
            Files.writeString(build.path().resolve("rows"), "1 2");
        }
        assertEquals(List.of(), names(parent));
    }

    /** The lock of a killed process is free, whatever else it has left. */
    @Test
    void removesWhatADeadBuildHasLeft() throws IOException {
        Path dead = Files.createDirectory(parent.resolve(".cache.building-1"));
        Files.createFile(dead.resolve("building.lock"));
        Files.writeString(dead.resolve("manifest.json"), "{}");
        Path ofAnotherCache = Files.createDirectory(parent.resolve(".cache2.building-1"));
        Files.createFile(ofAnotherCache.resolve("building.lock"));

        BuildDirectory.beside(out).close();

        assertEquals(List.of(".cache2.building-1"), names(parent));
    }

    /** A directory is there before its lock. */
    @Test
    void leavesABuildAloneThatHasNoLockYet() throws IOException {
        Path young = Files.createDirectory(parent.resolve(".cache.building-1"));
        BuildDirectory.beside(out).close();
        assertTrue(Files.exists(young));
    }

    @Test
    void leavesALivingBuildAloneWhichThenFindsItsPlaceTaken() throws IOException {
        try (BuildDirectory first = BuildDirectory.beside(out);
                BuildDirectory second = BuildDirectory.beside(out)) {
            assertTrue(Files.exists(first.path()));
            Files.writeString(second.path().resolve("rows"), "second");
            second.complete();
            assertThrows(IllegalArgumentException.class, first::complete);
        }
        assertEquals("second", Files.readString(out.resolve("rows")));
        assertFalse(Files.exists(out.resolve("building.lock")));
        assertEquals(List.of("cache"), names(parent));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
