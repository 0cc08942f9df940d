package dev.bochner.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.testkit.process.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SparkSubmitIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path temp;

    @Test
    void runsAnApplicationInAProcessOfItsOwn() {
        ChildProcess run = command("sum", "none").run(PATIENCE);
        assertEquals(0, run.awaitExit(PATIENCE), run::stderr);
        assertTrue(run.stdout().contains("sum is 4950"), run::stdout);
    }

    @Test
    void passesOnTheExitCode() {
        assertEquals(7, command("exit", "7").run(PATIENCE).awaitExit(PATIENCE));
    }

    private SparkSubmit command(String... arguments) {
        return SparkSubmit.of(TestJar.of(temp.resolve("app.jar"), TestApp.class), TestApp.class.getName())
                .withArguments(arguments);
    }
}
