package dev.bochner.serve.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bochner.rff.Directions;
import dev.bochner.store.NpyFile;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of arrays, read back without NumPy. */
final class NpzFileTest {
    private static final Layer LAYER = Layer.of(Directions.of(LayerContract.AS_IT_IS));

    @TempDir
    private Path directory;

    @Test
    void holdsWeightsScaleAndSpecUncompressed() throws IOException {
        try (ZipFile zip = new ZipFile(write("layer.npz").toFile())) {
            List<? extends ZipEntry> entries = Collections.list(zip.entries());
            assertEquals(
                    List.of("weights.npy", "scale.npy", "spec.npy"),
                    entries.stream().map(ZipEntry::getName).toList());
            entries.forEach(entry -> assertEquals(ZipEntry.STORED, entry.getMethod()));
            float[][] weights = NpyFile.read(bytes(zip, "weights.npy"), "weights.npy");
            assertEquals(LAYER.m(), weights.length);
            for (int i = 0; i < weights.length; i++) {
                assertArrayEquals(LAYER.weights(i), weights[i]);
            }
            String spec = new String(bytes(zip, "spec.npy"), Charset.forName("UTF-32LE"));
            assertEquals(LAYER.json(), spec.substring(spec.indexOf('{')));
        }
    }

    private static byte[] bytes(ZipFile zip, String entry) throws IOException {
        return zip.getInputStream(zip.getEntry(entry)).readAllBytes();
    }

    @Test
    void isTheSameBytesForTheSameLayer() throws IOException {
        assertArrayEquals(Files.readAllBytes(write("first.npz")), Files.readAllBytes(write("second.npz")));
    }

    private Path write(String name) throws IOException {
        Path file = directory.resolve(name);
        new NpzFile().write(LAYER, file);
        return file;
    }
}
