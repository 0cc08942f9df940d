package dev.bochner.progress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What standard error is connected to. */
public final class Stderr {
    /** Where Linux and macOS show what it is connected to. */
    public static final Path DEVICE = Path.of("/dev/fd/2");

    private static final int FILE_TYPE = 0170000;
    private static final int CHARACTER_DEVICE = 0020000;

    private Stderr() {}

    /** The display that suits a process with this standard error and environment. */
    public static ProgressDisplay display(Path device, Map<String, String> environment) {
        boolean batch = environment.containsKey("CI") || "dumb".equals(environment.get("TERM"));
        return isTerminal(device) && !batch ? TerminalBar.open() : new PlainLines(System.err);
    }

    /** System.console() answers for standard input and output; standard error may go elsewhere. */
    private static boolean isTerminal(Path device) {
        try {
            return Files.getAttribute(device, "unix:mode") instanceof Integer mode
                    && (mode & FILE_TYPE) == CHARACTER_DEVICE;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            // A system that cannot say gets what every system can show.
            return false;
        }
    }
}
