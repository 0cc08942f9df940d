package dev.bochner.daily;

import static dev.bochner.daily.DailyTable.DS;
import static dev.bochner.daily.DailyTable.NEXT_DS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bochner.daily.DailyResult.Status;
import dev.bochner.store.Publication.Existing;
import dev.bochner.testkit.EmbeddingTable;
import dev.bochner.testkit.Fixtures;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How many Spark jobs a run takes: on a small table each is a visible part of its time. */
@ExtendWith(Fixtures.class)
class SparkJobsIT {
    @TempDir
    java.nio.file.Path local;

    private SparkSession spark;
    private DailyTable table;

    @BeforeEach
    void makesATable(SparkSession shared) {
        spark = shared;
        Path directory = new Path("file://" + local);
        Path source = new Path(directory, "embeddings");
        EmbeddingTable.of(200, 16, 7).write(spark, source.toString(), 3);
        table = DailyTable.in(directory, spark.sparkContext().hadoopConfiguration(), source);
    }

    /** The schema is read from one footer, the ids are looked through once, the rows are read once. */
    @Test
    void takesThreeOnceTheDimensionIsKnown() throws Exception {
        run(DS);
        assertEquals(3, jobs(() -> run(NEXT_DS)).size());
    }

    @Test
    void takesTwoWhereIdsAreUniqueByContract() throws Exception {
        run(DS);
        assertEquals(2, jobs(() -> run(NEXT_DS, "source.unique-ids=true")).size());
    }

    @Test
    void takesOneToFindThatNothingIsNew() throws Exception {
        run(DS);
        assertEquals(
                1, jobs(() -> assertEquals(Status.ALREADY_PUBLISHED, run(DS))).size());
    }

    private Status run(LocalDate ds, String... overrides) {
        return DailyJob.of(spark, table.config(overrides))
                .run(ds, Existing.REFUSE)
                .status();
    }

    private List<String> jobs(Runnable work) throws Exception {
        List<String> started = Collections.synchronizedList(new ArrayList<>());
        SparkListener listener = new SparkListener() {
            @Override
            public void onJobStart(SparkListenerJobStart job) {
                started.add(job.stageInfos().apply(0).name());
            }
        };
        spark.sparkContext().addSparkListener(listener);
        try {
            work.run();
            spark.sparkContext().listenerBus().waitUntilEmpty();
        } finally {
            spark.sparkContext().removeSparkListener(listener);
        }
        return started;
    }
}
