package dev.bochner.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** A signal to a process, as {@code kill} sends it. */
public enum Signal {
    /** Freezes: the process keeps its files, locks and connections, and does nothing. */
    STOP,
    /** Lets a frozen process go on as if nothing had been. */
    CONT,
    KILL;

    /** Sends it; fails if there is no such process. */
    public void sendTo(ProcessHandle process) {
        String[] command = {"kill", "-" + name(), Long.toString(process.pid())};
        try {
            Process kill = new ProcessBuilder(command).inheritIO().start();
            if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending " + this, e);
        }
    }
}
