package dev.bochner.audit.calibrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.bochner.audit.metric.Constraint;
import dev.bochner.audit.metric.Constraint.Bounds;
import dev.bochner.audit.metric.Level;
import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.metric.Verdict;
import dev.bochner.store.VersionId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CalibrationTest {
    private static final double EXACT = 1e-12;

    private static List<List<Metric>> pairs(Measure measure, double... values) {
        return Arrays.stream(values)
                .mapToObj(value -> List.of(Metric.exact(measure, value, 100)))
                .toList();
    }

    private static Constraint only(List<List<Metric>> pairs) {
        List<Constraint> constraints = Calibration.of(pairs).constraints();
        assertEquals(1, constraints.size());
        return constraints.get(0);
    }

    @Test
    void warnsSixDeviationsFromTheMedianWherePairsScatter() {
        // Median 0.90, deviations 0, 0.02, 0.02, 0.04, 0.04, so that MAD = 0.02.
        Constraint cka = only(pairs(Measure.H_CKA, 0.94, 0.86, 0.90, 0.92, 0.88));
        assertEquals(0.78, cka.warn().least().orElseThrow(), EXACT);
        assertEquals(0.39, cka.fail().least().orElseThrow(), EXACT);
        assertTrue(cka.warn().most().isEmpty() && cka.fail().most().isEmpty());
    }

    @Test
    void warnsAMarginBeyondTheWorstWherePairsAreAlike() {
        Constraint residual = only(pairs(Measure.H_PROCRUSTES_RESIDUAL, 0.2, 0.2, 0.2));
        assertEquals(0.24, residual.warn().most().orElseThrow(), EXACT);
        assertEquals(0.62, residual.fail().most().orElseThrow(), EXACT);
        assertEquals(
                new Constraint(Measure.H_KNN_OVERLAP, Bounds.atLeast(0.5 - 0.05 * 0.5), Bounds.atLeast(0.475 / 2)),
                only(pairs(Measure.H_KNN_OVERLAP, 0.5)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyPairItWasDerivedFromPasses(long seed) {
        Random random = new Random(seed);
        List<List<Metric>> pairs = IntStream.range(0, 12)
                .mapToObj(pair -> List.of(
                        Metric.exact(Measure.H_CKA, 0.5 + 0.4 * random.nextDouble(), 10),
                        Metric.exact(Measure.H_PIP_LOSS, 0.3 * random.nextDouble(), 10),
                        Metric.exact(Measure.H_ALIGNED_COSINE_P05, 0.1 + 0.6 * random.nextDouble(), 10)))
                .toList();
        List<Constraint> constraints = Calibration.of(pairs).constraints();
        assertFalse(constraints.isEmpty());
        pairs.forEach(
                pair -> assertEquals(Level.PASS, Verdict.of(constraints, pair).level()));
    }

    @Test
    void unrelatedDaysFail() {
        List<Constraint> constraints = new ArrayList<>();
        constraints.addAll(Calibration.of(pairs(Measure.H_CKA, 0.9, 0.92)).constraints());
        constraints.addAll(Calibration.of(pairs(Measure.H_PIP_LOSS, 0.1, 0.12)).constraints());
        List<Metric> unrelated =
                List.of(Metric.exact(Measure.H_CKA, 0.01, 10), Metric.exact(Measure.H_PIP_LOSS, 0.7, 10));
        assertEquals(2, Verdict.of(constraints, unrelated).messages(Level.FAIL).size());
    }

    @Test
    void takesTheResidualOfUnrelatedDaysFromTheShuffledPairs() {
        List<List<Metric>> pairs = List.of(List.of(
                Metric.exact(Measure.H_PROCRUSTES_RESIDUAL, 0.2, 10),
                Metric.exact(Measure.H_ROTATION_SHARE_NULL, 0.4, 10)));
        assertEquals(0.22, only(pairs).warn().most().orElseThrow(), EXACT);
        assertEquals(0.41, only(pairs).fail().most().orElseThrow(), EXACT);
    }

    @Test
    void theLoosestVersionSetsTheBound() {
        VersionId small = new VersionId(16, 1);
        VersionId large = new VersionId(64, 1);
        List<List<Metric>> pairs = List.of(
                List.of(
                        Metric.exact(Measure.PHI_CKA, 0.60, 10).of(small),
                        Metric.exact(Measure.PHI_CKA, 0.90, 10).of(large)),
                List.of(
                        Metric.exact(Measure.PHI_CKA, 0.62, 10).of(small),
                        Metric.exact(Measure.PHI_CKA, 0.92, 10).of(large)));
        assertEquals(0.61 - 6 * 0.01, only(pairs).warn().least().orElseThrow(), EXACT);
    }

    @Test
    void measureThatCannotTellIsGivenNoBound() {
        Calibration calibration = Calibration.of(pairs(Measure.PHI_COORDINATE_DRIFT, 0.99, 1.01, 1.0));
        assertEquals(List.of(), calibration.constraints());
        assertTrue(calibration
                .hocon()
                .contains("# phi-coordinate-drift: no bound tells repeated trainings from unrelated"));
        assertTrue(calibration.table().endsWith("none      none\n"), calibration::table);
    }

    @Test
    void leavesPartsAndOtherMeasuresAlone() {
        List<Metric> pair = List.of(
                Metric.exact(Measure.H_CKA, 0.9, 10),
                Metric.exact(Measure.H_CKA, 0.1, 10).part("head"),
                Metric.exact(Measure.H_ROTATION_SHARE, 0.1, 10));
        assertEquals(0.855, only(List.of(pair)).warn().least().orElseThrow(), EXACT);
    }

    @Test
    void blockIsConfigurationThatSaysWhereItComesFrom() {
        Calibration calibration = Calibration.of(pairs(Measure.H_PIP_LOSS, 0.10, 0.12, 0.14));
        assertEquals("""
                # Derived from 3 pairs of repeated trainings: warn just beyond what they show, fail halfway
                # from there to days that have nothing in common.
                audit.constraints {
                  # seen 0.1000 .. 0.1400, median 0.1200, of 3; unrelated days: 0.7071
                  h-pip-loss { warn-above = 0.2400, fail-above = 0.4736 }
                }
                """, calibration.hocon());
        Config config = ConfigFactory.parseString(calibration.hocon());
        assertEquals(0.24, config.getDouble("audit.constraints.h-pip-loss.warn-above"));
    }

    @Test
    void tableHasALineForEachMeasure() {
        assertEquals("""
                measure                        least    median      most              warn      fail
                h-cka                         0.8000    0.9000    1.0000   below    0.3000    0.1500
                """, Calibration.of(pairs(Measure.H_CKA, 0.8, 0.9, 1.0)).table());
    }

    @Test
    void refusesPairsWithoutDrift() {
        IllegalArgumentException none =
                assertThrows(IllegalArgumentException.class, () -> Calibration.of(pairs(Measure.ITEMS, 5, 6)));
        assertEquals(
                "None of 2 pairs of trainings has a measure of drift, expected one pair or more with some",
                none.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Calibration.of(List.of()));
    }
}
