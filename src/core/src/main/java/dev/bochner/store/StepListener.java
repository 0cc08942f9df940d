package dev.bochner.store;

/**
 * Observes the steps of the store's protocol between which a crash may happen, by name: {@code claim}, {@code intents},
 * {@code rename-0}, {@code rename-1}, ..., {@code close}, {@code remove}, and {@code settle-...} when a dead run's steps are done
 * or undone. An exception that it throws propagates and leaves the table as a crash of the process would. It has no other effect.
 */
public interface StepListener {
    /** A listener that ignores all steps. */
    StepListener NONE = new StepListener() {};

    /** Called before the step is done. */
    default void before(String step) {}

    /** Called after the step has been done. */
    default void after(String step) {}

    /** Does a step, with calls to the listener before and after. */
    default void around(String step, Runnable work) {
        before(step);
        work.run();
        after(step);
    }
}
