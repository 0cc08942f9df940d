package dev.bochner.experiments.deep.torch;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.util.Map;

/**
 * The PyTorch engine. It computes on one thread, so that a training gives the same bits each time; the networks here
 * are too small to gain from several threads.
 *
 * <p>It does not access the internet: the native libraries come from jars on the class path. By default DJL would
 * look for others on the internet and report its use.
 */
final class Torch {
    private static final Map<String, String> SETTINGS = Map.of(
            "ai.djl.offline", "true",
            "OPT_OUT_TRACKING", "true",
            "ai.djl.pytorch.num_threads", "1",
            "ai.djl.pytorch.num_interop_threads", "1");

    static {
        SETTINGS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }

    private static final Engine ENGINE = Engine.getEngine("PyTorch");

    private Torch() {}

    /** A manager of arrays; closing it frees them. */
    static NDManager manager() {
        return ENGINE.newBaseManager();
    }
}
