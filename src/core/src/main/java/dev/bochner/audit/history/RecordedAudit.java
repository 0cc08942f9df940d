package dev.bochner.audit.history;

import dev.bochner.audit.metric.Level;
import dev.bochner.audit.metric.Metric;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One audit as the history holds it.
 *
 * @param run the run that was audited
 * @param ds the date of the snapshot
 * @param at when it was audited
 * @param verdict whether the snapshot might be published
 * @param figures every metric, one of each name
 */
record RecordedAudit(String run, LocalDate ds, Instant at, Level verdict, List<Figure> figures) {
    /** Of several audits of a date the greatest counts; the run's name decides between equal times. */
    static final Comparator<RecordedAudit> NEWEST_LAST =
            Comparator.comparing(RecordedAudit::at).thenComparing(RecordedAudit::run);

    RecordedAudit {
        figures = List.copyOf(figures);
    }

    /**
     * A metric and what its constraint said of it.
     *
     * @param level empty if there was no constraint
     */
    record Figure(Metric metric, Optional<Level> level) {}
}
