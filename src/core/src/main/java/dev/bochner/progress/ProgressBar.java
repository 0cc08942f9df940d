package dev.bochner.progress;

import dev.bochner.progress.ProgressDisplay.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Progress of a sequence of steps: the program advances it from step to step, and the Spark tasks that end advance it
 * within a step. Never goes back, and reaches the end of a step only when the step ends.
 */
public final class ProgressBar implements AutoCloseable {
    private final List<Step> steps;
    private final ProgressDisplay display;
    private final InstantSource clock;
    private final Instant start;
    private final Timer timer = new Timer("progress", true);
    private int current = -1;
    private int tasksEnded;
    private boolean closed;

    /**
     * One step.
     *
     * @param name a few words
     * @param weight its expected time, relative to the other steps'
     * @param tasks how many Spark tasks it is expected to run, 1 or more
     */
    public record Step(String name, int weight, int tasks) {}

    /** A sequence of steps that has not begun. */
    public ProgressBar(List<Step> steps, ProgressDisplay display, InstantSource clock) {
        this.steps = List.copyOf(steps);
        this.display = display;
        this.clock = clock;
        this.start = clock.instant();
    }

    /** Updates the elapsed time every second, also during long tasks. */
    public void tickEverySecond() {
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        refresh();
                    }
                },
                1_000,
                1_000);
    }

    /** Ends the current step and begins the next. */
    public synchronized void next() {
        current++;
        tasksEnded = 0;
        show();
    }

    /** Counts the tasks of an application as its tasks end. */
    public SparkListener listener() {
        return new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                taskEnded();
            }
        };
    }

    synchronized void taskEnded() {
        tasksEnded++;
        refresh();
    }

    private synchronized void refresh() {
        if (!closed && current >= 0) {
            show();
        }
    }

    /** Ends the last step. */
    public synchronized void done() {
        current = steps.size();
        closed = true;
        display.show(new Progress(current, current, "done", 1, seconds()));
    }

    /** Late task events are ignored from here on. */
    @Override
    public synchronized void close() {
        closed = true;
        timer.cancel();
        display.close();
    }

    private void show() {
        Step step = steps.get(current);
        display.show(new Progress(current + 1, steps.size(), step.name(), share(step), seconds()));
    }

    private long seconds() {
        return Duration.between(start, clock.instant()).toSeconds();
    }

    private double share(Step step) {
        double before = weight(steps.subList(0, current));
        double within = Math.min(0.99, tasksEnded / (double) step.tasks());
        return (before + within * step.weight()) / weight(steps);
    }

    private static double weight(List<Step> steps) {
        return steps.stream().mapToInt(Step::weight).sum();
    }
}
