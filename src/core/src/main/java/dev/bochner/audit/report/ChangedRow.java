package dev.bochner.audit.report;

import dev.bochner.audit.report.AuditReport.ChangedItem;
import java.util.List;
import java.util.Set;

/** A line of the table of the most changed items. */
record ChangedRow(String id, String cosine, List<Neighbour> before, List<Neighbour> after) {
    /**
     * An item's neighbour.
     *
     * @param tone {@code kept} if it is one on both days, else {@code changed}
     */
    record Neighbour(String id, String tone) {}

    static ChangedRow of(ChangedItem item) {
        return new ChangedRow(
                item.id(),
                NumberFormats.number(item.cosine()),
                neighbours(item.before(), Set.copyOf(item.after())),
                neighbours(item.after(), Set.copyOf(item.before())));
    }

    private static List<Neighbour> neighbours(List<String> ids, Set<String> otherDay) {
        return ids.stream()
                .map(id -> new Neighbour(id, otherDay.contains(id) ? "kept" : "changed"))
                .toList();
    }
}
