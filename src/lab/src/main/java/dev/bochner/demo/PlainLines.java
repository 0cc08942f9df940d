package dev.bochner.demo;

import java.io.PrintStream;
import java.util.Locale;

/** One line at the start of each step: for logs, pipes and continuous integration. */
final class PlainLines implements ProgressDisplay {
    private final PrintStream out;
    private int lastStep;

    PlainLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void show(Progress progress) {
        if (progress.step() != lastStep) {
            lastStep = progress.step();
            out.printf(
                    Locale.ROOT,
                    "[%d/%d] %3d %% %4d s  %s%n",
                    progress.step(),
                    progress.steps(),
                    progress.percent(),
                    progress.seconds(),
                    progress.name());
        }
    }

    @Override
    public void close() {
        out.flush();
    }
}
