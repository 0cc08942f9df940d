package dev.bochner.serve.layer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * A layer as TensorFlow's SavedModel, a directory: signature {@code serving_default}, input {@code embedding}, output {@code
 * features}, batch axis free, no variables.
 *
 * <p><b>Metadata:</b> {@link Layer#json} stands twice: in {@code assets.extra/spec.json}, where a SavedModel keeps what its
 * users add, for who has the files; and as the only output, {@code spec}, of a second signature without inputs, {@code
 * spec}, for who has nothing but a server (TensorFlow Serving passes neither assets nor meta graphs on).
 *
 * <p>Lies outside the application jar, in Maven's profile {@code tensorflow}, with the 160 MB of native code that it calls.
 */
public final class SavedModel implements LayerFormat {
    private static final String NAME = "savedmodel";
    private static final String SPEC = "spec";

    /** For the ServiceLoader. */
    public SavedModel() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void write(Layer layer, Path target) throws IOException {
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            SavedModelBundle.exporter(target.toString())
                    .withSession(session)
                    .withSignatures(features(tf, layer), spec(tf, layer))
                    .export();
        }
        Path extra = Files.createDirectories(target.resolve("assets.extra"));
        Files.writeString(extra.resolve("spec.json"), layer.json() + "\n", StandardCharsets.UTF_8);
    }

    private static Signature features(Ops tf, Layer layer) {
        Placeholder<TFloat32> embedding = tf.withName(Layer.INPUT)
                .placeholder(TFloat32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, layer.inputLength())));
        Operand<TFloat32> features = new TensorFlowGraph(tf, layer).features(embedding);
        return Signature.builder()
                .key(Signature.DEFAULT_KEY)
                .methodName("tensorflow/serving/predict")
                .input(Layer.INPUT, embedding)
                .output(Layer.OUTPUT, features)
                .build();
    }

    private static Signature spec(Ops tf, Layer layer) {
        return Signature.builder()
                .key(SPEC)
                .methodName("tensorflow/serving/predict")
                .output(SPEC, tf.withName(SPEC).constant(layer.json()))
                .build();
    }
}
