package dev.bochner.experiments.paper;

import dev.bochner.experiments.figures.Chart;
import dev.bochner.experiments.figures.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The findings of an experiment: paragraphs, tables, charts and verdicts, in reading order.
 *
 * @param title title of the page
 * @param parts one below the other
 */
public record Findings(String title, List<Part> parts) {
    /** A part of the findings. */
    public sealed interface Part {}

    /** A paragraph of Markdown. */
    public record Paragraph(String words) implements Part {}

    /** A table. */
    public record Tabled(Table table) implements Part {}

    /** A chart. */
    public record Drawn(Chart chart) implements Part {}

    /** Verdicts on claims. */
    public record Judged(List<Verdict> verdicts) implements Part {
        /** Copies the list. */
        public Judged {
            verdicts = List.copyOf(verdicts);
        }
    }

    /** Copies the list, and refuses two files of one name. */
    public Findings {
        parts = List.copyOf(parts);
        Set<String> files = new HashSet<>();
        for (Part part : parts) {
            String file = part instanceof Tabled tabled
                    ? tabled.table().name() + ".csv"
                    : part instanceof Drawn drawn ? drawn.chart().name() + ".svg" : "";
            if (!file.isEmpty() && !files.add(file)) {
                throw new IllegalArgumentException("Findings \"" + title + "\" would write " + file + " twice");
            }
        }
    }

    /** Starts to build findings. */
    public static Builder titled(String title) {
        return new Builder(title);
    }

    /** All tables. */
    public List<Table> tables() {
        return parts.stream()
                .filter(Tabled.class::isInstance)
                .map(part -> ((Tabled) part).table())
                .toList();
    }

    /** All charts. */
    public List<Chart> charts() {
        return parts.stream()
                .filter(Drawn.class::isInstance)
                .map(part -> ((Drawn) part).chart())
                .toList();
    }

    /** All verdicts. */
    public List<Verdict> verdicts() {
        return parts.stream()
                .filter(Judged.class::isInstance)
                .flatMap(part -> ((Judged) part).verdicts().stream())
                .toList();
    }

    /** The whole as Markdown. Charts are named as files beside it. */
    public String markdown() {
        StringBuilder text = new StringBuilder("# " + title + "\n");
        for (Part part : parts) {
            text.append('\n').append(markdown(part));
        }
        return text.toString();
    }

    private static String markdown(Part part) {
        if (part instanceof Tabled tabled) {
            return tabled.table().title() + "\n\n" + tabled.table().markdown();
        }
        if (part instanceof Drawn drawn) {
            return "![" + drawn.chart().title() + "](" + drawn.chart().name() + ".svg)\n";
        }
        if (part instanceof Judged judged) {
            StringBuilder text = new StringBuilder();
            judged.verdicts().forEach(verdict -> text.append(verdict.markdown()));
            return text.toString();
        }
        return ((Paragraph) part).words() + "\n";
    }

    /** Collects parts. */
    public static final class Builder {
        private final String title;
        private final List<Part> parts = new ArrayList<>();

        private Builder(String title) {
            this.title = title;
        }

        /** A paragraph of Markdown. */
        public Builder say(String words) {
            parts.add(new Paragraph(words));
            return this;
        }

        /** A table. */
        public Builder show(Table table) {
            parts.add(new Tabled(table));
            return this;
        }

        /** A chart. */
        public Builder show(Chart chart) {
            parts.add(new Drawn(chart));
            return this;
        }

        /** A list of verdicts. */
        public Builder judge(Verdict... verdicts) {
            parts.add(new Judged(List.of(verdicts)));
            return this;
        }

        /** The findings. */
        public Findings build() {
            return new Findings(title, parts);
        }
    }
}
