package dev.bochner.experiments.stability;

import dev.bochner.experiments.figures.Axis;
import dev.bochner.experiments.figures.BarChart;
import dev.bochner.experiments.figures.BarChart.Bars;
import dev.bochner.experiments.figures.BarChart.Level;
import dev.bochner.experiments.figures.Estimate;
import dev.bochner.experiments.stability.StabilityResult.Section;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What was found, in files and for people. */
final class Report {
    private final StabilityOptions options;
    private final List<Played> played;

    Report(StabilityOptions options, List<Played> played) {
        this.options = options;
        this.played = List.copyOf(played);
    }

    /** Writes {@code stability.csv}, {@code stability-all.csv} and a chart for each protocol into the directory. */
    StabilityResult write() {
        List<Section> sections = new ArrayList<>();
        played.forEach(each -> sections.add(Tables.figures(each)));
        played.forEach(each -> sections.add(Tables.penalties(each)));
        sections.add(Targets.section(played, Targets.m(options.ms())));
        List<Path> files = new ArrayList<>();
        files.add(write("stability.csv", Csv.headline(played.get(0))));
        files.add(write("stability-all.csv", Csv.all(played)));
        for (Played each : played) {
            files.add(write(chartName(each.protocol()) + ".svg", chart(each).svg()));
        }
        return new StabilityResult(sections, files);
    }

    /** {@code stability}, as the CSV, of the protocol that comes first; {@code stability-growing-data}. */
    private String chartName(Protocol protocol) {
        return protocol == played.get(0).protocol()
                ? "stability"
                : "stability-" + protocol.label().replace(' ', '-');
    }

    private BarChart chart(Played played) {
        return new BarChart(
                chartName(played.protocol()),
                "Accuracy, " + played.protocol().label(),
                Axis.linear("accuracy, %"),
                played.variants().stream()
                        .map(measured -> measured.variant().label())
                        .toList(),
                List.of(
                        bars("fitted on the same day (fresh)", played, Figures::fresh),
                        bars("fitted the day before (stale)", played, Figures::stale)),
                List.of(new Level("commonest class", 100 * played.commonest())));
    }

    private static Bars bars(String name, Played played, Function<Figures, Estimate> measure) {
        return new Bars(
                name,
                played.variants().stream()
                        .map(measured -> measure.apply(measured.figures()).times(100))
                        .toList());
    }

    private Path write(String name, String text) {
        Path file = options.out().resolve(name);
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
