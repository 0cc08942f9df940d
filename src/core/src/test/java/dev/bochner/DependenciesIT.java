package dev.bochner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Pins name and version of each library that the build hands on: what is shaded into the application jar, and the jars of
 * Spark in {@code target/spark}. A new version is then a line in a diff, and somebody looks for advisories;
 * {@code docs/security.md} lists those that are known.
 */
final class DependenciesIT {
    private static final Path PINNED = Path.of("src/core/src/test/resources/dependencies.txt");
    private static final Path SPARK_HOME = Path.of(System.getProperty("bochner.spark.home", "target/spark"));
    private static final Path BUILD = SPARK_HOME.resolveSibling("");

    /** A line of Maven's {@code dependency:list}, such as {@code com.typesafe:config:jar:1.4.5:compile}. */
    private static final Pattern LIBRARY =
            Pattern.compile("^ +([^:\\s]+:[^:\\s]+):jar:([^:\\s]+):(?:compile|runtime)\\b.*");

    private static final String ADVICE =
            "The libraries of the build are not those of %s. If jars of an earlier build are"
                    + " left in %s, delete it and build again. If the change is meant, look for advisories, bring"
                    + " docs/security.md up to date, and cp %s %s";

    @Test
    void areThoseUnderVersionControl() throws IOException {
        String found = "# Libraries that the build hands on, by name and version; pinned by DependenciesIT.\n"
                + section("application jar", applicationLibraries())
                + section("target/spark/jars", names(SPARK_HOME.resolve("jars")));
        Path actual = Files.writeString(BUILD.resolve("dependencies.txt"), found);
        assertEquals(Files.readString(PINNED), found, ADVICE.formatted(PINNED, SPARK_HOME, actual, PINNED));
    }

    /** What the list of libraries does not tell: that the jar has classes of nothing else. */
    @Test
    void theApplicationJarHasNoClassesButItsOwnAndTheirs() throws IOException {
        Path jar = Path.of(System.getProperty("bochner.jar", "target/bochner-0.1.0.jar"));
        Set<String> roots = new TreeSet<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.replaceFirst("^(dev/bochner/)(shaded/[^/]+/)?.*", "$1$2"))
                    .forEach(roots::add);
        }
        String shaded = "dev/bochner/shaded/";
        assertEquals(
                Set.of(
                        "dev/bochner/",
                        shaded + "config/",
                        shaded + "mustache/",
                        shaded + "onnx/",
                        shaded + "picocli/",
                        shaded + "protobuf/"),
                roots);
    }

    private static String section(String title, Stream<String> lines) {
        return lines.sorted().collect(Collectors.joining("\n", "\n[" + title + "]\n", "\n"));
    }

    /** Those of Maven's list, but for the project's own modules. */
    private static Stream<String> applicationLibraries() throws IOException {
        return Files.readAllLines(BUILD.resolve("application-dependencies.txt")).stream()
                .map(LIBRARY::matcher)
                .filter(Matcher::matches)
                .map(library -> library.group(1) + ":" + library.group(2))
                .filter(library -> !library.startsWith("dev.bochner:"));
    }

    private static Stream<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
