package dev.bochner.serve.layer;

import java.nio.file.Path;
import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/** An exported directory in TensorFlow, as a server would load it. */
public final class TensorFlowEngine implements Engine {
    private final SavedModelBundle model;

    /** Loads a directory; to be closed. */
    public TensorFlowEngine(Path directory) {
        model = SavedModelBundle.load(directory.toString(), SavedModelBundle.DEFAULT_TAG);
    }

    @Override
    public float[][] apply(float[][] rows, int d) {
        try (TFloat32 input = TFloat32.tensorOf(Shape.of(rows.length, d));
                Result result = call(fill(input, rows))) {
            TFloat32 output = (TFloat32) result.get(Layer.OUTPUT).orElseThrow();
            float[][] features =
                    new float[(int) output.shape().get(0)][(int) output.shape().get(1)];
            for (int n = 0; n < features.length; n++) {
                for (int c = 0; c < features[n].length; c++) {
                    features[n][c] = output.getFloat(n, c);
                }
            }
            return features;
        }
    }

    private Result call(TFloat32 input) {
        return model.function("serving_default").call(Map.of(Layer.INPUT, input));
    }

    private static TFloat32 fill(TFloat32 tensor, float[][] rows) {
        for (int n = 0; n < rows.length; n++) {
            for (int j = 0; j < rows[n].length; j++) {
                tensor.setFloat(rows[n][j], n, j);
            }
        }
        return tensor;
    }

    /** What the server says of the model. */
    String spec() {
        try (Result result = model.function("spec").call(Map.of())) {
            return ((TString) result.get("spec").orElseThrow()).getObject();
        }
    }

    SavedModelBundle model() {
        return model;
    }

    @Override
    public void close() {
        model.close();
    }
}
