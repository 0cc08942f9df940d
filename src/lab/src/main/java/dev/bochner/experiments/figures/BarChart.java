package dev.bochner.experiments.figures;

import dev.bochner.experiments.figures.Axis.Scale;
import java.awt.geom.Line2D;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.CategoryLabelPositions;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.renderer.category.StatisticalBarRenderer;
import org.jfree.data.statistics.DefaultStatisticalCategoryDataset;

/**
 * Groups of bars with whiskers of a standard deviation, and dashed levels across all of them to compare with.
 *
 * @param name name of its file without the extension
 * @param title title of the chart
 * @param y the vertical axis, linear; it includes 0
 * @param groups labels below the groups of bars
 * @param bars the bars, one colour for each element
 * @param levels dashed lines across all groups
 */
public record BarChart(String name, String title, Axis y, List<String> groups, List<Bars> bars, List<Level> levels)
        implements Chart {
    /** Letters that the labels of all groups may have together before they are slanted. */
    private static final int LETTERS_ABREAST = 80;

    private static final int HEIGHT = 400;
    private static final int SLANTED = 100;

    /**
     * The bars of one colour.
     *
     * @param name in the legend
     * @param heights one for each group; a mean of NaN where there is no bar
     */
    public record Bars(String name, List<Estimate> heights) {
        /** Copies the list. */
        public Bars {
            heights = List.copyOf(heights);
        }
    }

    /**
     * A dashed line across all groups.
     *
     * @param name in the legend
     */
    public record Level(String name, double height) {}

    /** Copies the lists. */
    public BarChart {
        Table.requireName(name);
        if (y.scale() != Scale.LINEAR) {
            throw new IllegalArgumentException(
                    "Axis " + y.title() + " of bar chart " + name + " is " + y.scale() + ", expected LINEAR");
        }
        groups = List.copyOf(groups);
        bars = List.copyOf(bars);
        levels = List.copyOf(levels);
        for (Bars each : bars) {
            if (each.heights().size() != groups.size()) {
                throw new IllegalArgumentException("Chart " + name + " has "
                        + each.heights().size() + " bars of " + each.name() + ", expected " + groups.size());
            }
        }
    }

    /** A chart without levels. */
    public BarChart(String name, String title, Axis y, List<String> groups, List<Bars> bars) {
        this(name, title, y, groups, bars, List.of());
    }

    @Override
    public String svg() {
        StatisticalBarRenderer renderer = new StatisticalBarRenderer();
        renderer.setItemMargin(0.05);
        renderer.setErrorIndicatorPaint(ChartTheme.INK);
        for (int i = 0; i < bars.size(); i++) {
            renderer.setSeriesPaint(i, ChartTheme.colour(i));
        }
        CategoryPlot plot = new CategoryPlot(dataset(), groupAxis(), valueAxis(), renderer);
        ChartTheme.grid(plot);
        LegendItemCollection legend = plot.getLegendItems();
        for (Level level : levels) {
            plot.addRangeMarker(new ValueMarker(level.height(), ChartTheme.INK, ChartTheme.DASHES));
            legend.add(legendItem(level));
        }
        plot.setFixedLegendItems(legend);
        return SvgFile.of(ChartTheme.chart(title, plot), areSlanted() ? HEIGHT + SLANTED : HEIGHT);
    }

    private DefaultStatisticalCategoryDataset dataset() {
        DefaultStatisticalCategoryDataset dataset = new DefaultStatisticalCategoryDataset();
        for (Bars each : bars) {
            for (int group = 0; group < groups.size(); group++) {
                Estimate height = each.heights().get(group);
                dataset.add(height.mean(), height.sd(), each.name(), groups.get(group));
            }
        }
        return dataset;
    }

    private ValueAxis valueAxis() {
        DoubleStream ends = DoubleStream.concat(
                bars.stream()
                        .flatMap(each -> each.heights().stream())
                        .filter(height -> !Double.isNaN(height.mean()))
                        .flatMapToDouble(
                                height -> DoubleStream.of(height.mean() - height.sd(), height.mean() + height.sd())),
                levels.stream().mapToDouble(Level::height));
        return ChartAxes.of(
                y, DoubleStream.concat(ends, DoubleStream.of(0)).boxed().toList());
    }

    private CategoryAxis groupAxis() {
        CategoryAxis axis = new CategoryAxis();
        axis.setCategoryMargin(0.2);
        axis.setLowerMargin(0.01);
        axis.setUpperMargin(0.01);
        if (areSlanted()) {
            axis.setCategoryLabelPositions(CategoryLabelPositions.UP_45);
            axis.setMaximumCategoryLabelWidthRatio(3);
        }
        return axis;
    }

    private boolean areSlanted() {
        int longest = groups.stream().mapToInt(String::length).max().orElse(0);
        return longest * groups.size() > LETTERS_ABREAST;
    }

    private static LegendItem legendItem(Level level) {
        return new LegendItem(
                level.name(), "", "", "", new Line2D.Double(-10, 0, 10, 0), ChartTheme.DASHES, ChartTheme.INK);
    }
}
