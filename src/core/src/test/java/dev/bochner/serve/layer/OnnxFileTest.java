package dev.bochner.serve.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import dev.bochner.rff.Directions;
import dev.bochner.rff.LinearMap;
import dev.bochner.rff.Stabiliser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** ONNX in ONNX Runtime, and what else is in the file. */
final class OnnxFileTest extends LayerContract {
    @Override
    LayerFormat format() {
        return new OnnxFile();
    }

    @Override
    Engine load(Path path) {
        return OnnxEngine.load(path);
    }

    @Test
    void namesItsInputAndOutputAsServersAreTold() throws IOException, OrtException {
        try (OnnxEngine engine = (OnnxEngine) engine(Layer.of(Directions.of(USUAL)))) {
            assertEquals(Map.of(), without(engine.session().getInputInfo(), "embedding"));
            TensorInfo input = (TensorInfo)
                    engine.session().getInputInfo().get("embedding").getInfo();
            TensorInfo output = (TensorInfo)
                    engine.session().getOutputInfo().get("features").getInfo();
            assertArrayEquals(new long[] {-1, 64}, input.getShape());
            assertArrayEquals(new long[] {-1, 128}, output.getShape());
            assertEquals("batch", input.getDimensionNames()[0]);
            assertEquals("batch", output.getDimensionNames()[0]);
        }
    }

    private static Map<String, ?> without(Map<String, ?> map, String key) {
        Map<String, Object> rest = new java.util.HashMap<>(map);
        rest.remove(key);
        return rest;
    }

    @Test
    void tellsTheWholeSpecToWhoeverLoadsIt() throws IOException, OrtException {
        Layer layer = Layer.of(Directions.of(USUAL));
        try (OnnxEngine engine = (OnnxEngine) engine(layer)) {
            Map<String, String> told = engine.session().getMetadata().getCustomMetadata();
            assertEquals(layer.metadata(), told);
            assertEquals("42", told.get("seed"));
            assertEquals("l2", told.get("normalisation"));
            assertEquals(
                    "46d20debbe5ac0bc85c21e0315c2342a8bfaa120323c360af8299e602ce19133", told.get("directions-sha256"));
            assertEquals("bochner", engine.session().getMetadata().getProducerName());
        }
    }

    @Test
    void holdsTheWeightsWhoseDigestItTells() throws IOException, NoSuchAlgorithmException {
        LinearMap w = LinearMap.of(Rows.gaussian(40, USUAL.d(), 0.3));
        Directions u = Directions.of(USUAL.stabilisedBy(Stabiliser.of(Stabiliser.Kind.PROCRUSTES)));
        Layer plain = Layer.of(Directions.of(USUAL));
        Layer folded = Layer.of(u, w, "2026-11-20", "a-run");
        assertEquals(plain.metadata().get("directions-sha256"), sha256(weights(plain, "plain", 64)));
        assertEquals(folded.metadata().get("weights-sha256"), sha256(weights(folded, "folded", 40)));
    }

    private byte[] weights(Layer layer, String name, long inputLength) throws IOException {
        Path file = directory.resolve(name);
        new OnnxFile().write(layer, file);
        TensorProto weights = ModelProto.parseFrom(Files.readAllBytes(file)).getGraph().getInitializerList().stream()
                .filter(tensor -> tensor.getName().equals("weights"))
                .findFirst()
                .orElseThrow();
        assertEquals(List.of(64L, inputLength), weights.getDimsList());
        return weights.getRawData().toByteArray();
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void isTheSameBytesForTheSameLayer() throws IOException {
        Layer layer = Layer.of(Directions.of(AS_IT_IS));
        Path first = directory.resolve("first");
        Path second = directory.resolve("second");
        new OnnxFile().write(layer, first);
        new OnnxFile().write(layer, second);
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    }
}
