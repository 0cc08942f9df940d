package dev.bochner.experiments.figures;

import dev.bochner.experiments.figures.Svg.Anchor;
import dev.bochner.experiments.figures.Svg.Place;
import dev.bochner.experiments.figures.Svg.Stroke;
import java.util.List;

/** The paper of a chart: title, legend, a box to draw in, and axes around it. */
final class Sheet {
    /** Height of labels and title below a horizontal axis of numbers. */
    static final double LABELS_BELOW = 48;

    static final double BOX_WIDTH = 580;

    private static final double LEFT = 76;
    private static final double RIGHT = 24;
    private static final double WIDTH = LEFT + BOX_WIDTH + RIGHT;
    private static final double TITLE = 30;
    private static final double BOX_HEIGHT = 300;
    private static final double GAP = 10;
    private static final Stroke GRID = Stroke.solid(Palette.GRID, 1);

    /** Where the data go. */
    record Box(double left, double top, double right, double bottom) {}

    private final Svg svg;
    private final Box box;

    /** @param below height of what stands below the box */
    Sheet(String title, List<Legend.Entry> entries, double below) {
        Legend legend = new Legend(entries, WIDTH - LEFT - RIGHT);
        double top = TITLE + legend.height() + GAP;
        this.box = new Box(LEFT, top, WIDTH - RIGHT, top + BOX_HEIGHT);
        this.svg = new Svg(title, WIDTH, box.bottom + below);
        svg.text(new Place(LEFT, TITLE - 10), Anchor.START, title);
        legend.draw(svg, new Place(LEFT, TITLE));
    }

    Svg svg() {
        return svg;
    }

    Box box() {
        return box;
    }

    /** Grid, labels and title of the axis at the left. */
    void vertical(Range range) {
        for (double tick : range.ticks()) {
            double y = range.pixel(tick);
            svg.line(new Place(box.left, y), new Place(box.right, y), GRID);
            svg.text(new Place(box.left - 8, y + 4), Anchor.END, Ticks.label(tick));
        }
        double middle = (box.top + box.bottom) / 2;
        svg.text(new Place(16, middle), Anchor.MIDDLE, range.axis().title(), -90);
    }

    /** Grid, labels and title of the axis below. */
    void horizontal(Range range) {
        for (double tick : range.ticks()) {
            double x = range.pixel(tick);
            svg.line(new Place(x, box.top), new Place(x, box.bottom), GRID);
            svg.text(new Place(x, box.bottom + 16), Anchor.MIDDLE, Ticks.label(tick));
        }
        svg.text(
                new Place((box.left + box.right) / 2, box.bottom + 38),
                Anchor.MIDDLE,
                range.axis().title());
    }
}
