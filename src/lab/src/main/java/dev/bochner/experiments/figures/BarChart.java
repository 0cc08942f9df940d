package dev.bochner.experiments.figures;

import dev.bochner.experiments.figures.Axis.Scale;
import dev.bochner.experiments.figures.Sheet.Box;
import dev.bochner.experiments.figures.Svg.Anchor;
import dev.bochner.experiments.figures.Svg.Place;
import dev.bochner.experiments.figures.Svg.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Groups of bars with whiskers of a standard deviation, and dashed levels across all of them to compare with.
 *
 * @param name of its file, without an ending
 * @param title what it shows
 * @param y the vertical axis; a linear one includes 0
 * @param groups what is below the bars
 * @param bars a colour each
 * @param levels heights across all groups
 */
public record BarChart(String name, String title, Axis y, List<String> groups, List<Bars> bars, List<Level> levels)
        implements Chart {
    private static final double GAP = 9;
    private static final double SHARE = 0.8;
    private static final Stroke LEVEL = new Stroke(Palette.INK, 1, "5 4");

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

    /** Bars alone. */
    public BarChart(String name, String title, Axis y, List<String> groups, List<Bars> bars) {
        this(name, title, y, groups, bars, List.of());
    }

    @Override
    public String svg() {
        List<Legend.Entry> legend = new ArrayList<>();
        for (int i = 0; i < bars.size(); i++) {
            legend.add(new Legend.Entry(bars.get(i).name(), Stroke.solid(Palette.colour(i), 10)));
        }
        levels.forEach(level -> legend.add(new Legend.Entry(level.name(), LEVEL)));
        int longest = groups.stream().mapToInt(String::length).max().orElse(0);
        Sheet sheet = new Sheet(title, legend, slanted() ? 20 + longest * Svg.LETTER * 0.7 : 30);
        Box box = sheet.box();
        Range up = Range.of(y, heights(), box.bottom(), box.top());
        sheet.vertical(up);
        double slot = (box.right() - box.left()) / groups.size();
        for (int group = 0; group < groups.size(); group++) {
            double left = box.left() + group * slot;
            draw(sheet.svg(), up, group, new Place(left, slot));
            label(sheet.svg(), groups.get(group), new Place(left + slot / 2, box.bottom()));
        }
        for (Level level : levels) {
            double height = up.pixel(level.height());
            sheet.svg().line(new Place(box.left(), height), new Place(box.right(), height), LEVEL);
        }
        return sheet.svg().finished();
    }

    private List<Double> heights() {
        DoubleStream ends = DoubleStream.concat(
                bars.stream()
                        .flatMap(each -> each.heights().stream())
                        .filter(height -> !Double.isNaN(height.mean()))
                        .flatMapToDouble(height -> DoubleStream.of(
                                height.mean(), height.mean() - height.sd(), height.mean() + height.sd())),
                levels.stream().mapToDouble(Level::height));
        return y.scale() == Scale.LINEAR
                ? DoubleStream.concat(ends, DoubleStream.of(0)).boxed().toList()
                : ends.filter(end -> end > 0).boxed().toList();
    }

    /** @param slot its left end, and its width */
    private void draw(Svg svg, Range up, int group, Place slot) {
        double width = SHARE * slot.y() / bars.size();
        double floor = up.pixel(y.scale() == Scale.LINEAR ? 0 : up.low());
        for (int i = 0; i < bars.size(); i++) {
            Estimate height = bars.get(i).heights().get(group);
            if (Double.isNaN(height.mean())) {
                continue;
            }
            double x = slot.x() + (1 - SHARE) / 2 * slot.y() + i * width;
            double top = up.pixel(height.mean());
            svg.rectangle(new Place(x, Math.min(top, floor)), width - 1, Math.abs(floor - top), Palette.colour(i));
            Place low = new Place(x + width / 2, up.pixel(height.mean() - height.sd()));
            Place high = new Place(x + width / 2, up.pixel(height.mean() + height.sd()));
            svg.line(low, high, Stroke.solid(Palette.INK, 1));
        }
    }

    private void label(Svg svg, String words, Place below) {
        if (slanted()) {
            svg.text(new Place(below.x() + 4, below.y() + 14), Anchor.END, words, -40);
        } else {
            svg.text(new Place(below.x(), below.y() + 18), Anchor.MIDDLE, words);
        }
    }

    private boolean slanted() {
        double slot = Sheet.BOX_WIDTH / groups.size();
        return groups.stream().anyMatch(group -> group.length() * Svg.LETTER > slot - GAP);
    }
}
