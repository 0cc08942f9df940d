package dev.bochner.progress;

import java.io.PrintStream;
import java.util.Locale;

/** One line at the start of each step that was known beforehand, and every half a minute: for logs, pipes and continuous integration. */
final class PlainLines implements ProgressDisplay {
    private static final long SECONDS_BETWEEN = 30;

    private final PrintStream out;
    private int lastStep;
    private long lastSeconds;

    PlainLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void show(Progress progress) {
        boolean begins = progress.steps() > 0 && progress.step() != lastStep;
        if (begins || progress.seconds() - lastSeconds >= SECONDS_BETWEEN) {
            lastStep = progress.step();
            lastSeconds = progress.seconds();
            String number = progress.steps() > 0 ? "[" + progress.step() + "/" + progress.steps() + "]" : "bochner:";
            out.printf(
                    Locale.ROOT,
                    "%s %3d %% %4d s  %s%n",
                    number,
                    progress.percent(),
                    progress.seconds(),
                    progress.text());
        }
    }

    @Override
    public void close() {
        out.flush();
    }
}
