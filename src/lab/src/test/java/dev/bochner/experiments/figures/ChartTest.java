package dev.bochner.experiments.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.experiments.figures.Axis.Scale;
import dev.bochner.experiments.figures.BarChart.Bars;
import dev.bochner.experiments.figures.BarChart.Level;
import dev.bochner.experiments.figures.Series.Style;
import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jfree.data.Range;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

final class ChartTest {
    private static final Estimate NO_BAR = new Estimate(Double.NaN, 0, 0);

    @Test
    void dotsOfALogarithmicChartLieAtEqualDistances() throws Exception {
        LineChart chart = line(Axis.log("width"), Axis.log("variance"), Style.LINE, 1, 10, 100, 1000);
        List<Place> dots = dots(chart);
        for (int i = 1; i < 4; i++) {
            assertEquals(across(dots, 1), across(dots, i), 0.11);
            assertEquals(down(dots, 1), down(dots, i), 0.11);
            assertTrue(down(dots, i) < -50, "larger values are higher up");
        }
    }

    @Test
    void dotsOfALinearChartLieWhereTheirValuesSay() throws Exception {
        LineChart chart = line(Axis.linear("x"), Axis.linear("y").range(0, 10), Style.LINE, 1, 2, 4, 8);
        List<Place> dots = dots(chart);
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
        Element plot = plot(chart);
        double tenth = number(plot, "height") / 10;
        double bottom = number(plot, "y") + number(plot, "height");
        List<Element> whiskers = inPlot(chart, "line").stream()
                .filter(line -> number(line, "x1") == number(line, "x2"))
                .filter(line -> rgb(0).equals(attribute(line, "stroke")))
                .toList();
        assertEquals(2, whiskers.size());
        assertEquals(bottom - 2 * tenth, number(whiskers.get(0), "y1"), 0.11);
        assertEquals(bottom - 8 * tenth, number(whiskers.get(0), "y2"), 0.11);
        assertEquals(bottom - 4 * tenth, number(whiskers.get(1), "y1"), 0.11);
        assertEquals(bottom - 6 * tenth, number(whiskers.get(1), "y2"), 0.11);
    }

    @Test
    void whiskersOfALogarithmicAxisAreCutOffAtItsEnd() throws Exception {
        Series series = new Series(
                "a series", Style.WHISKERS, List.of(new Point(1, 5, -2, 8), Point.of(2, new Estimate(50, 1, 3))));
        LineChart chart = new LineChart("c", "C", Axis.linear("x"), Axis.log("y"), List.of(series));
        Element plot = plot(chart);
        double lowest = inPlot(chart, "line").stream()
                .filter(line -> rgb(0).equals(attribute(line, "stroke")))
                .mapToDouble(line -> number(line, "y1"))
                .max()
                .orElseThrow();
        assertEquals(number(plot, "y") + number(plot, "height"), lowest, 0.11);
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
        List<Element> bars = bars(chart, 0);
        bars.addAll(bars(chart, 1));
        assertEquals(3, bars.size());
        double unit = number(plot(chart), "height") / 15;
        assertEquals(8 * unit, number(bars.get(0), "height"), 0.11);
        assertEquals(4 * unit, number(bars.get(1), "height"), 0.11);
        assertEquals(2 * unit, number(bars.get(2), "height"), 0.11);
        double floor = number(bars.get(0), "y") + number(bars.get(0), "height");
        assertEquals(floor, number(bars.get(1), "y"), 0.11);
        assertEquals(floor, number(bars.get(2), "y") + number(bars.get(2), "height"), 0.11);
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
        Element bar = bars(chart, 0).get(0);
        Element plot = plot(chart);
        List<Element> dashed = inPlot(chart, "line").stream()
                .filter(line -> attribute(line, "stroke-dasharray").startsWith("6"))
                .toList();
        assertEquals(1, dashed.size());
        double height = number(bar, "y") + number(bar, "height") / 2;
        assertEquals(height, number(dashed.get(0), "y1"), 0.11);
        assertEquals(height, number(dashed.get(0), "y2"), 0.11);
        assertEquals(number(plot, "x"), number(dashed.get(0), "x1"), 0.11);
        assertEquals(number(plot, "x") + number(plot, "width"), number(dashed.get(0), "x2"), 0.11);
        assertTrue(parse(chart).getTextContent().contains("guessing"));
    }

