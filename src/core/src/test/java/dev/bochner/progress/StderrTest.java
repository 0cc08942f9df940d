package dev.bochner.progress;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StderrTest {
    /** Not a terminal, but of a terminal's kind. */
    private static final Path CHARACTER_DEVICE = Path.of("/dev/null");

    @TempDir
    private Path directory;

    @Test
    void aCharacterDeviceGetsTheBar() {
        assertDisplay(TerminalBar.class, CHARACTER_DEVICE, Map.of("TERM", "xterm"));
    }

    @Test
    void aFileGetsPlainLines() throws IOException {
        assertDisplay(PlainLines.class, Files.createFile(directory.resolve("log")), Map.of("TERM", "xterm"));
    }

    @Test
    void aSystemWithoutSuchDevicesGetsPlainLines() {
        assertDisplay(PlainLines.class, directory.resolve("absent"), Map.of());
    }

    @Test
    void continuousIntegrationGetsPlainLines() {
        assertDisplay(PlainLines.class, CHARACTER_DEVICE, Map.of("CI", "true"));
    }

    @Test
    void aDumbTerminalGetsPlainLines() {
        assertDisplay(PlainLines.class, CHARACTER_DEVICE, Map.of("TERM", "dumb"));
    }

    private static void assertDisplay(Class<?> expected, Path device, Map<String, String> environment) {
        try (ProgressDisplay display = Stderr.display(device, environment)) {
            assertInstanceOf(expected, display);
        }
    }
}
