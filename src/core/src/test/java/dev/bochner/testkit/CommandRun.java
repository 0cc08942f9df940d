package dev.bochner.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bochner.cli.Bochner;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * A command of the product and how it ended, run in this JVM and on its Spark session.
 *
 * @param exitCode what the process would have ended with
 * @param out all that it printed
 * @param err all that it complained of
 */
public record CommandRun(int exitCode, String out, String err) {
    /** Runs {@code bochner <arguments>}. */
    public static CommandRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Bochner.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    /** What was printed, of a command that has to succeed without a complaint. */
    public String done() {
        assertEquals(0, exitCode, err);
        assertEquals("", err);
        return out.strip();
    }

    /** The complaint, of a command that has to end with this code, one line and nothing else. */
    public String failed(int expectedExitCode) {
        assertEquals(expectedExitCode, exitCode, out + err);
        assertEquals("", out);
        assertEquals(1, err.lines().count(), err);
        return err.strip();
    }
}
