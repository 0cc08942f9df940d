package dev.bochner.daily;

import dev.bochner.config.JobConfig;
import dev.bochner.daily.DailyResult.Status;
import dev.bochner.daily.DayRun.DependentDays;
import dev.bochner.rff.Stabiliser.Kind;
import dev.bochner.stabilise.Chain;
import dev.bochner.store.ConflictException;
import dev.bochner.store.FailureText;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.Publication.Existing;
import dev.bochner.store.RunRecord.Command;
import dev.bochner.store.RunSession;
import dev.bochner.store.RunSession.Request;
import dev.bochner.store.StepListener;
import dev.bochner.store.VersionId;
import dev.bochner.store.source.EmbeddingSnapshot;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The daily job: a day's embeddings become a published snapshot of every configured feature version, all or none.
 *
 * <p>A failure is an exception; a refusal by the data gate or the audit is a result. Either way nothing is published, the
 * quarantine is kept, and {@code _runs/<run-id>.json} records the outcome.
 */
public final class DailyJob {
    private final SparkSession spark;
    private final JobConfig config;
    private final StepListener listener;

    private DailyJob(SparkSession spark, JobConfig config, StepListener listener) {
        this.spark = spark;
        this.config = config;
        this.listener = listener;
    }

    /** Creates the job of a configuration. */
    public static DailyJob of(SparkSession spark, JobConfig config) {
        return new DailyJob(spark, config, StepListener.NONE);
    }

    /** Returns the same job with a listener for every step of its publication. */
    public DailyJob listenedToBy(StepListener stepListener) {
        return new DailyJob(spark, config, stepListener);
    }

    /**
     * Runs the job for one date.
     *
     * @param existing what to do about a snapshot that is already published from other input
     * @throws ConflictException if the change conflicts with what is published or with another run
     * @throws dev.bochner.store.source.SourceException if the source is missing, unreadable or incomplete
     * @throws dev.bochner.store.source.SourceSchemaException if a configured column is missing or of an unusable type
     */
    public DailyResult run(LocalDate ds, Existing existing) {
        return inSession(
                ds, run -> dayRun(run, ds, existing, DependentDays.REFUSED).run());
    }

    /**
     * Runs the job for one date and replaces what is published of it, then does the same for each date whose state derives from
     * the replaced one. After a crash, the same call does what remains to be done.
     *
     * @return a result for each date that was run, in order; if a date was refused, its result is the last, and the states of the
     *     dates after it still derive from the replaced one
     * @throws dev.bochner.store.source.SourceException if the source of a day that would have to be run again no longer exists;
     *     then nothing is replaced
     */
    public List<DailyResult> cascade(LocalDate ds) {
        List<LocalDate> dates = new ArrayList<>(List.of(ds));
        chainIn(table()).ifPresent(chain -> dates.addAll(chain.dependants(ds)));
        dates.forEach(date -> EmbeddingSnapshot.open(spark, config.source(), date));
        List<DailyResult> results = new ArrayList<>();
        for (LocalDate date : dates) {
            DailyResult result = inSession(
                    date,
                    run -> dayRun(run, date, Existing.REPLACE, DependentDays.RUN_NEXT)
                            .run());
            results.add(result);
            if (result.status() == Status.REFUSED) {
                break;
            }
        }
        return List.copyOf(results);
    }

    private DayRun dayRun(RunSession run, LocalDate ds, Existing existing, DependentDays following) {
        return new DayRun(spark, config, run, new DayRun.RunOptions(ds, existing, following), chainIn(run.table()));
    }

    private FeatureTable table() {
        return FeatureTable.at(new Path(config.table()), spark.sparkContext().hadoopConfiguration());
    }

    private Optional<Chain> chainIn(FeatureTable table) {
        List<VersionId> versions = SpecResolution.names(config, table);
        return config.stabiliser().kind() == Kind.NONE
                ? Optional.empty()
                : Optional.of(Chain.of(table, versions, config.stabiliser()));
    }

    /**
     * Publishes snapshots that the audit refused, byte for byte, after a check of every file.
     *
     * @param reason why they may be published nevertheless; recorded with the name of the user
     * @throws ConflictException if no refused snapshot of that date is kept, or something else has been published since
     */
    public DailyResult accept(LocalDate ds, String reason, Existing existing) {
        return inSession(
                ds, run -> dayRun(run, ds, existing, DependentDays.REFUSED).accept(reason));
    }

    private DailyResult inSession(LocalDate ds, Function<RunSession, DailyResult> work) {
        FeatureTable table = table();
        Request request = new Request(Command.RUN, Optional.of(ds), config.store(), listener);
        try (RunSession run = RunSession.begin(table, request)) {
            try {
                return work.apply(run);
            } catch (Exception | Error e) {
                run.failed(ExitCode.of(e).code(), FailureText.of(e));
                throw e;
            }
        }
    }
}
