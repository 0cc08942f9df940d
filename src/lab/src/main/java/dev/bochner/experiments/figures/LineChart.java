package dev.bochner.experiments.figures;

import dev.bochner.experiments.figures.Axis.Scale;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/**
 * Lines, bands, dots, histograms and densities over two axes of numbers.
 *
 * @param name name of its file without the extension
 * @param title title of the chart
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param series the series, in different colours
 */
public record LineChart(String name, String title, Axis x, Axis y, List<Series> series) implements Chart {
    private static final int HEIGHT = 420;
    private static final double DOT_RADIUS = 3;
    private static final float OPACITY = 0.2f;

    /** Copies the list. */
    public LineChart {
        Table.requireName(name);
        series = List.copyOf(series);
        if (series.isEmpty()) {
            throw new IllegalArgumentException("Chart " + name + " has no series");
        }
    }

    @Override
    public String svg() {
        XYPlot plot = new XYPlot();
        ValueAxis across = ChartAxes.of(x, values(Point::x));
        ValueAxis up = ChartAxes.of(y, heights());
        plot.setDomainAxis(across);
        plot.setRangeAxis(up);
        ChartTheme.grid(plot);
        for (int i = 0; i < series.size(); i++) {
            plot.setDataset(i, dataset(series.get(i), up));
            plot.setRenderer(i, renderer(series.get(i), ChartTheme.colour(i)));
        }
        return SvgFile.of(ChartTheme.chart(title, plot), HEIGHT);
    }

    /**
     * Values and the ends of their ranges. On a logarithmic axis a range may reach below 0 and is cut off there; a value
     * may not.
     */
    private List<Double> heights() {
        List<Double> ends = Stream.of(values(Point::low), values(Point::high))
                .flatMap(List::stream)
                .filter(end -> y.scale() == Scale.LINEAR || end > 0)
                .toList();
        return Stream.concat(values(Point::y).stream(), ends.stream()).toList();
    }

    private List<Double> values(ToDoubleFunction<Point> of) {
        return series.stream()
                .flatMap(each -> each.points().stream())
                .map(of::applyAsDouble)
                .toList();
    }

    private static YIntervalSeriesCollection dataset(Series series, ValueAxis up) {
        boolean isArea = series.style() == Series.Style.AREA;
        YIntervalSeries points = new YIntervalSeries(series.name(), false, true);
        for (Point point : series.points()) {
            double low = isArea ? up.getLowerBound() : Math.max(point.low(), up.getLowerBound());
            points.add(point.x(), point.y(), low, isArea ? point.y() : point.high());
        }
        YIntervalSeriesCollection dataset = new YIntervalSeriesCollection();
        dataset.addSeries(points);
        return dataset;
    }

    private static XYLineAndShapeRenderer renderer(Series series, Color colour) {
        XYLineAndShapeRenderer renderer = switch (series.style()) {
            case LINE -> new XYLineAndShapeRenderer(true, true);
            case DASHED -> new XYLineAndShapeRenderer(true, false);
            case DOTS -> new XYLineAndShapeRenderer(false, true);
            case BAND, AREA -> band(colour);
            case WHISKERS -> whiskers(colour);
        };
        renderer.setSeriesPaint(0, colour);
        renderer.setSeriesStroke(0, series.style() == Series.Style.DASHED ? ChartTheme.DASHES : ChartTheme.LINE);
        renderer.setSeriesShape(0, new Ellipse2D.Double(-DOT_RADIUS, -DOT_RADIUS, 2 * DOT_RADIUS, 2 * DOT_RADIUS));
        renderer.setDrawSeriesLineAsPath(true);
        return renderer;
    }

    private static XYLineAndShapeRenderer band(Color colour) {
        DeviationRenderer renderer = new DeviationRenderer(true, false);
        renderer.setSeriesFillPaint(0, colour);
        renderer.setAlpha(OPACITY);
        return renderer;
    }

    private static XYLineAndShapeRenderer whiskers(Color colour) {
        XYErrorRenderer renderer = new XYErrorRenderer();
        renderer.setDefaultLinesVisible(true);
        renderer.setDrawXError(false);
        renderer.setErrorPaint(colour);
        return renderer;
    }
}
