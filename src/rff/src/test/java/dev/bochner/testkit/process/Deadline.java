package dev.bochner.testkit.process;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A point in time until which something is asked again and again. */
public final class Deadline {
    private static final long PAUSE_MILLIS = 50;

    private final long endNanos;

    private Deadline(long endNanos) {
        this.endNanos = endNanos;
    }

    public static Deadline of(Duration timeout) {
        return new Deadline(System.nanoTime() + timeout.toNanos());
    }

    /** The first value that the question yields; empty if none came in time. It is asked at least once. */
    public <T> Optional<T> await(Supplier<Optional<T>> question) {
        while (true) {
            Optional<T> answer = question.get();
            if (answer.isPresent() || System.nanoTime() - endNanos >= 0) {
                return answer;
            }
            pause();
        }
    }

    /** Whether the condition came to hold in time. */
    public boolean holds(BooleanSupplier condition) {
        return await(() -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty())
                .isPresent();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
