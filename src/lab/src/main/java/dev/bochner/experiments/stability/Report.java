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

/** Writes the results of the experiment to files and lists them as tables. */
final class Report {
    private final StabilityOptions options;
    private final List<ProtocolResult> played;

    Report(StabilityOptions options, List<ProtocolResult> played) {
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
        for (ProtocolResult each : played) {
            files.add(write(chartName(each.protocol()) + ".svg", chart(each).svg()));
        }
        return new StabilityResult(sections, files);
    }

    /**
     * Name of a protocol's chart: {@code stability} for the first protocol, like the CSV file; {@code
     * stability-growing-data} for the other.
     */
    private String chartName(Protocol protocol) {
        return protocol == played.get(0).protocol()
                ? "stability"
                : "stability-" + protocol.label().replace(' ', '-');
    }

    private BarChart chart(ProtocolResult played) {
        return new BarChart(
                chartName(played.protocol()),
                "Accuracy, " + played.protocol().label(),
                Axis.linear("accuracy, %"),
                played.variants().stream()
                        .map(measured -> measured.variant().label())
                        .toList(),
                List.of(
                        bars("fitted on the same day (fresh)", played, VariantScores::fresh),
                        bars("fitted the day before (stale)", played, VariantScores::stale)),
                List.of(new Level("commonest class", 100 * played.commonest())));
    }

    private static Bars bars(String name, ProtocolResult played, Function<VariantScores, Estimate> measure) {
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
