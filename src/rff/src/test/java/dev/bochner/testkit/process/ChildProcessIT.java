package dev.bochner.testkit.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChildProcessIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path temp;

    @Test
    void tellsExitCodeAndBothOutputs() {
        try (ChildProcess shell = shell("echo said; echo complained >&2; exit 7")) {
            assertEquals(7, shell.awaitExit(PATIENCE));
            assertEquals("said\n", shell.stdout());
            assertEquals("complained\n", shell.stderr());
        }
    }

    @Test
    void killsItsDescendantsToo() {
        try (ChildProcess shell = shell("(sleep 600; echo woke) & sleep 601 & echo started; wait")) {
            shell.awaitLine("^started$", PATIENCE);
            assertTrue(Deadline.of(PATIENCE).holds(() -> shell.descendants().count() == 3));
            List<ProcessHandle> family = shell.descendants().toList();
            shell.kill();
            assertFalse(shell.isAlive());
            assertEquals(137, shell.awaitExit(PATIENCE));
            assertEquals(
                    List.of(), family.stream().filter(ChildProcess::isRunning).toList());
        }
    }

    @Test
    void killsWhatDoesNotEndInTime() {
        try (ChildProcess shell = shell("echo waiting; exec sleep 600")) {
            shell.awaitLine("waiting", PATIENCE);
            AssertionError failure = assertThrows(AssertionError.class, () -> shell.awaitExit(Duration.ofMillis(10)));
            assertTrue(failure.getMessage().contains("is still running after PT0.01S"), failure::getMessage);
            assertFalse(shell.isAlive());
        }
    }

    @Test
    void quotesTheEndOfTheOutputWhenALineDoesNotCome() {
        try (ChildProcess shell = shell("echo something else")) {
            AssertionError failure = assertThrows(AssertionError.class, () -> shell.awaitLine("never said", PATIENCE));
            assertTrue(
                    failure.getMessage().contains("ended with 0 before a line matched never said"),
                    failure::getMessage);
            assertTrue(failure.getMessage().contains("something else"), failure::getMessage);
        }
    }

    private ChildProcess shell(String script) {
        return ChildProcess.start("shell", new ProcessBuilder("sh", "-c", script), temp);
    }
}
