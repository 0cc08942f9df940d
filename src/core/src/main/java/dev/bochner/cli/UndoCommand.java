package dev.bochner.cli;

import dev.bochner.store.FeatureTable;
import dev.bochner.store.VersionId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The exact commands that take a date back which has just been published. */
final class UndoCommand {
    private static final Pattern PLAIN = Pattern.compile("[\\w./:=@%+,-]+");

    private UndoCommand() {}

    /**
     * One command for each version, or one for all where they share it. None for a version of which later dates are published,
     * since a rollback would take those too, or of which nothing is before.
     *
     * @param versions those of the job
     * @param catalogTable the metastore table that follows, if any
     */
    static List<String> of(
            FeatureTable table, LocalDate ds, Collection<VersionId> versions, Optional<String> catalogTable) {
        List<VersionId> newest = versions.stream()
                .filter(version -> table.latest(version)
                        .filter(latest -> latest.ds().equals(ds))
                        .isPresent())
                .filter(version -> table.latestBefore(version, ds).isPresent())
                .toList();
        List<LocalDate> targets = newest.stream()
                .map(version -> table.latestBefore(version, ds).orElseThrow().ds())
                .distinct()
                .toList();
        String end =
                catalogTable.map(name -> " --catalog-table " + quoted(name)).orElse("");
        String begin = "bochner rollback --table " + quoted(table.root().toString()) + " --to ";
        if (targets.size() == 1 && newest.size() == table.versions().size()) {
            return List.of(begin + targets.get(0) + end);
        }
        List<String> commands = new ArrayList<>();
        for (VersionId version : newest) {
            LocalDate to = table.latestBefore(version, ds).orElseThrow().ds();
            commands.add(begin + to + " --m " + version.m() + " --seed " + version.seed() + end);
        }
        return commands;
    }

    /** As a shell takes it for one word. */
    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
