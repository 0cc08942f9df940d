package dev.bochner.experiments.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A table.
 *
 * @param name name of its file without the extension: lower-case letters, digits and hyphens
 * @param title title of the table
 * @param header title of each column
 * @param rows rows of as many cells as the header has
 */
public record Table(String name, String title, List<String> header, List<List<Cell>> rows) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern QUOTED = Pattern.compile("[\",\r\n]");

    /** Copies the lists. */
    public Table {
        requireName(name);
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<Cell> row : rows) {
            if (row.size() != header.size()) {
                throw new IllegalArgumentException("Row of table " + name + " has " + row.size() + " cells, expected "
                        + header.size() + ": " + row);
            }
        }
    }

    static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" cannot name a file, expected lower-case letters, digits and single hyphens");
        }
    }

    /** A table in Markdown, without its title. */
    public String markdown() {
        StringBuilder text = new StringBuilder(markdown(header));
        text.append("|---".repeat(header.size())).append("|\n");
        rows.forEach(row -> text.append(markdown(row.stream().map(Cell::text).toList())));
        return text.toString();
    }

    private static String markdown(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.replace("|", "\\|").replace('\n', ' '))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** Comma-separated values (RFC 4180, but lines end with a line feed). A column of estimates is two: mean and sd. */
    public String csv() {
        List<List<String>> lines = new ArrayList<>(List.of(new ArrayList<>()));
        rows.forEach(row -> lines.add(new ArrayList<>()));
        for (int column = 0; column < header.size(); column++) {
            int width = width(column);
            lines.get(0).add(header.get(column));
            for (int extra = 1; extra < width; extra++) {
                lines.get(0).add(header.get(column) + " sd");
            }
            for (int row = 0; row < rows.size(); row++) {
                List<String> values = rows.get(row).get(column).values();
                for (int i = 0; i < width; i++) {
                    lines.get(row + 1).add(i < values.size() ? values.get(i) : "");
                }
            }
        }
        return csv(lines);
    }

    /** Lines of cells as comma-separated values. */
    public static String csv(List<List<String>> lines) {
        return lines.stream()
                .map(line -> line.stream().map(Table::quoted).collect(Collectors.joining(",", "", "\n")))
                .collect(Collectors.joining());
    }

    private int width(int column) {
        return rows.stream()
                .mapToInt(row -> row.get(column).values().size())
                .max()
                .orElse(1);
    }

    private static String quoted(String cell) {
        return QUOTED.matcher(cell).find() ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
