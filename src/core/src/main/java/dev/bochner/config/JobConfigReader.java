package dev.bochner.config;

import dev.bochner.audit.AuditOptions;
import dev.bochner.rff.Stabiliser;
import dev.bochner.stabilise.StabiliserOptions;
import dev.bochner.stabilise.StateItems;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.StoreOptions;
import dev.bochner.store.parquet.FileFormat;
import dev.bochner.store.parquet.FileOptions;
import dev.bochner.store.source.SourceSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads the whole configuration. Each group is checked to its end and hands back a way to make its record, which is
 * used only if there was no problem anywhere.
 */
final class JobConfigReader {
    private static final Kind<Double> FRACTION = Kind.number("a number from 0 to 1", f -> f >= 0 && f <= 1);
    private static final Kind<Double> MAJORITY = Kind.number("a number above 0.5, at most 1", f -> f > 0.5 && f <= 1);
    private static final Kind<Integer> SAMPLE = Kind.integer(1, ValidationConfig.MAX_SAMPLE_ROWS);
    private static final Kind<String> CODEC =
            Kind.choice(FileFormat.codecs().stream().collect(Collectors.toMap(codec -> codec, codec -> codec)));
    private static final Kind<Long> BUFFER = Kind.size(FileOptions.MIN_BUFFER_BYTES, FileOptions.MAX_BUFFER_BYTES);
    private static final Kind<Duration> POSITIVE = Kind.duration("above 0", d -> !d.isNegative() && !d.isZero());
    private static final Kind<Duration> NOT_NEGATIVE = Kind.duration("0 or more", d -> !d.isNegative());

    private static final List<String> ITEM_COLUMNS = List.of(StateItems.AGE, StateItems.LAST_SEEN, StateItems.MEAN);

    private final Problems problems;

    JobConfigReader(Problems problems) {
        this.problems = problems;
    }

    JobConfig read(Group root) {
        Group job = root.group("bochner");
        Optional<String> table = table(job);
        Optional<String> catalogTable = job.optional("catalog-table", Kind.TEXT);
        SourceReader sourceReader = new SourceReader(job.group("source"));
        Supplier<SourceSpec> source = sourceReader.read();
        Supplier<List<VersionConfig>> versions = new FeaturesReader(job.group("features")).read();
        Supplier<StabiliserOptions> stabiliser =
                new StabiliserReader(job.group("stabiliser"), sourceReader.carried()).read();
        Supplier<ValidationConfig> validation = validation(job.group("validation"));
        Supplier<AuditOptions> audit = new AuditReader(job.group("audit"), sourceReader.carried()).read();
        Supplier<FileOptions> files = files(job.group("files"));
        Supplier<StoreOptions> store = store(job.group("store"));
        problems.throwIfAny();
        refuseMixedNormalisations(job.group("features"), versions.get(), stabiliser.get());
        refuseIdsNamedLikeItems(job.group("source"), source.get(), stabiliser.get());
        problems.throwIfAny();
        return new JobConfig(
                table.orElseThrow(),
                source.get(),
                versions.get(),
                stabiliser.get(),
                validation.get(),
                audit.get(),
                files.get(),
                store.get(),
                catalogTable);
    }

    /** A stabiliser has one state for all versions, and its items are normalised in one way. */
    private static void refuseMixedNormalisations(
            Group features, List<VersionConfig> versions, StabiliserOptions stabiliser) {
        boolean mixed =
                versions.stream().map(VersionConfig::normalisation).distinct().count() > 1;
        if (mixed && stabiliser.kind() != Stabiliser.Kind.NONE) {
            features.refuse(
                    "versions",
                    "have different normalisations, expected one, since the stabiliser "
                            + stabiliser.kind().label() + " serves all versions of a job");
        }
    }

    /** The id keeps its name in the items of a state, beside columns of their own. */
    private static void refuseIdsNamedLikeItems(Group source, SourceSpec spec, StabiliserOptions stabiliser) {
        boolean items =
                stabiliser.kind() == Stabiliser.Kind.PROCRUSTES || stabiliser.kind() == Stabiliser.Kind.RUNNING_MEAN;
        if (items && ITEM_COLUMNS.stream().anyMatch(spec.idColumn()::equalsIgnoreCase)) {
            source.refuse(
                    "id-column",
                    "is " + spec.idColumn() + ", expected none of " + ITEM_COLUMNS + " beside the stabiliser "
                            + stabiliser.kind().label() + ", whose state has columns of these names");
        }
    }

    private Optional<String> table(Group job) {
        Optional<String> table = job.required("table", Kind.TEXT);
        table.flatMap(FeatureTable::refusal).ifPresent(refusal -> job.refuse("table", "is refused: " + refusal));
        return table;
    }

    private Supplier<ValidationConfig> validation(Group group) {
        Optional<Double> maxInvalid = group.required("max-invalid-fraction", FRACTION);
        Optional<Integer> sampleRows = group.required("dimension-sample-rows", SAMPLE);
        Optional<Double> majority = group.required("dimension-majority", MAJORITY);
        return () -> new ValidationConfig(maxInvalid.orElseThrow(), sampleRows.orElseThrow(), majority.orElseThrow());
    }

    private Supplier<FileOptions> files(Group group) {
        Optional<String> compression = group.required("compression", CODEC);
        Optional<Long> buffer = group.required("buffer", BUFFER);
        return () -> new FileOptions(compression.orElseThrow(), buffer.orElseThrow());
    }

    static Supplier<StoreOptions> store(Group group) {
        Optional<Duration> interval = group.required("heartbeat-interval", POSITIVE);
        Optional<Duration> timeout = group.required("heartbeat-timeout", POSITIVE);
        Optional<Duration> replaced = group.required("replaced-retention", NOT_NEGATIVE);
        Optional<Duration> refused = group.required("refused-retention", NOT_NEGATIVE);
        if (interval.isPresent() && timeout.isPresent()) {
            checkHeartbeat(group, interval.get(), timeout.get());
        }
        return () -> new StoreOptions(
                interval.orElseThrow(), timeout.orElseThrow(), replaced.orElseThrow(), refused.orElseThrow());
    }

    /** One late touch must not make a live run look dead. The one that the user set is to blame. */
    private static void checkHeartbeat(Group group, Duration interval, Duration timeout) {
        if (timeout.compareTo(interval.multipliedBy(3)) >= 0) {
            return;
        }
        String intervalKey = "heartbeat-interval";
        String timeoutKey = "heartbeat-timeout";
        if (group.isDefault(timeoutKey)) {
            group.refuse(
                    intervalKey,
                    "is " + interval.toSeconds() + " s, expected at most a third of " + group.nameOf(timeoutKey)
                            + ", which is " + timeout.toSeconds() + " s");
        } else {
            group.refuse(
                    timeoutKey,
                    "is " + timeout.toSeconds() + " s, expected at least three times " + group.nameOf(intervalKey)
                            + ", which is " + interval.toSeconds() + " s");
        }
    }
}
