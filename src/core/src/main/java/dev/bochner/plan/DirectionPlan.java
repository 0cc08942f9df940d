package dev.bochner.plan;

import dev.bochner.rff.Criterion;
import dev.bochner.rff.Geometry;
import dev.bochner.rff.Precision;
import dev.bochner.rff.Sampler;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How many directions: what each criterion asks for, and what is recommended.
 *
 * @param geometry what the formulas went by
 * @param sampler how directions are to be drawn
 * @param precision what is wanted, with the criterion that is recommended
 * @param sample the data, if there were any
 * @param choices all criteria, in order of their strength
 * @param checks what was measured about the recommended m; none without data
 * @param scores how a classifier does, if there were labels
 */
public record DirectionPlan(
        Geometry geometry,
        Sampler sampler,
        Precision precision,
        Optional<Sampled> sample,
        List<Choice> choices,
        List<Check> checks,
        Optional<LabelScores> scores) {
    public DirectionPlan {
        choices = List.copyOf(choices);
        checks = List.copyOf(checks);
    }

    /** How much of the data was looked at. */
    public record Sampled(int items, int pairs) {}

    /** The plan of a unit sphere, without data. */
    public static DirectionPlan of(Geometry geometry, Sampler sampler, Precision precision) {
        return new DirectionPlan(
                geometry,
                sampler,
                precision,
                Optional.empty(),
                choices(geometry, precision),
                List.of(),
                Optional.empty());
    }

    /**
     * The plan of the embeddings of a sample, with its promise checked by mapping them.
     *
     * @param items how many there are in all
     */
    public static DirectionPlan of(
            EmbeddingSample sample, double sigma, long items, Sampler sampler, Precision precision) {
        Geometry geometry = sample.geometry(sigma, items);
        long m = precision.directionsFor(geometry);
        return new DirectionPlan(
                geometry,
                sampler,
                precision,
                Optional.of(new Sampled(sample.items(), sample.pairs())),
                choices(geometry, precision),
                MeasuredError.around(m, sample, sigma, sampler, precision),
                Optional.empty());
    }

    /** The same with scores. */
    public DirectionPlan with(LabelScores labelScores) {
        return new DirectionPlan(geometry, sampler, precision, sample, choices, checks, Optional.of(labelScores));
    }

    private static List<Choice> choices(Geometry geometry, Precision precision) {
        return Arrays.stream(Criterion.values())
                .map(criterion -> {
                    Precision wanted = precision.by(criterion);
                    return new Choice(criterion, wanted.directionsFor(geometry), criterion.promise(wanted));
                })
                .toList();
    }

    /** The m that is recommended. */
    public long recommended() {
        return precision.directionsFor(geometry);
    }

    /** What a version of so many directions costs. */
    public Cost cost(long m) {
        return Cost.of(geometry.d(), m, geometry.items());
    }

    /** The check at the recommended m. */
    public Optional<Check> check() {
        return checks.stream().filter(check -> check.m() == recommended()).findFirst();
    }

    /** Three significant digits, for people. */
    static String digits(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
