package dev.bochner.audit.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.report.Display.Unit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AxisTest {
    private static final double EXACT = 1e-9;

    private static void assertAxis(double min, double max, double step, Axis axis) {
        assertEquals(min, axis.min(), EXACT, axis::toString);
        assertEquals(max, axis.max(), EXACT, axis::toString);
        assertEquals(step, axis.step(), EXACT, axis::toString);
    }

    @Test
    void aShareThatStaysNothingIsDrawnAboveZero() {
        assertAxis(0, 0.1, 0.05, Axis.of(List.of(0.0, 0.0, 0.0), Unit.SHARE));
        assertAxis(0.9, 1, 0.05, Axis.of(List.of(1.0, 1.0), Unit.SHARE));
    }

    @Test
    void aChangeInTheFourthDigitIsNoSlope() {
        Axis axis = Axis.of(List.of(0.9316, 0.9318), Unit.UNIT_INTERVAL);
        assertTrue(axis.max() - axis.min() >= 0.1, axis::toString);
        Axis rank = Axis.of(List.of(27.25, 27.26), Unit.POSITIVE);
        assertTrue(rank.max() - rank.min() >= 0.2 * 27, rank::toString);
    }

    @Test
    void aRealChangeFillsTheAxis() {
        assertAxis(0, 1, 0.5, Axis.of(List.of(0.93, 0.009), Unit.UNIT_INTERVAL));
        assertAxis(0, 6000, 2000, Axis.of(List.of(3000.0, 5000.0, 400.0), Unit.COUNT));
    }

    @Test
    void countsHaveNoParts() {
        assertAxis(0, 3, 1, Axis.of(List.of(0.0, 0.0), Unit.COUNT));
        assertAxis(0, 3, 1, Axis.of(List.of(0.0, 1.0), Unit.COUNT));
    }

    @Test
    void figuresThatAreNotFiniteAreLeftOut() {
        assertEquals(
                Axis.of(List.of(1.0, 2.0), Unit.POSITIVE),
                Axis.of(List.of(1.0, Double.POSITIVE_INFINITY, 2.0), Unit.POSITIVE));
        assertAxis(0, 1, 0.5, Axis.of(List.of(Double.POSITIVE_INFINITY), Unit.POSITIVE));
    }

    @ParameterizedTest
    @EnumSource(Unit.class)
    void holdsEveryFigureAndNeverLeavesItsRange(Unit unit) {
        SplittableRandom random = new SplittableRandom(unit.name().hashCode());
        for (int round = 0; round < 2000; round++) {
            double scale = Double.isFinite(unit.most()) ? 1 : Math.pow(10, random.nextInt(-7, 8));
            List<Double> figures = DoubleStream.generate(() -> scale * random.nextDouble())
                    .map(value -> unit == Unit.COUNT ? Math.rint(value) : value)
                    .limit(1 + random.nextInt(5))
                    .boxed()
                    .toList();
            Axis axis = Axis.of(figures, unit);
            double tolerance = 1e-6 * (axis.max() - axis.min());
            assertTrue(axis.min() >= unit.least() && axis.max() <= unit.most(), axis::toString);
            assertTrue(axis.step() > 0 && (axis.max() - axis.min()) / axis.step() < 8, axis::toString);
            figures.forEach(figure -> assertTrue(
                    figure >= axis.min() - tolerance && figure <= axis.max() + tolerance,
                    () -> figure + " is not on " + axis));
        }
    }

    @Test
    void everyMeasureHasATitleOfItsOwn() {
        Set<String> titles = new HashSet<>();
        Arrays.stream(Measure.values()).forEach(measure -> {
            String title = Display.of(measure).title();
            assertTrue(titles.add(title), title);
            assertTrue(Character.isUpperCase(title.charAt(0)) && !title.contains("h-"), title);
        });
    }

    @Test
    void figuresHaveTheirUnits() {
        assertEquals("60.0\u00a0%", Display.of(Measure.H_KNN_OVERLAP).figure(0.6));
        assertEquals("1.25\u00a0%", Display.of(Measure.GONE_SHARE).figure(0.0125));
        assertEquals("0\u00a0%", Display.of(Measure.GONE_SHARE).figure(0));
        assertEquals("100\u00a0%", Display.of(Measure.GONE_SHARE).figure(1));
        assertEquals(
                "below\u00a00.01\u00a0%", Display.of(Measure.QUARANTINED_SHARE).figure(1e-6));
        assertEquals("-2.00\u00a0%", Display.of(Measure.STALE_ACCURACY_LOSS).figure(-0.02));
        assertEquals("3.1 days", Display.of(Measure.LAG_DAYS).figure(3.1));
        assertEquals("0.9312", Display.of(Measure.H_CKA).figure(0.9312345));
        assertEquals("infinite", Display.of(Measure.H_NOISE_TO_SIGNAL).figure(Double.POSITIVE_INFINITY));
    }
}
