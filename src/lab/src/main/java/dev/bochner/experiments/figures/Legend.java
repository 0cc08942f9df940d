package dev.bochner.experiments.figures;

import dev.bochner.experiments.figures.Svg.Anchor;
import dev.bochner.experiments.figures.Svg.Place;
import dev.bochner.experiments.figures.Svg.Stroke;
import java.util.ArrayList;
import java.util.List;

/** Names and their colours, in as many lines as they need. */
final class Legend {
    static final double LINE = 18;

    private static final double MARK = 24;
    private static final double GAP = 20;

    /** A name, and the pen that its values are drawn with. */
    record Entry(String name, Stroke stroke) {}

    private final List<List<Entry>> lines = new ArrayList<>();

    /** Puts the names into lines of a width. */
    Legend(List<Entry> entries, double width) {
        double used = 0;
        for (Entry entry : entries) {
            if (lines.isEmpty() || used + width(entry) > width) {
                lines.add(new ArrayList<>());
                used = 0;
            }
            lines.get(lines.size() - 1).add(entry);
            used += width(entry);
        }
    }

    double height() {
        return lines.size() * LINE;
    }

    /** @param corner upper left */
    void draw(Svg svg, Place corner) {
        for (int i = 0; i < lines.size(); i++) {
            double x = corner.x();
            double y = corner.y() + i * LINE + LINE / 2;
            for (Entry entry : lines.get(i)) {
                svg.line(new Place(x, y), new Place(x + MARK - 4, y), entry.stroke);
                svg.text(new Place(x + MARK, y + 4), Anchor.START, entry.name);
                x += width(entry);
            }
        }
    }

    private static double width(Entry entry) {
        return MARK + GAP + Svg.LETTER * entry.name.length();
    }
}
