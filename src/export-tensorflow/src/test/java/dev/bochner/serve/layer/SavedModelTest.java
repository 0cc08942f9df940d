package dev.bochner.serve.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bochner.rff.Directions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tensorflow.Signature;
import org.tensorflow.Signature.TensorDescription;

/** SavedModel in TensorFlow. */
final class SavedModelTest extends LayerContract {
    @Override
    LayerFormat format() {
        return LayerFormat.named("savedmodel");
    }

    @Override
    Engine load(Path path) {
        return new TensorFlowEngine(path);
    }

    @Test
    void namesItsSignatureInputAndOutputAsServersAreTold() throws IOException {
        try (TensorFlowEngine engine = (TensorFlowEngine) engine(Layer.of(Directions.of(USUAL)))) {
            Signature signature = engine.model().function("serving_default").signature();
            assertEquals("tensorflow/serving/predict", signature.methodName());
            assertEquals(Set.of("embedding"), signature.inputNames());
            assertEquals(Set.of("features"), signature.outputNames());
            assertEquals("DT_FLOAT [-1, 64]", described(signature.getInputs(), "embedding"));
            assertEquals("DT_FLOAT [-1, 128]", described(signature.getOutputs(), "features"));
        }
    }

    private static String described(Map<String, TensorDescription> tensors, String name) {
        TensorDescription tensor = Optional.ofNullable(tensors.get(name)).orElseThrow();
        return tensor.dataType + " " + tensor.shape;
    }

    @Test
    void tellsTheWholeSpecToWhoeverHasTheFilesOrTheServer() throws IOException {
        Layer layer = Layer.of(Directions.of(USUAL));
        try (TensorFlowEngine engine = (TensorFlowEngine) engine(layer)) {
            assertEquals(layer.json(), engine.spec());
        }
        assertEquals(
                layer.json(),
                Files.readString(directory.resolve("layer-42/assets.extra/spec.json"))
                        .strip());
    }

    @Test
    void consistsOfAGraphAndTheSpecAndNoVariables() throws IOException {
        engine(Layer.of(Directions.of(USUAL))).close();
        Path root = directory.resolve("layer-42");
        try (Stream<Path> files = Files.walk(root)) {
            assertEquals(
                    Set.of("saved_model.pb", "assets.extra/spec.json"),
                    files.filter(Files::isRegularFile)
                            .map(file -> root.relativize(file).toString())
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }
}
