package dev.bochner.store;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

class ExpiryTest {
    static Retention keepLast(int snapshots) {
        return new Retention(
                Set.of(),
                OptionalInt.of(snapshots),
                Optional.empty(),
                Duration.ofDays(3),
                Optional.empty(),
                Optional.empty());
    }
}
