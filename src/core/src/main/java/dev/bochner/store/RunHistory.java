package dev.bochner.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The commands that wrote a table, as its journals record them.
 *
 * @param runs the newest first
 * @param skipped files below {@code _runs} that are not journals or are damaged, each with the reason
 */
public record RunHistory(List<RunRecord> runs, List<String> skipped) {
    private static final String JSON = ".json";
    private static final Comparator<RunRecord> NEWEST_FIRST = Comparator.comparing(RunRecord::started)
            .thenComparing(RunRecord::runId)
            .reversed();

    public RunHistory {
        runs = List.copyOf(runs);
        skipped = List.copyOf(skipped);
    }

    /**
     * Reads the newest journals of a table.
     *
     * @param limit maximum number of journals to read, 1 or more
     */
    public static RunHistory of(FeatureTable table, int limit) {
        List<RunRecord> runs = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        List<Path> files = table.files().list(table.resolve(FeatureTable.RUNS)).stream()
                .map(FileStatus::getPath)
                .filter(file -> !file.getName().startsWith("."))
                .sorted(Comparator.comparing(Path::getName).reversed())
                .toList();
        for (Path file : files) {
            if (runs.size() == limit) {
                break;
            }
            try {
                String name = file.getName();
                String run = name.endsWith(JSON) ? name.substring(0, name.length() - JSON.length()) : name;
                table.files()
                        .read(table.runPath(new RunId(run)))
                        .map(bytes -> RunRecordJson.read(bytes, file))
                        .ifPresent(runs::add);
            } catch (IllegalArgumentException e) {
                skipped.add("File " + file + " is no journal of a run");
            } catch (StoreException e) {
                skipped.add(String.valueOf(e.getMessage()));
            }
        }
        // The names have the second of the start, which two runs may share.
        runs.sort(NEWEST_FIRST);
        return new RunHistory(runs, skipped);
    }
}
