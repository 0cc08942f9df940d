package dev.bochner.store;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The rules by which an expiry selects what to remove. If both a number and a date are given, a snapshot is removed only if both
 * rules select it; if neither is given, no snapshot is removed.
 *
 * @param versions the versions whose snapshots may be removed; empty for all versions
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

    /** Returns whether a snapshot may be removed that has this rank among those of its version, 0 being the newest. */
    boolean mayGo(Snapshot snapshot, int place) {
        boolean concerned = versions.isEmpty() || versions.contains(snapshot.version());
        boolean ruled = keepLast.isPresent() || before.isPresent();
        boolean beyondNumber = keepLast.isEmpty() || place >= keepLast.getAsInt();
        boolean beforeDate = before.isEmpty() || snapshot.ds().isBefore(before.get());
        return place > 0 && concerned && ruled && beyondNumber && beforeDate;
    }
}
