package dev.bochner.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The machine's own Python with NumPy. Nothing is installed: {@code python3} is found on PATH. */
public final class Python {
    private static final int TIMEOUT_SECONDS = 120;

    private Python() {}

    /**
     * Runs a script; the test is skipped if there is no Python with NumPy, and fails if the script does.
     *
     * @param script its text; {@code sys.argv[1:]} are the arguments
     * @return what it printed
     */
    public static String run(String script, String... arguments) throws IOException, InterruptedException {
        MachineTool.PYTHON.require(execute("import numpy").code() == 0);
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
