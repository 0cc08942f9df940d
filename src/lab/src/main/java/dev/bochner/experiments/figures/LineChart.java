package dev.bochner.experiments.figures;

import dev.bochner.experiments.figures.Axis.Scale;
import dev.bochner.experiments.figures.Series.Style;
import dev.bochner.experiments.figures.Sheet.Box;
import dev.bochner.experiments.figures.Svg.Place;
import dev.bochner.experiments.figures.Svg.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Lines, bands, dots, histograms and densities over two axes of numbers.
 *
 * @param name of its file, without an ending
 * @param title what it shows
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param series a colour each
 */
public record LineChart(String name, String title, Axis x, Axis y, List<Series> series) implements Chart {
    private static final double DOT = 3;
    private static final double SERIF = 4;

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
        Sheet sheet = new Sheet(title, legend(), Sheet.LABELS_BELOW);
        Box box = sheet.box();
        Range across = Range.of(x, values(Point::x), box.left(), box.right());
        List<Double> heights = Stream.of(values(Point::y), values(Point::low), values(Point::high))
                .flatMap(List::stream)
                .filter(value -> y.scale() == Scale.LINEAR || value > 0)
                .toList();
        Range up = Range.of(y, heights, box.bottom(), box.top());
        requirePositive(up);
        sheet.horizontal(across);
        sheet.vertical(up);
        for (int i = 0; i < series.size(); i++) {
            new Drawing(sheet.svg(), across, up, Palette.colour(i)).draw(series.get(i));
        }
        return sheet.svg().finished();
    }

    /** A whisker may reach below 0 and is cut there; a value may not. */
    private void requirePositive(Range up) {
        if (y.scale() == Scale.LOG) {
            Range.of(y, values(Point::y), up.start(), up.end());
        }
    }

    private List<Double> values(ToDoubleFunction<Point> of) {
        return series.stream()
                .flatMap(each -> each.points().stream())
                .map(of::applyAsDouble)
                .toList();
    }

    private List<Legend.Entry> legend() {
        return IntStream.range(0, series.size())
                .mapToObj(i -> new Legend.Entry(series.get(i).name(), stroke(series.get(i), Palette.colour(i))))
                .toList();
    }

    private static Stroke stroke(Series series, String colour) {
        return switch (series.style()) {
            case DASHED -> new Stroke(colour, 1.5, "6 4");
            case DOTS -> new Stroke(colour, 5, "5 4");
            default -> Stroke.solid(colour, 2);
        };
    }

    /** One series. */
    private record Drawing(Svg svg, Range across, Range up, String colour) {
        void draw(Series series) {
            List<Place> places = series.points().stream()
                    .map(point -> place(point.x(), point.y()))
                    .toList();
            if (series.style() == Style.BAND) {
                band(series.points());
            }
            if (series.style() == Style.AREA) {
                area(places);
            }
            if (series.style() == Style.WHISKERS) {
                series.points().forEach(this::whisker);
            }
            if (series.style() != Style.DOTS) {
                svg.polyline(places, stroke(series, colour));
            }
            if (series.style() == Style.LINE || series.style() == Style.WHISKERS || series.style() == Style.DOTS) {
                places.forEach(place -> svg.circle(place, DOT, colour));
            }
        }

        private void band(List<Point> points) {
            List<Place> outline = new ArrayList<>();
            points.forEach(point -> outline.add(place(point.x(), point.high())));
            for (int i = points.size() - 1; i >= 0; i--) {
                outline.add(place(points.get(i).x(), points.get(i).low()));
            }
            svg.shape(outline, colour);
        }

        private void area(List<Place> places) {
            List<Place> outline = new ArrayList<>(places);
            outline.add(new Place(places.get(places.size() - 1).x(), up.start()));
            outline.add(new Place(places.get(0).x(), up.start()));
            svg.shape(outline, colour);
        }

        private void whisker(Point point) {
            Stroke thin = Stroke.solid(colour, 1);
            Place low = place(point.x(), point.low());
            Place high = place(point.x(), point.high());
            svg.line(low, high, thin);
            for (Place end : List.of(low, high)) {
                svg.line(new Place(end.x() - SERIF, end.y()), new Place(end.x() + SERIF, end.y()), thin);
            }
        }

        private Place place(double x, double y) {
            return new Place(across.pixel(x), up.pixel(y));
        }
    }
}
