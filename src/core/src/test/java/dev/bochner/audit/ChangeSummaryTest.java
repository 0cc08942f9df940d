package dev.bochner.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.audit.metric.Constraint;
import dev.bochner.audit.metric.Constraint.Bounds;
import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.metric.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChangeSummaryTest {
    /** A healthy rotation, as two trainings with noise 0.15 show it. */
    private static List<Metric> rotation(double fresh, double gone) {
        return List.of(
                Metric.exact(Measure.ITEMS, 3000, 3000),
                Metric.exact(Measure.NEW_SHARE, fresh, 3000),
                Metric.exact(Measure.GONE_SHARE, gone, 3000),
                Metric.exact(Measure.H_ROTATION_SHARE, 0.97, 3000),
                Metric.exact(Measure.H_ROTATION_SHARE_NULL, 0.08, 3000),
                Metric.exact(Measure.H_PROCRUSTES_RESIDUAL, 0.03, 3000),
                Metric.exact(Measure.H_KNN_OVERLAP, 0.61, 2000),
                Metric.exact(Measure.H_CKA, 0.964, 3000));
    }

    private static String said(List<Metric> metrics, Constraint... constraints) {
        return String.join("\n", new ChangeSummary(metrics, Verdict.of(List.of(constraints), metrics)).all());
    }

    @Test
    void whatWarnsIsNotCalledSmall() {
        Constraint neighbours = new Constraint(Measure.H_KNN_OVERLAP, Bounds.atLeast(0.63), Bounds.NONE);
        String warned = said(rotation(0.01, 0.01), neighbours);
        assertTrue(!warned.contains("hardly"), warned);
        assertTrue(
                warned.contains(
                        "Which items are similar changed more than the thresholds allow: an item keeps 61 % of its"
                                + " ten nearest neighbours, and the similarities of all items agree to 0.964 (linear CKA,"),
                warned);
        assertTrue(warned.contains("The embeddings moved: 97.0 % of the change is mere rotation"), warned);
        String passed = said(rotation(0.01, 0.01));
        assertTrue(passed.contains("Which items are similar hardly changed: "), passed);
        assertTrue(passed.contains("The embeddings were rotated, and hardly anything else: "), passed);
    }

    @Test
    void aWarningOfAnotherKindDoesNotMatter() {
        Constraint items = new Constraint(Measure.NEW_SHARE, Bounds.atMost(0.001), Bounds.NONE);
        assertTrue(said(rotation(0.01, 0.01), items).contains("hardly changed"));
    }

    @Test
    void aShareIsNeverRoundedToNothing() {
        List<String> items = new ArrayList<>();
        for (double[] shares : new double[][] {{0, 0}, {0.01, 0.025}, {0.00001, 1}}) {
            items.add(said(rotation(shares[0], shares[1])).lines().findFirst().orElseThrow());
        }
        assertEquals(
                List.of(
                        "There are 3,000 items. Of them none is new; of those of the day before none is gone.",
                        "There are 3,000 items. Of them 1.0 % are new; of those of the day before 2.5 % are gone.",
                        "There are 3,000 items. Of them less than 0.05 % are new; of those of the day before 100.0 % are gone."),
                items);
    }

    /** Noise without a rotation has a share below its null, too: of many dimensions a shuffle leaves more to explain. */
    @ParameterizedTest
    @CsvSource({"0.95, 0.03, The embeddings moved: 3.0 %", "0.02, 0.21, The embeddings do not belong to the same items"
    })
    void onlyDaysWithNothingInCommonAreOfOtherItems(double cka, double share, String beginning) {
        String said = said(List.of(
                Metric.exact(Measure.H_ROTATION_SHARE, share, 1000),
                Metric.exact(Measure.H_ROTATION_SHARE_NULL, 0.21, 1000),
                Metric.exact(Measure.H_CKA, cka, 1000)));
        assertEquals(
                1,
                said.lines().filter(sentence -> sentence.startsWith(beginning)).count(),
                said);
    }
}
