package dev.bochner.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The machine's own Python with NumPy. Nothing is installed: {@code python3} is found on PATH. */
public final class Python {
    /** Set to {@code required}, a missing Python or NumPy is a failure and not a reason to skip. */
    private static final String VARIABLE = "BOCHNER_PYTHON";

    private static final int TIMEOUT_SECONDS = 120;

    private Python() {}

    /**
     * Runs a script; the test is skipped if there is no Python with NumPy, and fails if the script does.
     *
     * @param script its text; {@code sys.argv[1:]} are the arguments
     * @return what it printed
     */
    public static String run(String script, String... arguments) throws IOException, InterruptedException {
        boolean present = execute("import numpy").code() == 0;
        if (!present && "required".equals(System.getenv(VARIABLE))) {
            throw new IllegalStateException(
                    "python3 with NumPy is not on PATH, and " + VARIABLE + " is \"required\"; install python3-numpy");
        }
        Assumptions.assumeTrue(present, "python3 with NumPy is not on PATH: no script was run");
        Ended ended = execute(script, arguments);
        if (ended.code() != 0) {
            throw new AssertionError("Python ended with " + ended.code() + ": " + ended.output());
        }
        return ended.output().strip();
    }

    private record Ended(int code, String output) {}

    private static Ended execute(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("python3", "-c", script));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException absent) {
            return new Ended(127, String.valueOf(absent.getMessage()));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("Python has not ended after " + TIMEOUT_SECONDS + " s: " + output);
        }
        return new Ended(process.exitValue(), output);
    }
}
