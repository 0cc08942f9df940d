package dev.bochner.experiments.stability;

import java.nio.file.Path;
import java.util.List;

/**
 * What the experiment found.
 *
 * @param sections figures for people: one for each protocol and m, then the penalties, then the targets
 * @param files that were written
 */
public record StabilityResult(List<Section> sections, List<Path> files) {
    public StabilityResult {
        sections = List.copyOf(sections);
        files = List.copyOf(files);
    }

    /**
     * A table.
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
