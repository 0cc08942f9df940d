package dev.bochner.experiments.deep.torch;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.util.Map;

/**
 * The engine. It computes on one thread, so that a training has the same bits each time: the networks here are too small
 * to gain by more.
 *
 * <p>It asks nothing of a network: the native libraries come out of jars of the class path. Left alone, DJL would look for
 * others on the internet and report its use to its makers.
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
