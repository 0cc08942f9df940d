package dev.bochner.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * The file that marks a staging as refused by the audit: its snapshots are complete and are kept for some time, so that a user
 * may accept them. It is written before the journal is closed; from then on no crash loses the snapshots.
 *
 * @param ds the date
 * @param versions the versions that have a sealed snapshot in the staging
 * @param retention how long it is kept, from when the mark was made; other commands may have other settings
 * @param message why it was refused
 */
record AuditHold(LocalDate ds, List<VersionId> versions, Duration retention, String message) {
    private static final int FORMAT = 1;

    AuditHold {
        versions = List.copyOf(versions);
    }

    /** Returns the mark of a staging, if it has one. */
    static Optional<AuditHold> in(FeatureTable table, Staging staging) {
        Path file = staging.refusal();
        return table.files().read(file).map(bytes -> read(bytes, file));
    }

    /**
     * Marks a staging.
     *
     * @throws LostStagingException if it is no longer held
     */
    void leaveIn(Staging staging) {
        staging.rewrite(staging.refusal(), bytes());
    }

    private byte[] bytes() {
        ObjectNode node = Json.object();
        node.put("format", FORMAT);
        node.put("ds", ds.toString());
        ArrayNode names = node.putArray("versions");
        versions.forEach(version -> names.add(version.toString()));
        node.put("retention", retention.toString());
        node.put("message", message);
        return Json.bytes(node);
    }

    private static AuditHold read(byte[] bytes, Path file) {
        Json json = Json.read(bytes, file, FORMAT);
        try {
            return new AuditHold(
                    LocalDate.parse(json.text("ds")),
                    json.texts("versions").stream().map(VersionId::parse).toList(),
                    Duration.parse(json.text("retention")),
                    json.text("message"));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new StoreException("Cannot read " + file + ": " + FailureText.of(e), e);
        }
    }
}
