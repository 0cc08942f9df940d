package dev.bochner.config;

import dev.bochner.audit.AuditOptions;
import dev.bochner.audit.AuditOptions.LabelSource;
import dev.bochner.audit.AuditOptions.Retraining;
import dev.bochner.audit.AuditOptions.RowCheckSize;
import dev.bochner.audit.AuditOptions.When;
import dev.bochner.audit.metric.Constraint;
import dev.bochner.audit.metric.Constraint.Bounds;
import dev.bochner.audit.metric.Measure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Reads the group bochner.audit. */
final class AuditReader {
    private static final List<String> BOUNDS = List.of("warn-below", "warn-above", "fail-below", "fail-above");
    private static final int LEAST_POOL = 50;
    private static final int MOST_CHECKED = 10_000;

    private static final Kind<Double> SHARE = Kind.number("a number above 0, at most 1", f -> f > 0 && f <= 1);
    private static final Kind<Double> PART = Kind.number("a number above 0 and below 1", f -> f > 0 && f < 1);
    private static final Kind<Double> FRACTION = Kind.number("a number from 0 to 1", f -> f >= 0 && f <= 1);
    private static final Kind<Double> NOT_NEGATIVE = Kind.number("a number of 0 or above", f -> f >= 0);
    private static final Kind<Double> FINITE = Kind.number("a finite number", Double::isFinite);
    private static final Kind<Integer> POOL = Kind.integer(LEAST_POOL, AuditOptions.MAX_POOL_SIZE);
    private static final Kind<Integer> CHECKED = Kind.integer(1, MOST_CHECKED);

    private final Group audit;
    private final List<String> carried;

    /** @param carried columns that come with the embeddings */
    AuditReader(Group audit, List<String> carried) {
        this.audit = audit;
        this.carried = List.copyOf(carried);
    }

    /** Checks every key now; the result makes the options, once it is known that there were no problems. */
    Supplier<AuditOptions> read() {
        Optional<Boolean> enabled = audit.required("enabled", Kind.YES_OR_NO);
        Optional<Double> sample = audit.required("sample", SHARE);
        Optional<Integer> pool = audit.required("pool", POOL);
        Optional<Integer> files = audit.required("recompute-files", CHECKED);
        Optional<Integer> rows = audit.required("recompute-rows", CHECKED);
        Optional<String> weight = audit.optional("weight-column", Kind.TEXT);
        weight.filter(name -> !carried.contains(name))
                .ifPresent(name -> audit.refuse(
                        "weight-column", "is " + name + ", expected one of source.carry, which is " + carried));
        Optional<Double> head = audit.required("head-share", PART);
        Optional<LabelSource> labels = labels(audit.group("labels"));
        List<String> models = audit.texts("models");
        Optional<Double> drift = audit.required("retrain-above-coordinate-drift", NOT_NEGATIVE);
        Optional<Double> loss = audit.required("retrain-above-accuracy-loss", FRACTION);
        List<Constraint> constraints = constraints(audit.group("constraints"));
        return () -> new AuditOptions(
                enabled.orElseThrow() ? When.ALWAYS : When.NEVER,
                sample.orElseThrow(),
                pool.orElseThrow(),
                new RowCheckSize(files.orElseThrow(), rows.orElseThrow()),
                weight,
                head.orElseThrow(),
                labels,
                models,
                new Retraining(drift.orElseThrow(), loss.orElseThrow()),
                constraints);
    }

    private static Optional<LabelSource> labels(Group labels) {
        Optional<String> path = labels.optional("path", Kind.TEXT);
        Optional<String> format = labels.required("format", Kind.TEXT);
        Optional<String> id = labels.required("id-column", Kind.TEXT);
        Optional<String> label = labels.required("label-column", Kind.TEXT);
        return path.flatMap(where -> format.flatMap(
                kind -> id.flatMap(ids -> label.map(classes -> new LabelSource(where, kind, ids, classes)))));
    }

    private static List<Constraint> constraints(Group group) {
        List<String> known = Arrays.stream(Measure.values()).map(Measure::label).toList();
        group.refuseUnknown(known);
        List<Constraint> constraints = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            if (group.has(measure.label())) {
                constraints.add(constraint(measure, group.group(measure.label())));
            }
        }
        return constraints;
    }

    private static Constraint constraint(Measure measure, Group bounds) {
        bounds.refuseUnknown(BOUNDS);
        return new Constraint(measure, bounds(bounds, "warn"), bounds(bounds, "fail"));
    }

    private static Bounds bounds(Group group, String level) {
        return new Bounds(bound(group, level + "-below"), bound(group, level + "-above"));
    }

    private static OptionalDouble bound(Group group, String key) {
        return group.optional(key, FINITE).map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }
}
