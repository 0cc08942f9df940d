package dev.bochner.progress;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;

/**
 * A progress bar in the last line of a terminal. While it is open, other output to System.out and System.err erases
 * the bar first, and the bar is drawn again below, so that log lines stay intact.
 *
 * <p>A logger that keeps a reference to the original System.err bypasses this: log4j's console appender needs {@code
 * follow = true}.
 */
final class TerminalBar implements ProgressDisplay {
    private static final int CELLS = 24;
    /** Where there is more to say than the name. */
    private static final int FEW_CELLS = 10;

    private static final int WIDTH = 79;

    private final PrintStream terminal = System.err;
    private final PrintStream stdout = System.out;
    private final Object lock = new Object();
    private String text = "";
    private boolean drawn;
    private boolean stays;
    private boolean foreignLineOpen;

    private TerminalBar() {}

    /** Takes over System.out and System.err until closed. */
    static TerminalBar open() {
        TerminalBar bar = new TerminalBar();
        System.setOut(bar.guarded(bar.stdout));
        System.setErr(bar.guarded(bar.terminal));
        return bar;
    }

    @Override
    public void show(Progress progress) {
        synchronized (lock) {
            erase();
            text = render(progress);
            stays = progress.steps() > 0;
            draw();
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            if (drawn && stays) {
                terminal.println();
                terminal.flush();
                drawn = false;
            }
            erase();
            text = "";
            System.setOut(stdout);
            System.setErr(terminal);
        }
    }

    /** At most 79 characters: a bar that wraps cannot be erased. */
    static String render(Progress progress) {
        int cells = progress.detail().isEmpty() ? CELLS : FEW_CELLS;
        int full = (int) Math.floor(cells * progress.share());
        String bar = "#".repeat(full) + ".".repeat(cells - full);
        String text = String.format(
                Locale.ROOT, "[%s] %3d %% %4d s  %s", bar, progress.percent(), progress.seconds(), progress.text());
        return text.length() > WIDTH ? text.substring(0, WIDTH) : text;
    }

    private void draw() {
        if (!foreignLineOpen && !text.isEmpty()) {
            terminal.print(text);
            terminal.flush();
            drawn = true;
        }
    }

    private void erase() {
        if (drawn) {
            terminal.print("\r" + " ".repeat(text.length()) + "\r");
            terminal.flush();
            drawn = false;
        }
    }

    private PrintStream guarded(PrintStream target) {
        return new PrintStream(new Guard(target), true, Charset.defaultCharset());
    }

    /** Erases the bar before other output and draws it again afterwards. */
    private final class Guard extends OutputStream {
        private final PrintStream target;

        Guard(PrintStream target) {
            this.target = target;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return;
            }
            synchronized (lock) {
                erase();
                target.write(bytes, offset, length);
                target.flush();
                foreignLineOpen = bytes[offset + length - 1] != '\n';
                draw();
            }
        }
    }
}
