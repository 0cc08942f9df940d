package dev.bochner.experiments.stability;

import java.nio.file.Path;
import java.util.List;

/**
 * Results of the experiment.
 *
 * @param sections tables to print: the results of each protocol, then the penalties, then the targets
 * @param files the files that were written
 */
public record StabilityResult(List<Section> sections, List<Path> files) {
    public StabilityResult {
        sections = List.copyOf(sections);
        files = List.copyOf(files);
    }

    /**
     * A table to print.
     *
     * @param header its columns
     * @param rows as many cells each
     */
    public record Section(String title, List<String> header, List<List<String>> rows) {
        public Section {
            header = List.copyOf(header);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }
}
