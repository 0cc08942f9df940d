package dev.bochner.experiments.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.experiments.figures.Axis.Scale;
import dev.bochner.experiments.figures.BarChart.Bars;
import dev.bochner.experiments.figures.BarChart.Level;
import dev.bochner.experiments.figures.Series.Style;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

final class ChartTest {
    private static final Estimate NO_BAR = new Estimate(Double.NaN, 0, 0);

    @Test
    void dotsOfALogarithmicChartLieAtEqualDistances() throws Exception {
        LineChart chart = line(Axis.log("width"), Axis.log("variance"), Style.LINE, 1, 10, 100, 1000);
        List<Element> dots = elements(chart, "circle");
        for (int i = 1; i < 4; i++) {
            assertEquals(number(dots.get(1), "cx") - number(dots.get(0), "cx"), across(dots, i), 0.11);
            assertEquals(number(dots.get(1), "cy") - number(dots.get(0), "cy"), down(dots, i), 0.11);
            assertTrue(down(dots, i) < -50, "larger values are higher up");
        }
    }

    @Test
    void dotsOfALinearChartLieWhereTheirValuesSay() throws Exception {
        LineChart chart = line(Axis.linear("x"), Axis.linear("y").range(0, 10), Style.LINE, 1, 2, 4, 8);
        List<Element> dots = elements(chart, "circle");
        assertEquals(2 * down(dots, 1), down(dots, 2), 0.2);
        assertEquals(4 * down(dots, 1), down(dots, 3), 0.2);
        assertEquals(across(dots, 1), across(dots, 3) / 3, 0.11);
    }

    @ParameterizedTest
    @EnumSource(Style.class)
    void everyStyleIsWellFormedAndNamed(Style style) throws Exception {
        LineChart chart = line(Axis.linear("x < 5 & more"), Axis.linear("y"), style, 3, 1, 2);
        Element svg = parse(chart);
        assertEquals("svg", svg.getNodeName());
        assertTrue(svg.getTextContent().contains("x < 5 & more"), svg.getTextContent());
        assertTrue(svg.getTextContent().contains("a series"), svg.getTextContent());
    }

    @Test
    void whiskersReachFromLowToHigh() throws Exception {
        Series series = new Series(
                "a series", Style.WHISKERS, List.of(new Point(1, 5, 2, 8), Point.of(2, new Estimate(5, 1, 3))));
        LineChart chart =
                new LineChart("c", "C", Axis.linear("x"), Axis.linear("y").range(0, 10), List.of(series));
        String svg = chart.svg();
        double tenth = 300 / 10.0;
        double bottom = 30 + Legend.LINE + 10 + 300;
        String from = Numbers.fixed(bottom - 2 * tenth, 1);
        String to = Numbers.fixed(bottom - 8 * tenth, 1);
        assertTrue(svg.matches("(?s).*M [0-9.]+ " + from + " L [0-9.]+ " + to + ".*"), svg);
    }

    @Test
    void barsStandOnZeroAndAreAsHighAsTheirMeans() throws Exception {
        BarChart chart = new BarChart(
                "c",
                "C",
                Axis.linear("share").range(-5, 10),
                List.of("one", "two"),
                List.of(
                        new Bars("ours", List.of(new Estimate(8, 1, 3), new Estimate(-4, 0, 3))),
                        new Bars("theirs", List.of(new Estimate(2, 0, 1), NO_BAR))));
        List<Element> bars = elements(chart, "rect").subList(1, 4);
        double unit = 300 / 15.0;
        assertEquals(8 * unit, number(bars.get(0), "height"), 0.11);
        assertEquals(2 * unit, number(bars.get(1), "height"), 0.11);
        assertEquals(4 * unit, number(bars.get(2), "height"), 0.11);
        double floor = number(bars.get(0), "y") + number(bars.get(0), "height");
        assertEquals(floor, number(bars.get(1), "y") + number(bars.get(1), "height"), 0.11);
        assertEquals(floor, number(bars.get(2), "y"), 0.11);
    }

