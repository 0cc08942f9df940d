package dev.bochner.audit;

import dev.bochner.audit.Audit.Features;
import dev.bochner.audit.Audit.Stabilised;
import dev.bochner.audit.scan.SampledItem;
import dev.bochner.audit.scan.StateRows;
import dev.bochner.audit.scan.StateRows.StateRow;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import dev.bochner.rff.Stabiliser;
import dev.bochner.stabilise.RunningMean;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.Manifest;
import dev.bochner.store.Snapshot;
import dev.bochner.store.StabiliserState;
import dev.bochner.store.StoreException;
import dev.bochner.store.VersionId;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/**
 * The stabilisers of the audited versions, today's and those of other days, as far as they can be had; what cannot is
 * remarked upon. Each state is read once.
 */
final class StabilisationAudit {
    private final SparkSession spark;
    private final FeatureTable table;
    private final Set<Long> wanted;
    private final AuditFindings evidence;
    private final Map<Rule, StabilisedDay> days = new HashMap<>();

    /** A state in the hands of a spec. */
    private record Rule(String state, Stabiliser stabiliser, Normalisation normalisation) {}

    /** @param wanted hashes of the ids of all items that anybody will ask for */
    StabilisationAudit(SparkSession spark, FeatureTable table, Set<Long> wanted, AuditFindings evidence) {
        this.spark = spark;
        this.table = table;
        this.wanted = wanted;
        this.evidence = evidence;
    }

    /** Today's of a version; empty if it has none. */
    Optional<StabilisedDay> today(Features features) {
        return features.stabilised().map(stabilised -> day(features.spec(), stabilised));
    }

    /**
     * What a running mean follows: the mean of the day before and the rule by which it goes on; empty if it cannot be told.
     */
    Optional<Followed> followed(Features features, StabilisedDay today) {
        StabiliserState state = today.stabilised().state();
        Optional<StabilisedDay> before = state.previous().flatMap(path -> at(path, features.spec()));
        if (state.previous().isPresent() && before.isEmpty()) {
            evidence.remark("The state " + state.previous().get() + " is gone: running means are not recomputed");
            return Optional.empty();
        }
        Optional<Followed> followed = today.runningMean().map(rule -> new Followed(today, rule, before));
        if (followed.isEmpty()) {
            evidence.remark("The state " + state.path() + " does not say its weight: running means are not recomputed");
        }
        return followed;
    }

    /**
     * A day of a running mean and what it was made from.
     *
     * @param before empty on the first day of a chain
     */
    record Followed(StabilisedDay today, RunningMean rule, Optional<StabilisedDay> before) {
        /** The item's mean, made again; empty if the states do not fit together. */
        Optional<float[]> recomputed(SampledItem item) {
            return today.recomputed(item, rule, before);
        }
    }

    /** That of a published state; empty if there is none at that path any more. */
    Optional<StabilisedDay> at(String path, FeatureSpec spec) {
        try {
            return table.state(path).map(state -> day(spec, new Stabilised(state, table.stateItemFiles(state))));
        } catch (StoreException unreadable) {
            evidence.remark("The state " + path + " cannot be read: " + unreadable.getMessage());
            return Optional.empty();
        }
    }

    private StabilisedDay day(FeatureSpec spec, Stabilised stabilised) {
        Rule rule = new Rule(stabilised.state().path(), spec.stabiliser(), spec.normalisation());
        return days.computeIfAbsent(rule, any -> new StabilisedDay(spec, stabilised, rows(spec, stabilised)));
    }

    private Map<Long, StateRow> rows(FeatureSpec spec, Stabilised stabilised) {
        return spec.stabiliser().isLinear() || stabilised.items().isEmpty()
                ? Map.of()
                : StateRows.of(spark, stabilised.items(), wanted);
    }

    /**
     * What is published of a date that a version's features compare with: its own snapshot, or, of a version that is new,
     * that of one with the same stabiliser.
     */
    Optional<Manifest> published(Features features, LocalDate ds) {
        try {
            return table.manifest(new Snapshot(features.version(), ds))
                    .or(() -> table.versions().stream()
                            .flatMap(version -> table.manifest(new Snapshot(version, ds)).stream())
                            .filter(manifest -> followsTheRuleOf(features.spec(), manifest))
                            .findFirst());
        } catch (StoreException replaced) {
            evidence.remark("What is published of " + ds + " cannot be read: " + replaced.getMessage());
            return Optional.empty();
        }
    }

    private static boolean followsTheRuleOf(FeatureSpec spec, Manifest manifest) {
        try {
            FeatureSpec other = FeatureSpec.of(manifest.input().spec().identity());
            return other.stabiliser().equals(spec.stabiliser())
                    && other.normalisation() == spec.normalisation()
                    && other.d() == spec.d();
        } catch (IllegalArgumentException ofAnotherScheme) {
            return false;
        }
    }

    /** The stabilised versions of today beside an earlier date, those together that have both days' states in common. */
    List<StabilisedPair> pairs(List<Features> versions, LocalDate today, LocalDate earlier) {
        Map<List<StabilisedDay>, List<FeatureSpec>> specs = new LinkedHashMap<>();
        for (Features features : versions) {
            today(features)
                    .ifPresent(now -> before(features, earlier)
                            .ifPresent(then -> specs.computeIfAbsent(List.of(now, then), any -> new ArrayList<>())
                                    .add(features.spec())));
        }
        long between = Math.abs(ChronoUnit.DAYS.between(earlier, today));
        List<StabilisedPair> pairs = new ArrayList<>();
        specs.forEach((both, theirs) -> pairs.add(
                new StabilisedPair(theirs, both.get(0), both.get(1), between, specs.size() == 1 ? "" : names(theirs))));
        return pairs;
    }

    private static String names(List<FeatureSpec> specs) {
        return specs.stream().map(VersionId::of).map(VersionId::toString).collect(Collectors.joining(" "));
    }

    private Optional<StabilisedDay> before(Features features, LocalDate ds) {
        Optional<String> path =
                published(features, ds).flatMap(manifest -> manifest.lineage().state());
        Optional<StabilisedDay> found = path.flatMap(state -> at(state, features.spec()));
        if (found.isEmpty()) {
            evidence.remark("There is no state of the stabiliser "
                    + features.spec().stabiliser().kind().label() + " of " + ds
                    + path.map(state -> " at " + state).orElse("") + ": features of " + features.version()
                    + " are not compared with that day");
        }
        return found;
    }
}
