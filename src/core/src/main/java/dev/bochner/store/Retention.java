package dev.bochner.store;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What an expiry removes. With both a number and a date, a snapshot goes only if both say so; with neither, none goes.
 *
 * @param versions whose snapshots; empty for those of all versions
 * @param keepLast how many of the newest snapshots of each version stay, 1 or more
 * @param before snapshots of this date and later stay
 * @param replaced age from which replaced and rolled-back snapshots are deleted
 * @param quarantine age from which quarantined rows are deleted; empty keeps them
 * @param runs age from which the journals of ended runs are deleted; empty keeps them
 */
public record Retention(
        Set<VersionId> versions,
        OptionalInt keepLast,
        Optional<LocalDate> before,
        Duration replaced,
        Optional<Duration> quarantine,
        Optional<Duration> runs) {

    public Retention {
        versions = Set.copyOf(versions);
        if (keepLast.isPresent() && keepLast.getAsInt() < 1) {
            throw new IllegalArgumentException("Number of snapshots to keep is " + keepLast.getAsInt()
                    + ", expected 1 or more: the newest snapshot of a version always stays");
        }
    }

    /** Whether a snapshot may go that stands at this place among those of its version, 0 for the newest. */
    boolean mayGo(Snapshot snapshot, int place) {
        boolean concerned = versions.isEmpty() || versions.contains(snapshot.version());
        boolean ruled = keepLast.isPresent() || before.isPresent();
        boolean beyondNumber = keepLast.isEmpty() || place >= keepLast.getAsInt();
        boolean beforeDate = before.isEmpty() || snapshot.ds().isBefore(before.get());
        return place > 0 && concerned && ruled && beyondNumber && beforeDate;
    }
}
