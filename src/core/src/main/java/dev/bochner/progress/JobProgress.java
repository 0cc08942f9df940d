package dev.bochner.progress;

import dev.bochner.progress.ProgressDisplay.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import org.apache.spark.SparkContext;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.StageInfo;
import scala.jdk.javaapi.CollectionConverters;

/**
 * How far the Spark jobs of a command are. A step is what runs under one description of jobs ({@code setJobGroup}); how many
 * steps there will be nobody knows, so the share is that of the step: of the tasks of its jobs that have started so far. It
 * never goes back within a step. Time left is as if the rest of the step took what the part before it took.
 */
public final class JobProgress implements AutoCloseable {
    private static final String DESCRIPTION = "spark.job.description";
    private static final String OURS = "bochner: ";
    private static final String UNNAMED = "reading";

    /** Below it the time left would be a guess. */
    private static final double ENOUGH = 0.05;

    private final ProgressDisplay display;
    private final InstantSource clock;
    private final Instant start;
    private final Timer timer = new Timer("progress", true);
    private final SparkListener listener = new Listener();
    private Runnable detach = () -> {};
    private boolean closed;

    private int step = 1;
    private String name = "starting";
    private Instant began;
    private int tasks;
    private int ended;
    private long rows;
    private double share;

    JobProgress(ProgressDisplay display, InstantSource clock) {
        this.display = display;
        this.clock = clock;
        this.start = clock.instant();
        this.began = start;
    }

    /** Shows the progress of an application's jobs on standard error until closed. */
    public static JobProgress of(SparkContext context) {
        JobProgress progress =
                new JobProgress(Stderr.display(Stderr.device(), System.getenv()), InstantSource.system());
        context.addSparkListener(progress.listener);
        progress.detach = () -> context.removeSparkListener(progress.listener);
        progress.timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        progress.show();
                    }
                },
                1_000,
                1_000);
        return progress;
    }

    /** A job with this description begins; of none, what runs is a part of the step before. */
    synchronized void jobStarted(Optional<String> description, int jobTasks) {
        String next = description
                .map(text -> text.startsWith(OURS) ? text.substring(OURS.length()) : text)
                .orElse(step == 1 ? UNNAMED : name);
        if (!next.equals(name)) {
            step++;
            name = next;
            began = clock.instant();
            tasks = 0;
            ended = 0;
            rows = 0;
            share = 0;
        }
        tasks += jobTasks;
        show();
    }

    /** A task ended that read so many rows of a source. */
    synchronized void taskEnded(long rowsRead) {
        ended++;
        rows += rowsRead;
        share = Math.max(share, Math.min(1, ended / (double) Math.max(1, tasks)));
        show();
    }

    private synchronized void show() {
        if (!closed) {
            display.show(new Progress(step, 0, name, share, seconds(start), detail()));
        }
    }

    private String detail() {
        double elapsed = Math.max(1, Duration.between(began, clock.instant()).toMillis() / 1_000.0);
        StringBuilder detail = new StringBuilder();
        if (rows > 0) {
            detail.append(compact(rows))
                    .append(" rows, ")
                    .append(compact(Math.round(rows / elapsed)))
                    .append(" rows/s");
        }
        if (share >= ENOUGH && share < 1) {
            detail.append(detail.isEmpty() ? "" : ", ")
                    .append(Math.round(elapsed * (1 - share) / share))
                    .append(" s left");
        }
        return detail.toString();
    }

    /** Three digits or so. */
    static String compact(long number) {
        if (number < 10_000) {
            return Long.toString(number);
        }
        return number < 1_000_000 ? number / 1_000 + " k" : String.format(Locale.ROOT, "%.1f M", number / 1_000_000.0);
    }

    private long seconds(Instant since) {
        return Duration.between(since, clock.instant()).toSeconds();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        detach.run();
        timer.cancel();
        display.close();
    }

    /** Spark's events, on a thread of Spark's. */
    private final class Listener extends SparkListener {
        @Override
        public void onJobStart(SparkListenerJobStart job) {
            Optional<String> description =
                    Optional.ofNullable(job.properties()).map(properties -> properties.getProperty(DESCRIPTION));
            int jobTasks = CollectionConverters.asJava(job.stageInfos()).stream()
                    .mapToInt(StageInfo::numTasks)
                    .sum();
            jobStarted(description, jobTasks);
        }

        @Override
        public void onTaskEnd(SparkListenerTaskEnd task) {
            TaskMetrics metrics = task.taskMetrics();
            taskEnded(metrics == null ? 0 : metrics.inputMetrics().recordsRead());
        }
    }
}
