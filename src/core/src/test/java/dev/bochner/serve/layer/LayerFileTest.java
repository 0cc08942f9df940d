package dev.bochner.serve.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bochner.rff.Directions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** All or nothing, whatever the format does. */
final class LayerFileTest {
    private static final Layer LAYER = Layer.of(Directions.of(LayerContract.AS_IT_IS));

    @TempDir
    private Path directory;

    /** A format of one line. */
    private interface Writing extends LayerFormat {
        @Override
        default String name() {
            return "a-test's";
        }
    }

    @Test
    void putsWhatWasWrittenInItsPlaceAndLeavesNothingBeside() throws IOException {
        LayerFile.at(directory.resolve("layer"))
                .write(LAYER, (Writing) (layer, path) -> Files.writeString(path, "whole"));
        assertEquals("whole", Files.readString(directory.resolve("layer")));
        assertEquals(List.of("layer"), names());
    }

    @Test
    void movesADirectoryToo() throws IOException {
        LayerFile.at(directory.resolve("layer")).write(LAYER, (Writing)
                (layer, path) -> Files.writeString(Files.createDirectory(path).resolve("graph"), "whole"));
        assertEquals("whole", Files.readString(directory.resolve("layer/graph")));
        assertEquals(List.of("layer"), names());
    }

    @Test
    void leavesNothingOfWhatFailedHalfway() throws IOException {
        LayerFile file = LayerFile.at(directory.resolve("layer"));
        UncheckedIOException failed = assertThrows(
                UncheckedIOException.class,
                () -> file.write(LAYER, (Writing) (layer, path) -> {
                    Files.writeString(Files.createDirectory(path).resolve("half"), "half");
                    throw new IOException("No space left on device");
                }));
        assertEquals(
                "Cannot write " + directory.resolve("layer")
                        + ": no space is left on the device; free some, then run again",
                failed.getMessage());
        assertEquals(List.of(), names());
    }

    @Test
    void refusesAPlaceThatIsTaken() throws IOException {
        Path taken = Files.writeString(directory.resolve("layer"), "old");
        assertRefused(
                "Cannot write " + taken + ": it exists already; remove it, or choose another path",
                () -> LayerFile.at(taken));
        assertEquals("old", Files.readString(taken));
    }

    @Test
    void refusesAPlaceThatIsTakenMeanwhile() throws IOException {
        Path place = directory.resolve("layer");
        LayerFile file = LayerFile.at(place);
        assertRefused(
                "Cannot write " + place + ": it exists already; remove it, or choose another path",
                () -> file.write(LAYER, (Writing) (layer, path) -> {
                    Files.writeString(path, "ours");
                    Files.writeString(place, "theirs");
                }));
        assertEquals("theirs", Files.readString(place));
        assertEquals(List.of("layer"), names());
    }

    @Test
    void namesAMissingParent() {
        Path place = directory.resolve("no/layer");
        assertRefused(
                "Cannot write " + place + ": there is no directory " + place.getParent(), () -> LayerFile.at(place));
    }

    private static void assertRefused(String message, Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
