package dev.bochner.daily;

import dev.bochner.store.StagedOutput;
import dev.bochner.store.StagedOutput.StagedVersion;
import dev.bochner.store.VersionId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Decides from the counts alone whether a staged snapshot may be published. */
final class DataGate {
    private final double maxInvalidFraction;

    DataGate(double maxInvalidFraction) {
        this.maxInvalidFraction = maxInvalidFraction;
    }

    /** Returns why the snapshot is refused; empty if it may be published. */
    Optional<String> refusal(StagedOutput staged, List<VersionId> versions) {
        if (staged.rowsRead() == 0) {
            return Optional.of("the snapshot is empty: 0 rows read");
        }
        return versions.stream()
                .flatMap(version -> refusal(staged, version).stream())
                .findFirst();
    }

    private Optional<String> refusal(StagedOutput staged, VersionId version) {
        StagedVersion part = staged.of(version);
        double share = (double) part.rowsQuarantined() / staged.rowsRead();
        if (share > maxInvalidFraction) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "%d of %d rows (%.4g %%) of %s are quarantined %s, more than validation.max-invalid-fraction = %s",
                    part.rowsQuarantined(),
                    staged.rowsRead(),
                    100 * share,
                    version,
                    part.quarantined(),
                    maxInvalidFraction));
        }
        return part.rowsWritten() == 0 ? Optional.of("no row of " + version + " is left to publish") : Optional.empty();
    }
}
