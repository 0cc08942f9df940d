package dev.bochner.daily;

import dev.bochner.cli.Bochner;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Runs the daily job for several dates by the command line, in a JVM of its own. Arguments: the configuration, the dates. */
public final class DaysOfOneJvm {
    private DaysOfOneJvm() {}

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        for (String ds : Arrays.copyOfRange(arguments, 1, arguments.length)) {
            int code = Bochner.execute(out, err, "run", "--conf", arguments[0], "--ds", ds);
            if (code != 0) {
                System.exit(code);
            }
        }
    }
}
