package dev.bochner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is in the jar that people submit. */
final class ApplicationJarIT {
    @Test
    void holdsTheProductAndNothingOfTheLaboratory() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("bochner.jar"))) {
            List<String> names = jar.stream().map(ZipEntry::getName).toList();
            List<String> laboratory = names.stream()
                    .filter(name -> name.matches("dev/bochner/(experiments|bench|demo|lab)/.*"))
                    .toList();
            assertEquals(List.of(), laboratory);
            assertTrue(names.contains("dev/bochner/rff/FeatureMap.class"));
            assertTrue(names.contains("dev/bochner/rff/VectorKernel.class"));
            assertEquals(
                    "dev.bochner.cli.Bochner",
                    jar.getManifest().getMainAttributes().getValue("Main-Class"));
            assertEquals("0.1.0", jar.getManifest().getMainAttributes().getValue("Implementation-Version"));
        }
    }
}
