package dev.bochner.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoDirectoryTest {
    @TempDir
    private Path directory;

    @Test
    void createsWhatIsMissingAndMarksIt() throws IOException {
        Path root = DemoDirectory.emptied(directory.resolve("a/b")).root();

        assertEquals(directory.resolve("a/b"), root);
        assertEquals(List.of(DemoDirectory.MARKER), names(root));
    }

    @Test
    void emptiesAnEarlierDemo() throws IOException {
        DemoDirectory earlier = DemoDirectory.emptied(directory);
        Path day = Files.createDirectories(earlier.embeddings(LocalDate.of(2026, 11, 19)));
        Files.writeString(day.resolve("part-0.parquet"), "old");
        Files.writeString(earlier.config(), "old");

        DemoDirectory.emptied(directory);

        assertEquals(List.of(DemoDirectory.MARKER), names(directory));
    }

    @Test
    void leavesADirectoryAloneThatNoDemoMade() throws IOException {
        Path thesis = Files.writeString(directory.resolve("thesis.tex"), "years of work");

        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> DemoDirectory.emptied(directory));

        assertEquals(
                "Directory " + directory + " was not made by the demo (it has no .bochner-demo inside); nothing was "
                        + "deleted. Name another one, or empty it",
                e.getMessage());
        assertEquals("years of work", Files.readString(thesis));
    }

    @Test
    void refusesAPathThatIsAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "text");

        assertThrows(IllegalArgumentException.class, () -> DemoDirectory.emptied(file));
        assertEquals("text", Files.readString(file));
    }

    @Test
    void deletesLinksWithoutFollowingThem() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Path precious = Files.writeString(elsewhere.resolve("precious"), "text");
        Path demo = DemoDirectory.emptied(directory.resolve("demo")).root();
        Path link = Files.createSymbolicLink(demo.resolve("link"), elsewhere);

        DemoDirectory.emptied(demo);

        assertFalse(Files.exists(link));
        assertTrue(Files.exists(precious));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.map(child -> child.getFileName().toString()).toList();
        }
    }
}
