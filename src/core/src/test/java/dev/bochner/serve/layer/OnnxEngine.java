package dev.bochner.serve.layer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** An exported file in ONNX Runtime, as a service in Java would use it. */
public final class OnnxEngine implements Engine {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    private OnnxEngine(Path file) throws OrtException {
        session = environment.createSession(file.toString());
    }

    /** Loads a file; close what comes of it. */
    public static OnnxEngine load(Path file) {
        try {
            return new OnnxEngine(file);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public float[][] apply(float[][] rows, int d) {
        FloatBuffer flat = FloatBuffer.allocate(rows.length * d);
        for (float[] row : rows) {
            flat.put(row);
        }
        long[] shape = {rows.length, d};
        try (OnnxTensor input = OnnxTensor.createTensor(environment, flat.rewind(), shape);
                OrtSession.Result result = session.run(Map.of(Layer.INPUT, input), Set.of(Layer.OUTPUT))) {
            return (float[][]) result.get(Layer.OUTPUT).orElseThrow().getValue();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    OrtSession session() {
        return session;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
