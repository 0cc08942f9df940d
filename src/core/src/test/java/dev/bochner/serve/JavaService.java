package dev.bochner.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.testkit.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The program of docs/consume.md that computes features with bochner-rff, and nothing else, on its class path. */
final class JavaService {
    private static final Path RECIPES = Path.of("docs/consume.md");
    private static final Pattern PROGRAM = Pattern.compile("```java\n(import [^`]*class Features [^`]*)```");

    private JavaService() {}

    /** What it prints for these embeddings. */
    static float[][] phi(FeatureSpec spec, float[][] embeddings, Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("Features.java"), program());
            Path input = Files.writeString(directory.resolve("embeddings.txt"), lines(embeddings));
            ProcessBuilder java = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            classPath().toString(),
                            "Features.java",
                            Integer.toString(spec.d()),
                            Integer.toString(spec.m()),
                            Long.toString(spec.seed()),
                            Double.toString(spec.sigma()),
                            input.toString())
                    .directory(directory.toFile());
            try (ChildProcess process = ChildProcess.start("features", java, directory)) {
                assertEquals(0, process.awaitExit(Duration.ofMinutes(2)), process::stderr);
                return process.stdout().lines().map(JavaService::parse).toArray(float[][]::new);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String program() throws IOException {
        Matcher matcher = PROGRAM.matcher(Files.readString(RECIPES));
        if (!matcher.find()) {
            throw new AssertionError(RECIPES + " holds no Java program with a class Features");
        }
        return matcher.group(1);
    }

    /** The jar of bochner-rff, or the directory of its classes. */
    private static Path classPath() {
        try {
            return Path.of(FeatureMap.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no path to bochner-rff", e);
        }
    }

    private static String lines(float[][] rows) {
        return Stream.of(rows).map(Arrays::toString).collect(Collectors.joining("\n"));
    }

    private static float[] parse(String line) {
        String[] numbers = line.substring(1, line.length() - 1).split(", ");
        float[] row = new float[numbers.length];
        for (int j = 0; j < row.length; j++) {
            row[j] = Float.parseFloat(numbers[j]);
        }
        return row;
    }
}
