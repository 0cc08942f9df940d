package dev.bochner.progress;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What standard error is connected to. */
public final class Stderr {
    private static final int FILE_TYPE = 0170000;
    private static final int CHARACTER_DEVICE = 0020000;

    /** The descriptor that was standard error when scripts/bochner was started, where the JVM got another one. */
    private static final String PROPERTY = "bochner.stderr";

    private static final int USUAL = 2;

    private static int descriptor = USUAL;

    private Stderr() {}

    /**
     * Makes System.err what standard error was for whoever started scripts/bochner. The script gives the JVM a filter in its
     * place, which drops the one line that every JVM prints about a module in incubation, before any of this program
     * runs; from here on nothing needs to go through it. Where that is impossible, all of it does.
     */
    public static synchronized void restore() {
        int wanted = Integer.getInteger(PROPERTY, USUAL);
        if (wanted == USUAL || descriptor == wanted) {
            return;
        }
        try {
            // Opening /dev/fd/3 would begin a file anew that the output is redirected to. Spark opens java.io to
            // everybody.
            Constructor<FileDescriptor> constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
            constructor.setAccessible(true);
            FileOutputStream stream = new FileOutputStream(constructor.newInstance(wanted));
            System.setErr(new PrintStream(stream, true, Charset.defaultCharset()));
            descriptor = wanted;
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            descriptor = USUAL;
        }
    }

    /** Where Linux and macOS show what it is connected to. */
    public static synchronized Path device() {
        return Path.of("/dev/fd/" + descriptor);
    }

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