    @Test
    void everySeriesHasAColourOfItsOwn() {
        long colours =
                IntStream.range(0, 8).mapToObj(ChartTheme::colour).distinct().count();
        assertEquals(8, colours);
    }

    @Test
    void ticksAreRound() {
        assertEquals(List.of(0.001, 0.01, 0.1, 1.0, 10.0), ChartAxes.roundValues(new Range(0.0009, 12)));
        assertEquals(List.of(20.0, 50.0, 100.0, 200.0), ChartAxes.roundValues(new Range(15, 300)));
        assertEquals(List.of(1e-8, 1e-6, 1e-4, 1e-2, 1.0), ChartAxes.roundValues(new Range(1e-9, 9)));
    }

    @Test
    void labelsOfAxesAreRoundOrChosen() throws Exception {
        Axis x = Axis.log("width").labelled(1, 100, 5000);
        List<String> texts = texts(line(x, Axis.linear("share").range(0, 1), Style.LINE, 0.2, 0.9, 0.5));
        assertTrue(texts.containsAll(List.of("1", "100", "0", "0.5")), () -> texts.toString());
        assertFalse(texts.contains("10"), () -> texts.toString());
        assertFalse(texts.contains("5000"), () -> texts.toString());
        assertTrue(texts(line(Axis.linear("x"), Axis.log("y"), Style.LINE, 1e-8, 1e-5))
                .containsAll(List.of("1e-8", "1e-7", "1e-6", "1e-5")));
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
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> new BarChart("c", "C", Axis.log("y"), List.of("a"), List.of(new Bars("x", List.of(NO_BAR)))));
        assertEquals("Axis y of bar chart c is LOG, expected LINEAR", e.getMessage());
    }

    /** At x = 1, 10, 100 ... of a logarithmic axis, else 1, 2, 4, 7 ... */
    private static LineChart line(Axis x, Axis y, Style style, double... values) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            points.add(Point.of(x.scale() == Scale.LOG ? Math.pow(10, i) : 1 + i * (i + 1) / 2.0, values[i]));
        }
        return new LineChart("c", "C", x, y, List.of(new Series("a series", style, points)));
    }

    /** Centre of a dot, in pixels. */
    private record Place(double x, double y) {}

    private static double across(List<Place> dots, int i) {
        return dots.get(i).x() - dots.get(i - 1).x();
    }

    private static double down(List<Place> dots, int i) {
        return dots.get(i).y() - dots.get(i - 1).y();
    }

    /** The dots of the first series: circles of radius 3, which Batik writes as a path of four curves from the right end. */
    private static List<Place> dots(Chart chart) throws Exception {
        return inPlot(chart, "path").stream()
                .filter(path -> path.getAttribute("d").contains(" C"))
                .filter(path -> path.getAttribute("stroke").equals("none"))
                .map(path -> path.getAttribute("d").substring(1).split(" "))
                .map(start -> new Place(Double.parseDouble(start[0]) - 3, Double.parseDouble(start[1])))
                .toList();
    }

    private static List<Element> bars(Chart chart, int series) throws Exception {
        return new ArrayList<>(inPlot(chart, "rect").stream()
                .filter(bar -> rgb(series).equals(attribute(bar, "fill")))
                .toList());
    }

    /** The white rectangle that the data are drawn on: the last one outside of the plot's own clip. */
    private static Element plot(Chart chart) throws Exception {
        return elements(chart, "rect").stream()
                .filter(rectangle -> rectangle.getAttribute("clip-path").equals("url(#clipPath1)"))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /** Elements that are clipped to the plot, which title, legend and labels are not. */
    private static List<Element> inPlot(Chart chart, String name) throws Exception {
        String whole = "url(#clipPath1)";
        return elements(chart, name).stream()
                .filter(element -> !element.getAttribute("clip-path").isEmpty())
                .filter(element -> !element.getAttribute("clip-path").equals(whole))
                .toList();
    }

    private static List<String> texts(Chart chart) throws Exception {
        return elements(chart, "text").stream().map(Element::getTextContent).toList();
    }

    private static String rgb(int series) {
        Color colour = ChartTheme.colour(series);
        return "rgb(" + colour.getRed() + "," + colour.getGreen() + "," + colour.getBlue() + ")";
    }

    /** An attribute that an element has or inherits. */
    private static String attribute(Element element, String name) {
        for (Node node = element; node instanceof Element own; node = node.getParentNode()) {
            if (own.hasAttribute(name)) {
                return own.getAttribute(name);
            }
        }
        return "";
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
