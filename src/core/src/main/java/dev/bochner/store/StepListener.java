package dev.bochner.store;

/**
 * Is told of every step of the store's protocol that a crash may fall between, by name: {@code claim}, {@code intents},
 * {@code rename-0}, {@code rename-1}, ..., {@code close}, {@code remove}, and {@code settle-...} when a dead run's steps are
 * done or undone. Whatever it throws passes through like the crash of the process. Listening changes nothing else.
 */
public interface StepListener {
    /** Hears nothing. */
    StepListener NONE = new StepListener() {};

    /** The step is about to be done. */
    default void before(String step) {}

    /** The step has been done. */
    default void after(String step) {}

    /** Does a step, telling of it. */
    default void around(String step, Runnable work) {
        before(step);
        work.run();
        after(step);
    }
}
