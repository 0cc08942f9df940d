package dev.bochner.experiments.stability;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A pool of as many threads as Spark has cores. A fit or a training uses one core, so several run at the same time. */
final class Workers implements AutoCloseable {
    private final ExecutorService threads;

    Workers(int threads) {
        this.threads = Executors.newFixedThreadPool(threads);
    }

    /**
     * Runs all tasks and waits for them.
     *
     * @return the results in order
     * @throws IllegalStateException if one fails, with its exception as the cause, or the thread is interrupted
     */
    <T> List<T> all(List<? extends Callable<T>> work) {
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(work)) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A part of the experiment failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
