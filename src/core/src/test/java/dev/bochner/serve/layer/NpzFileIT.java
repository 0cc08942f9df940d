package dev.bochner.serve.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bochner.rff.Directions;
import dev.bochner.rff.ErrorBound;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.testkit.Python;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The archive of arrays as a user of NumPy loads it. */
final class NpzFileIT {
    /** The layer in eight lines, for rows in a file of float32. */
    private static final String SCRIPT = """
            import json, sys
            import numpy as np
            layer = np.load(sys.argv[1])
            spec = json.loads(str(layer["spec"]))
            h = np.fromfile(sys.argv[2], "<f4").reshape(-1, layer["weights"].shape[1]).astype(np.float64)
            if spec["normalisation"] == "l2":
                h = h / np.sqrt((h * h).sum(axis=1, keepdims=True))
            z = h.astype(np.float32) @ layer["weights"].T
            features = layer["scale"] * np.stack([np.cos(z), np.sin(z)], axis=-1).reshape(len(z), -1)
            features.astype("<f4").tofile(sys.argv[3])
            """;

    private static final String DIGEST = """
            import hashlib, json, sys
            import numpy as np
            layer = np.load(sys.argv[1], allow_pickle=False)
            assert hashlib.sha256(layer["weights"].tobytes()).hexdigest() == json.loads(str(layer["spec"]))["directions-sha256"]
            print(sorted(layer.files), layer["weights"].dtype, layer["weights"].shape, layer["scale"].dtype, layer["scale"].shape)
            """;

    @TempDir
    private Path directory;

    static Stream<FeatureSpec> specs() {
        return LayerContract.specs();
    }

    @ParameterizedTest
    @MethodSource("specs")
    void agreesWithTheTable(FeatureSpec spec) throws IOException, InterruptedException {
        float[][] rows = Rows.gaussian(100, spec.d(), 1);
        Path embeddings = directory.resolve("embeddings");
        Path features = directory.resolve("features");
        Files.write(embeddings, bytes(rows, spec.d()));
        Python.run(SCRIPT, export(spec), embeddings.toString(), features.toString());

        Directions u = Directions.of(spec);
        Parity.assertHolds(
                ErrorBound.of(spec, u),
                rows,
                Rows.mapped(FeatureMap.of(spec, u), rows),
                rows(Files.readAllBytes(features), spec.columns()));
    }

    @Test
    void holdsUAndItsDigestWithoutPickle() throws IOException, InterruptedException {
        assertEquals(
                "['scale', 'spec', 'weights'] float32 (64, 64) float32 ()",
                Python.run(DIGEST, export(LayerContract.USUAL)));
    }

    private String export(FeatureSpec spec) throws IOException {
        Path file = directory.resolve("layer.npz");
        new NpzFile().write(Layer.of(Directions.of(spec)), file);
        return file.toString();
    }

    private static byte[] bytes(float[][] rows, int d) {
        ByteBuffer bytes = ByteBuffer.allocate(rows.length * d * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer floats = bytes.asFloatBuffer();
        for (float[] row : rows) {
            floats.put(row);
        }
        return bytes.array();
    }

    private static float[][] rows(byte[] bytes, int columns) {
        FloatBuffer floats =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[][] rows = new float[floats.remaining() / columns][columns];
        for (float[] row : rows) {
            floats.get(row);
        }
        return rows;
    }
}