    @Test
    void levelsLieAcrossAllBarsAndAreInTheLegend() throws Exception {
        BarChart chart = new BarChart(
                "c",
                "C",
                Axis.linear("share").range(0, 10),
                List.of("one", "two"),
                List.of(new Bars("ours", List.of(new Estimate(8, 1, 3), NO_BAR))),
                List.of(new Level("guessing", 4)));
        Element bar = elements(chart, "rect").get(1);
        double height = number(bar, "y") + number(bar, "height") / 2;
        String across = "M [0-9.]+ %1$s L [0-9.]+ %1$s".formatted(Numbers.fixed(height, 1));
        List<String> dashed = elements(chart, "path").stream()
                .filter(line -> !line.getAttribute("stroke-dasharray").equals("none"))
                .map(line -> line.getAttribute("d"))
                .toList();
        assertEquals(2, dashed.size());
        assertTrue(dashed.get(1).matches(across), dashed.get(1) + " is not " + across);
        assertTrue(parse(chart).getTextContent().contains("guessing"));
    }

    @Test
    void everySeriesHasAColourOfItsOwn() {
        long colours =
                IntStream.range(0, 8).mapToObj(Palette::colour).distinct().count();
        assertEquals(8, colours);
    }

    @Test
    void ticksAreRound() {
        assertEquals(List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0), Ticks.between(Scale.LINEAR, 0, 1));
        assertEquals(List.of(-20.0, 0.0, 20.0, 40.0), Ticks.between(Scale.LINEAR, -25, 55));
        assertEquals(List.of(0.001, 0.01, 0.1, 1.0, 10.0), Ticks.between(Scale.LOG, 0.0009, 12));
        assertEquals(List.of(20.0, 50.0, 100.0, 200.0), Ticks.between(Scale.LOG, 15, 300));
        assertEquals("0.001", Ticks.label(0.001));
        assertEquals("1e-8", Ticks.label(1e-8));
    }

    @Test
    void histogramHasAreaOneAndCountsOutliersAtTheEnds() {
        Series histogram = Series.histogram("h", new double[] {-9, 0.1, 0.2, 0.7, 9}, 0, 1, 2);
        assertEquals(
                List.of(0.0, 1.2, 1.2, 0.8, 0.8, 0.0),
                histogram.points().stream()
                        .map(point -> Math.round(point.y() * 1e9) / 1e9)
                        .toList());
    }

    @Test
    void densityHasAreaOneAndPeaksWhereTheValuesAre() {
        double[] values = IntStream.range(0, 101)
                .mapToDouble(i -> Math.pow((i - 50) / 10.0, 3))
                .toArray();
        List<Point> points = Series.density("d", values).points();
        double area = 0;
        Point peak = points.get(0);
        for (int i = 1; i < points.size(); i++) {
            Point last = points.get(i - 1);
            area += (points.get(i).x() - last.x()) * (points.get(i).y() + last.y()) / 2;
            peak = points.get(i).y() > peak.y() ? points.get(i) : peak;
        }
        assertEquals(1, area, 0.01);
        assertEquals(0, peak.x(), 2.5);
    }

    @Test
    void refusesWhatCannotBeShown() {
        assertThrows(
                IllegalArgumentException.class,
                () -> line(Axis.linear("x"), Axis.log("y"), Style.LINE, 0, 1).svg());
        assertThrows(IllegalArgumentException.class, () -> Point.of(1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Axis.linear("x").range(2, 1));
        assertThrows(IllegalArgumentException.class, () -> Series.density("d", 1, 1, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new BarChart(
                        "c", "C", Axis.linear("y"), List.of("a", "b"), List.of(new Bars("x", List.of(NO_BAR)))));
    }

    /** At x = 1, 10, 100 ... of a logarithmic axis, else 1, 2, 4, 7 ... */
    private static LineChart line(Axis x, Axis y, Style style, double... values) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            points.add(Point.of(x.scale() == Scale.LOG ? Math.pow(10, i) : 1 + i * (i + 1) / 2.0, values[i]));
        }
        return new LineChart("c", "C", x, y, List.of(new Series("a series", style, points)));
    }

    private static double across(List<Element> dots, int i) {
        return number(dots.get(i), "cx") - number(dots.get(i - 1), "cx");
    }

    private static double down(List<Element> dots, int i) {
        return number(dots.get(i), "cy") - number(dots.get(i - 1), "cy");
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private static List<Element> elements(Chart chart, String name) throws Exception {
        NodeList nodes = parse(chart).getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    private static Element parse(Chart chart) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(chart.svg().getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }
}
