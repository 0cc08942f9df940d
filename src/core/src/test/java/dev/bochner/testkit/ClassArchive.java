package dev.bochner.testkit;

import dev.bochner.testkit.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Spark's classes, parsed and verified, in a file that JVMs of Spark map into memory (class data sharing): they need half of
 * the processor time until they are at work. Made by the first that is started, and again when the jars are newer.
 */
final class ClassArchive {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static boolean ready;

    private ClassArchive() {}

    /** What tells a JVM to use it. One that cannot (another class path, say) starts as if there were none. */
    static synchronized List<String> options() {
        Path file = SparkHome.path().resolve("spark.jsa");
        if (!ready) {
            makeUnlessFresh(file);
        }
        ready = true;
        return List.of("-XX:SharedArchiveFile=" + file, "-Xshare:auto", "-Xlog:disable", "-Xlog:all=error:stderr");
    }

    /** Of two forks one makes it, and the other waits. */
    private static void makeUnlessFresh(Path archive) {
        Path lock = archive.resolveSibling("spark.jsa.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (held.isValid() && !isFresh(archive)) {
                make(archive);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + lock, e);
        }
    }

    private static boolean isFresh(Path archive) {
        try (Stream<Path> jars = Files.list(SparkHome.path().resolve("jars"))) {
            FileTime made = Files.exists(archive) ? Files.getLastModifiedTime(archive) : FileTime.fromMillis(0);
            return jars.map(ClassArchive::lastModified).allMatch(time -> time.compareTo(made) < 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the jars of " + SparkHome.path(), e);
        }
    }

    private static FileTime lastModified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + file, e);
        }
    }

    /** Runs a small application and keeps the classes that it loaded. */
    private static void make(Path archive) {
        Path directory = TestFiles.freshDirectory("archive");
        Path jar = TestJar.of(directory.resolve("tour.jar"), TestApp.class);
        Path made = directory.resolve("spark.jsa");
        SparkSubmit tour = SparkSubmit.of(jar, TestApp.class.getName())
                .withArguments("tour", directory.resolve("data").toUri().toString());
        List<String> options = new ArrayList<>(SparkHome.SHORT_LIVED);
        options.add("-XX:ArchiveClassesAtExit=" + made);
        ProcessBuilder builder = SparkHome.java(options, "768m", SparkSubmit.MAIN_CLASS, tour.submitArguments());
        try (ChildProcess child = ChildProcess.start("archive", builder, directory)) {
            if (child.awaitExit(PATIENCE) != 0) {
                throw child.failure("did not end well");
            }
            Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot move " + made + " to " + archive, e);
        }
    }
}
