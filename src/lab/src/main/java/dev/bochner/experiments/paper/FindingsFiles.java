package dev.bochner.experiments.paper;

import dev.bochner.experiments.figures.Chart;
import dev.bochner.experiments.figures.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes findings to files: one Markdown page, each table as CSV, each chart as SVG. */
public final class FindingsFiles {
    private FindingsFiles() {}

    /**
     * Writes the files, replacing those of an earlier run.
     *
     * @param name of the Markdown file, without an ending
     * @param directory created if it does not exist
     * @return the files, Markdown first
     * @throws UncheckedIOException if one cannot be written
     */
    public static List<Path> write(String name, Findings findings, Path directory) {
        List<Path> files = new ArrayList<>();
        files.add(write(directory.resolve(name + ".md"), findings.markdown()));
        for (Table table : findings.tables()) {
            files.add(write(directory.resolve(table.name() + ".csv"), table.csv()));
        }
        for (Chart chart : findings.charts()) {
            files.add(write(directory.resolve(chart.name() + ".svg"), chart.svg()));
        }
        return files;
    }

    private static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
