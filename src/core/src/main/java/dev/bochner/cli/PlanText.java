package dev.bochner.cli;

import dev.bochner.plan.Check;
import dev.bochner.plan.Choice;
import dev.bochner.plan.Cost;
import dev.bochner.plan.DirectionPlan;
import dev.bochner.plan.LabelScores;
import dev.bochner.rff.Geometry;
import dev.bochner.rff.KernelError;
import dev.bochner.rff.Sampler;
import java.util.List;
import java.util.Locale;

/** A plan for people. */
final class PlanText {
    private final DirectionPlan plan;
    private final StringBuilder text = new StringBuilder();

    private PlanText(DirectionPlan plan) {
        this.plan = plan;
    }

    static String of(DirectionPlan plan) {
        PlanText words = new PlanText(plan);
        words.question();
        words.criteria();
        words.recommendation();
        words.checks();
        plan.scores().ifPresent(words::scores);
        return words.text.toString().stripTrailing();
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }

    private void question() {
        Geometry geometry = plan.geometry();
        line(
                "%s; sigma = %s, epsilon = %s, delta = %s, %d items",
                plan.sample()
                        .map(sample -> sample.items() + " sampled embeddings of length " + geometry.d() + ", "
                                + sample.pairs() + " pairs of them")
                        .orElse("Embeddings of norm 1 and length " + geometry.d() + ", pairs at right angles"),
                geometry.sigma(),
                plan.precision().epsilon(),
                plan.precision().delta(),
                geometry.items());
        line("");
    }

    private void criteria() {
        TextTable table = new TextTable(List.of("criterion", "m", "columns", "bytes/row", "table", "CPU us/row"));
        for (Choice choice : plan.choices()) {
            Cost cost = plan.cost(choice.m());
            table.add(List.of(
                    choice.criterion().label(),
                    Long.toString(choice.m()),
                    Long.toString(2 * choice.m()),
                    Long.toString(cost.bytesPerRow()),
                    bytes(cost.tableBytes()),
                    String.format(Locale.ROOT, "%.1f", cost.cpuMicrosPerRow())));
        }
        line("%s", table);
        line("");
        plan.choices().forEach(choice -> line("%s: %s", choice.criterion().label(), choice.promise()));
        line("");
        line("bytes: uncompressed, with an id of eight bytes; CPU: %s", Cost.SOURCE);
        if (plan.sampler() == Sampler.ORTHOGONAL) {
            line("%s", orthogonal());
        }
        line("");
    }

    private String orthogonal() {
        double typical = Math.sqrt(1.0 - Math.sqrt(2.0 * plan.geometry().meanVariance()));
        int m = (int) Math.min(plan.recommended(), Integer.MAX_VALUE);
        String note =
                "The formulas are those of gaussian directions; orthogonal ones do at least as well up to order 1/d, with"
                        + " the variance of a pair of average distance";
        return typical > 0 && typical < 1
                ? String.format(
                        Locale.ROOT,
                        "%s times %.2f at m = %d.",
                        note,
                        KernelError.orthogonalRatio(typical, plan.geometry().d(), m),
                        m)
                : note + " much the same.";
    }

    private void recommendation() {
        line(
                "Recommended: m = %d (%d columns), by %s",
                plan.recommended(),
                2 * plan.recommended(),
                plan.precision().criterion().label());
    }

    private void checks() {
        if (plan.checks().isEmpty()) {
            line(
                    "%s",
                    plan.sample().isEmpty()
                            ? "Nothing was measured: that takes --embeddings."
                            : "Nothing was measured: twice that m is more than this machine could map.");
            return;
        }
        line("");
        line(
                "Measured by mapping the sampled pairs with %d seeds:",
                plan.checks().get(0).seeds());
        TextTable table =
                new TextTable(List.of("m", "RMS error", "worst seed's", "seeds above", "errors above", "largest"));
        for (Check check : plan.checks()) {
            table.add(List.of(
                    Integer.toString(check.m()),
                    digits(check.rms()),
                    digits(check.worstRms()),
                    check.seedsAbove() + " of " + check.seeds(),
                    String.format(Locale.ROOT, "%.2f %%", 100 * check.errorsAbove()),
                    digits(check.largestError())));
        }
        line("%s", table);
        for (Check check : plan.checks()) {
            line(
                    "At m = %d the promise %s: %s.",
                    check.m(), check.held() ? "held" : "DID NOT HOLD", check.words(plan.precision()));
        }
    }

    private void scores(LabelScores scores) {
        line("");
        line(
                "Accuracy of logistic regression, %d labelled items of the sample, %d classes (majority %.1f %%, on the embeddings"
                        + " %.1f %%):",
                scores.labelled(), scores.classes(), 100 * scores.majority(), 100 * scores.embeddings());
        TextTable table = new TextTable(List.of("m", "columns", "accuracy"));
        scores.accuracies()
                .forEach((m, accuracy) -> table.add(List.of(
                        Integer.toString(m),
                        Integer.toString(2 * m),
                        String.format(Locale.ROOT, "%.1f %%", 100 * accuracy))));
        line("%s", table);
    }

    private static String digits(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }

    private static String bytes(double bytes) {
        String[] units = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, value < 9.95 && unit > 0 ? "%.1f %s" : "%.0f %s", value, units[unit]);
    }
}
