package dev.bochner.rff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bochner.testkit.process.ChildProcess;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Other JVMs than the tests' own: one that lacks the module, and ones with shorter vectors. */
final class KernelChoiceIT {
    @TempDir
    private Path temp;

    @ParameterizedTest
    @CsvSource({
        "-Xmx64m, true, auto-vectorised loops (module jdk.incubator.vector is not there)",
        "--add-modules=jdk.incubator.vector -XX:MaxVectorSize=16, false, 'Vector API, 4 lanes'",
        "--add-modules=jdk.incubator.vector -XX:MaxVectorSize=8, false,"
                + " auto-vectorised loops (the Vector API has 2 lanes here)"
    })
    void everyJvmGivesTheBitsOfTheReference(String options, boolean missing, String description) {
        try (ChildProcess jvm = ChildProcess.start("jvm", java(options), temp)) {
            assertEquals(0, jvm.awaitExit(Duration.ofSeconds(60)), jvm::stderr);
            assertEquals(
                    List.of(description, "module is missing: " + missing, FeatureDigest.expected()),
                    jvm.stdout().lines().toList());
        }
    }

    /** With nothing on its class path but this project's classes. */
    private static ProcessBuilder java(String options) {
        String classPath = classes(FeatureMap.class) + File.pathSeparator + classes(FeatureDigest.class);
        String launcher =
                Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(Stream.of(
                        Stream.of(launcher),
                        Stream.of(options.split(" ")),
                        Stream.of("-cp", classPath, FeatureDigest.class.getName()))
                .flatMap(part -> part)
                .toList());
    }

    private static Path classes(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no path to " + type, e);
        }
    }
}
