package dev.bochner.daily;

import dev.bochner.config.ConfigLoader;
import dev.bochner.config.JobConfig;
import dev.bochner.store.Publication.Existing;
import dev.bochner.store.StepListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * The daily job in a process that dies of SIGKILL right before a step of its publication. Arguments: the configuration,
 * the date, what to do about what is published, the step, then overrides of the configuration.
 */
public final class DyingDriver {
    private DyingDriver() {}

    public static void main(String[] arguments) {
        List<String> all = List.of(arguments);
        SparkSession spark = SparkSession.builder().appName("dying").getOrCreate();
        JobConfig config = ConfigLoader.load(
                all.get(0), all.subList(4, all.size()), spark.sparkContext().hadoopConfiguration());
        DailyJob.of(spark, config)
                .listenedToBy(new DeathBefore(all.get(3)))
                .run(LocalDate.parse(all.get(1)), Existing.valueOf(all.get(2)));
        throw new IllegalStateException("There was no step " + all.get(3));
    }

    /** Kills the process before a step. */
    record DeathBefore(String fatal) implements StepListener {
        @Override
        public void before(String step) {
            if (!step.equals(fatal)) {
                return;
            }
            try {
                // Unlike Runtime.halt, it cannot even be noticed.
                new ProcessBuilder(
                                "kill",
                                "-KILL",
                                Long.toString(ProcessHandle.current().pid()))
                        .start();
                Thread.sleep(60_000);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("Survived SIGKILL");
        }
    }
}
