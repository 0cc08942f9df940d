package dev.bochner.daily;

import dev.bochner.config.JobConfig;
import dev.bochner.config.ValidationConfig;
import dev.bochner.config.VersionConfig;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Stabiliser;
import dev.bochner.rff.Stabiliser.Kind;
import dev.bochner.stabilise.DayEmbeddings;
import dev.bochner.stabilise.Landmarks;
import dev.bochner.stabilise.StabiliserOptions;
import dev.bochner.store.ConflictException;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.PublishedSpec;
import dev.bochner.store.RunSession;
import dev.bochner.store.VersionId;
import dev.bochner.store.source.EmbeddingSnapshot;
import dev.bochner.store.source.SourceException;
import dev.bochner.store.source.SourceFailures;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resolves the configured versions to full specs. The dimension d is taken from the table's specs or from the configuration; if
 * neither states it, it is the length of a large majority of a sample of today's embeddings. Everything else that is left to the
 * data is estimated by {@link FirstDay}.
 */
final class SpecResolution {
    private static final Logger LOG = LoggerFactory.getLogger(SpecResolution.class);

    private final JobConfig config;
    private final RunSession run;
    private final FeatureTable table;

    SpecResolution(JobConfig config, RunSession run) {
        this.config = config;
        this.run = run;
        this.table = run.table();
    }

    /**
     * The resolved specs.
     *
     * @param inputDim length of today's embeddings
     * @param specs in the order of the configuration
     */
    record Resolved(int inputDim, List<FeatureSpec> specs) {}

    /**
     * Resolves the specs of the configured versions.
     *
     * @throws ConflictException if table and configuration name different dimensions, or an estimate that published versions were
     *     made with no longer exists
     * @throws SourceException if the sample has no large majority
     */
    Resolved resolve(EmbeddingSnapshot snapshot) {
        FirstDay.requireOnRecord(table, config.versions());
        int inputDim = dimension(snapshot);
        Stabiliser stabiliser = stabiliser(snapshot, inputDim);
        int d = stabiliser.kind() == Kind.LANDMARKS ? stabiliser.landmarks().size() : inputDim;
        FirstDay firstDay = new FirstDay(run, snapshot, inputDim);
        List<FeatureSpec> specs = config.versions().stream()
                .map(version -> specOf(version, d, firstDay).stabilisedBy(stabiliser))
                .toList();
        refuseTwins(specs);
        return new Resolved(inputDim, specs);
    }

    private static FeatureSpec specOf(VersionConfig version, int d, FirstDay firstDay) {
        double sigma = firstDay.sigma(version);
        return version.specFor(d, firstDay.m(version, sigma), sigma);
    }

    /** Refuses two versions of the same name, which arise if an estimated m equals a configured one. */
    private static void refuseTwins(List<FeatureSpec> specs) {
        Set<VersionId> names = new HashSet<>();
        for (FeatureSpec spec : specs) {
            VersionId name = VersionId.of(spec);
            if (!names.add(name)) {
                throw new ConflictException("m = auto of seed " + spec.seed() + " is m = " + spec.m()
                        + ", which features.versions names besides, expected another seed: (m, seed) names a version");
            }
        }
    }

    /** Returns the names of the configured versions, except those whose m is still to be estimated. */
    static List<VersionId> names(JobConfig config, FeatureTable table) {
        return config.versions().stream()
                .flatMap(version -> FirstDay.nameIn(table, version).stream())
                .toList();
    }

    private Stabiliser stabiliser(EmbeddingSnapshot snapshot, int inputDim) {
        StabiliserOptions options = config.stabiliser();
        if (options.kind() != Kind.LANDMARKS) {
            return Stabiliser.of(options.kind());
        }
        return options.landmarkColumn()
                .map(column -> knownLandmarks().orElseGet(() -> groups(snapshot, inputDim, column)))
                .orElseGet(() -> Stabiliser.ofLandmarks(options.landmarks()));
    }

    /** Returns the table's stabiliser with its landmarks: the groups of the first day remain the landmarks of all days. */
    private Optional<Stabiliser> knownLandmarks() {
        return names(config, table).stream()
                .flatMap(name -> table.spec(name).stream())
                .map(spec -> Stabiliser.of(spec.identity()))
                .filter(known -> known.kind() == Kind.LANDMARKS)
                .findFirst();
    }

    private static Stabiliser groups(EmbeddingSnapshot snapshot, int inputDim, String column) {
        DayEmbeddings today = new DayEmbeddings(snapshot.rows(), snapshot.encoding(), inputDim, Optional.empty());
        List<String> names = SourceFailures.translating(snapshot.description(), () -> Landmarks.names(today, column));
        if (names.isEmpty()) {
            throw new SourceException("No landmarks in " + snapshot.description() + ": column " + column
                    + " (stabiliser.landmark-column) is null in every row");
        }
        LOG.info("The landmarks are {}", names);
        return Stabiliser.ofLandmarks(names);
    }

    private int dimension(EmbeddingSnapshot snapshot) {
        TreeMap<Integer, String> known = new TreeMap<>();
        for (VersionConfig version : config.versions()) {
            version.d().ifPresent(d -> known.putIfAbsent(d, "the configuration"));
            if (config.stabiliser().kind() == Kind.LANDMARKS) {
                continue; // The table's d is the number of landmarks; the embeddings' length may change.
            }
            FirstDay.nameIn(table, version)
                    .ifPresent(id -> table.spec(id)
                            .map(SpecResolution::dimension)
                            .ifPresent(d -> known.putIfAbsent(d, "the table's " + id)));
        }
        if (known.size() > 1) {
            throw new ConflictException("Dimension d is " + known.firstKey() + " by "
                    + known.firstEntry().getValue() + " and " + known.lastKey() + " by "
                    + known.lastEntry().getValue()
                    + "; a table's d never changes: publish another dimension to a new table");
        }
        return known.isEmpty() ? majority(snapshot) : known.firstKey();
    }

    private static int dimension(PublishedSpec spec) {
        return Integer.parseInt(spec.property("d"));
    }

    private int majority(EmbeddingSnapshot snapshot) {
        ValidationConfig validation = config.validation();
        List<Integer> lengths = snapshot.sampleLengths(validation.dimensionSampleRows());
        Map<Integer, Long> counts = lengths.stream()
                .filter(length -> length > 0)
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        for (Map.Entry<Integer, Long> entry : counts.entrySet()) {
            if (entry.getValue() >= validation.dimensionMajority() * lengths.size()) {
                LOG.info("Dimension d is {}: {} of {} sampled", entry.getKey(), entry.getValue(), lengths.size());
                return entry.getKey();
            }
        }
        throw new SourceException(
                lengths.isEmpty()
                        ? "Snapshot is empty: " + snapshot.description() + " has no row with an embedding"
                        : "Dimension d cannot be told: lengths of " + lengths.size() + " sampled embeddings of "
                                + snapshot.description() + " are " + counts + ", none has a share of "
                                + validation.dimensionMajority()
                                + " (validation.dimension-majority); set features.dim");
    }
}
