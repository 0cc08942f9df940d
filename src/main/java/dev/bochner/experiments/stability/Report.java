package dev.bochner.experiments.stability;

import dev.bochner.experiments.stability.StabilityResult.Section;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What was found, in files and for people. */
final class Report {
    private final StabilityOptions options;
    private final List<Played> played;

    Report(StabilityOptions options, List<Played> played) {
        this.options = options;
        this.played = List.copyOf(played);
    }

    /** Writes {@code stability.csv}, {@code stability-all.csv} and {@code stability.svg} into the directory. */
    StabilityResult write() {
        List<Section> sections = new ArrayList<>();
        played.forEach(each -> sections.add(Tables.figures(each)));
        played.forEach(each -> sections.add(Tables.penalties(each)));
        sections.add(Targets.section(played, Targets.m(options.ms())));
        return new StabilityResult(
                sections,
                List.of(
                        write("stability.csv", Csv.headline(played.get(0))),
                        write("stability-all.csv", Csv.all(played)),
                        write("stability.svg", Plot.svg(played))));
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
