package dev.bochner.serve;

import dev.bochner.serve.Consumer.Agreement;
import dev.bochner.serve.layer.TensorFlowEngine;
import java.util.stream.Stream;

/** All consumers, TensorFlow among them. */
class TensorFlowConsumersIT extends ConsumersContract {
    @Override
    Stream<Consumer> byTable() {
        return Stream.concat(
                super.byTable(),
                Stream.of(new Consumer(
                        "TensorFlow",
                        Agreement.WITHIN_ERROR_BOUND,
                        served -> byLayer(served, "savedmodel", TensorFlowEngine::new))));
    }
}
