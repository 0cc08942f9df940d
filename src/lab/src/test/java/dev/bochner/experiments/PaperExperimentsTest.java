package dev.bochner.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.experiments.paper.Experiment;
import dev.bochner.experiments.paper.ExperimentOptions;
import dev.bochner.experiments.paper.Findings;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PaperExperimentsTest {
    @TempDir
    private Path jar;

    @Test
    void takesThoseOfOtherJarsToo() throws IOException {
        List<Experiment> all = allWith(Another.class);
        assertEquals(PaperExperiments.all().size() + 1, all.size());
        assertEquals("another", all.get(all.size() - 1).name());
    }

    @Test
    void refusesASecondOneOfTheSameName() {
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> allWith(SameName.class));
        assertEquals(
                "Two experiments have the name lemma-1, the second is " + SameName.class.getName(), e.getMessage());
    }

    @Test
    void everyOneSaysWhatItDoesUnderANameForFiles() {
        for (Experiment experiment : PaperExperiments.all()) {
            assertTrue(experiment.name().matches("[a-z0-9]+(-[a-z0-9]+)*"), experiment.name());
            assertTrue(experiment.description().endsWith("."), experiment.description());
        }
    }

    private List<Experiment> allWith(Class<? extends Experiment> more) throws IOException {
        Path services = Files.createDirectories(jar.resolve("META-INF/services"));
        Files.writeString(services.resolve(Experiment.class.getName()), more.getName());
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader())) {
            return PaperExperiments.all(loader);
        }
    }

    /** As another jar would bring it. */
    public static class Another implements Experiment {
        @Override
        public String name() {
            return "another";
        }

        @Override
        public String description() {
            return "Nothing.";
        }

        @Override
        public Findings run(ExperimentOptions options, Consumer<String> progress) {
            return Findings.titled("Nothing").build();
        }
    }

    /** One that is there already. */
    public static final class SameName extends Another {
        @Override
        public String name() {
            return "lemma-1";
        }
    }
}
