package dev.bochner.experiments.stability;

import dev.bochner.experiments.figures.Estimate;
import dev.bochner.experiments.stability.StabilityResult.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Checks whether the stabilisers reach their targets on the data that ships. */
final class Targets {
    private static final int M = 32;
    private static final double NEAR = 0.02;
    private static final double NEAR_FOR_LANDMARKS = 0.06;
    private static final double LESS_DISAGREEMENT = 0.2;

    private final int m;
    private final List<List<String>> rows = new ArrayList<>();

    private Targets(int m) {
        this.m = m;
    }

    /** The m whose results are compared with the targets: {@value #M}, or the first one if that was not run. */
    static int m(List<Integer> ms) {
        return ms.contains(M) ? M : ms.get(0);
    }

    /** Compares the results of an m with the targets. */
    static Section section(List<ProtocolResult> played, int m) {
        Targets targets = new Targets(m);
        targets.sameData(of(Protocol.SAME_DATA, played));
        targets.growingData(of(Protocol.GROWING_DATA, played));
        return new Section("targets, m=" + m, List.of("target", "figures", "met"), targets.rows);
    }

    private static ProtocolResult of(Protocol protocol, List<ProtocolResult> played) {
        return played.stream()
                .filter(each -> each.protocol() == protocol)
                .findFirst()
                .orElseThrow();
    }

    private void sameData(ProtocolResult played) {
        for (StabiliserChoice rule : StabiliserChoice.values()) {
            if (rule != StabiliserChoice.NONE) {
                double near = rule == StabiliserChoice.LANDMARKS ? NEAR_FOR_LANDMARKS : NEAR;
                near(rule, near, played.figures(Variant.of(rule, m)));
            }
        }
        double mean = played.figures(Variant.of(StabiliserChoice.RUNNING_MEAN_20, m))
                .disagreement()
                .mean();
        double phi = played.figures(Variant.of(StabiliserChoice.NONE, m))
                .disagreement()
                .mean();
        add(
                StabiliserChoice.RUNNING_MEAN_20.features() + ": disagreement at most a fifth of phi's",
                String.format(Locale.ROOT, "%.2f of %.2f", 100 * mean, 100 * phi),
                mean <= LESS_DISAGREEMENT * phi);
    }

    private void near(StabiliserChoice rule, double points, VariantScores figures) {
        double stale = figures.stale().mean();
        double fresh = figures.fresh().mean();
        add(
                String.format(Locale.ROOT, "%s: stale within %.0f points of fresh", rule.features(), 100 * points),
                String.format(Locale.ROOT, "%.2f, %.2f", 100 * stale, 100 * fresh),
                stale >= fresh - points);
    }

    private void growingData(ProtocolResult played) {
        VariantScores frozen = played.figures(Variant.frozen(m));
        for (StabiliserChoice rule : StabiliserChoice.values()) {
            if (rule != StabiliserChoice.NONE) {
                VariantScores figures = played.figures(Variant.of(rule, m));
                better(rule.features() + ": stale better than frozen on growing data", figures.stale(), frozen.stale());
                better(
                        rule.features() + ": the same on items that day one has",
                        figures.staleKnown(),
                        frozen.staleKnown());
            }
        }
    }

    private void better(String target, Estimate estimate, Estimate frozen) {
        add(
                target,
                String.format(Locale.ROOT, "%.2f, frozen %.2f", 100 * estimate.mean(), 100 * frozen.mean()),
                estimate.mean() > frozen.mean());
    }

    private void add(String target, String figures, boolean met) {
        rows.add(List.of(target, figures, met ? "met" : "not met"));
    }
}
