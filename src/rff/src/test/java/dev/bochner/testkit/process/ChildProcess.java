package dev.bochner.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A process that a test started: its output goes to files, every wait has a deadline, and it dies with its descendants,
 * at the latest when this JVM ends.
 */
public final class ChildProcess implements AutoCloseable {
    private static final int TAIL_LINES = 60;
    private static final Duration DEATH = Duration.ofSeconds(20);
    private static final Set<ChildProcess> LIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> LIVE.forEach(ChildProcess::kill), "kill-children"));
    }

    private final String name;
    private final Process process;
    private final Path stdout;
    private final Path stderr;

    private ChildProcess(String name, Process process, Path stdout, Path stderr) {
        this.name = name;
        this.process = process;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /** Starts a process whose output goes to {@code <logs>/<name>.out} and {@code .err}. */
    public static ChildProcess start(String name, ProcessBuilder builder, Path logs) {
        Path stdout = logs.resolve(name + ".out");
        Path stderr = logs.resolve(name + ".err");
        try {
            Files.createDirectories(logs);
            Process process = builder.redirectOutput(stdout.toFile())
                    .redirectError(stderr.toFile())
                    .start();
            process.getOutputStream().close();
            ChildProcess child = new ChildProcess(name, process, stdout, stderr);
            LIVE.add(child);
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name + ": " + builder.command(), e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** All that was written to standard output so far. */
    public String stdout() {
        return read(stdout);
    }

    /** All that was written to standard error so far. */
    public String stderr() {
        return read(stderr);
    }

    /**
     * Waits for the process to end.
     *
     * @return its exit code; 128 + n after signal n
     * @throws AssertionError if it is still alive after the timeout; it is killed then
     */
    public int awaitExit(Duration timeout) {
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
                throw failure("is still running after " + timeout);
            }
            LIVE.remove(this);
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + name, e);
        }
    }

    /**
     * Waits until a line of either output contains a match.
     *
     * @throws AssertionError if none does within the timeout, or if the process ends without
     */
    public MatchResult awaitLine(String regex, Duration timeout) {
        Pattern pattern = Pattern.compile(regex, Pattern.MULTILINE);
        return Deadline.of(timeout)
                .await(() -> {
                    // Asked before reading: what a process wrote before its end is then never missed.
                    boolean alive = isAlive();
                    Optional<MatchResult> match = find(pattern);
                    if (match.isEmpty() && !alive) {
                        throw failure("ended with " + process.exitValue() + " before a line matched " + regex);
                    }
                    return match;
                })
                .orElseThrow(() -> failure("wrote no line that matches " + regex + " within " + timeout));
    }

    private Optional<MatchResult> find(Pattern pattern) {
        return Stream.of(stdout(), stderr())
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(Matcher::toMatchResult)
                .findFirst();
    }

    /** The processes that this one started, theirs included. */
    public Stream<ProcessHandle> descendants() {
        return process.descendants();
    }

    /** Kills the process and its descendants with SIGKILL and waits until they are gone. Does nothing if they are. */
    public void kill() {
        List<ProcessHandle> family =
                Stream.concat(Stream.of(process.toHandle()), descendants()).toList();
        family.forEach(ProcessHandle::destroyForcibly);
        boolean gone = Deadline.of(DEATH)
                .holds(() -> !process.isAlive() && family.stream().noneMatch(ChildProcess::isRunning));
        if (!gone) {
            throw failure("survives SIGKILL for " + DEATH);
        }
        LIVE.remove(this);
    }

    /** A killed orphan stays in the process table until process 1 asks for it, which in a container may be never. */
    static boolean isRunning(ProcessHandle process) {
        Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        try {
            return process.isAlive() && !Files.readString(stat).contains(") Z ");
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + stat, e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    /** A failure that says which process, what about it, and what it wrote last. */
    public AssertionError failure(String problem) {
        return new AssertionError(name + " (pid " + pid() + ") " + problem + "\n--- end of " + stdout + "\n"
                + tail(stdout()) + "\n--- end of " + stderr + "\n" + tail(stderr()));
    }

    private static String tail(String text) {
        List<String> lines = text.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
