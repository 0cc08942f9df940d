package dev.bochner.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/**
 * The output of the Spark stage in a run's staging: the files whose task commits the driver accepted, and how many rows were
 * written or refused. The stage's commit writes it beside the staged files; the daily job reads it and decides whether to
 * publish.
 *
 * @param rowsRead embedding rows that came in
 * @param versions files and refused rows of each version
 * @param content fingerprint of the rows as they were read, for a source that has no files to take a fingerprint from
 * @param stateItems the accepted files of the stabiliser's table of items; empty if there is no such table
 */
public record StagedOutput(
        long rowsRead,
        Map<VersionId, StagedVersion> versions,
        Optional<Manifest.Fingerprint> content,
        List<Manifest.DataFile> stateItems) {
    private static final int FORMAT = 1;
    private static final String FILE = "staged.json";

    public StagedOutput {
        versions = Collections.unmodifiableMap(new TreeMap<>(versions));
        stateItems = List.copyOf(stateItems);
    }

    /** Creates an output without a table of items. */
    public StagedOutput(long rowsRead, Map<VersionId, StagedVersion> versions, Optional<Manifest.Fingerprint> content) {
        this(rowsRead, versions, content, List.of());
    }

    /**
     * The output of one version.
     *
     * @param files the accepted files
     * @param quarantined refused rows by reason
     */
    public record StagedVersion(List<Manifest.DataFile> files, Map<String, Long> quarantined) {
        public StagedVersion {
            files = List.copyOf(files);
            // Sorted, so that every message names the reasons in the same order.
            quarantined = Collections.unmodifiableMap(new TreeMap<>(quarantined));
        }

        /** Rows in the files. */
        public long rowsWritten() {
            return files.stream().mapToLong(Manifest.DataFile::rows).sum();
        }

        /** Refused rows of all reasons. */
        public long rowsQuarantined() {
            return quarantined.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Returns the counts of one version in the form that its manifest has. */
    public Manifest.Counts counts(VersionId version) {
        StagedVersion staged = of(version);
        return new Manifest.Counts(rowsRead, staged.rowsWritten(), staged.quarantined());
    }

    /** Returns the output of a version that was staged. */
    public StagedVersion of(VersionId version) {
        StagedVersion staged = versions.get(version);
        if (staged == null) {
            throw new IllegalArgumentException(version + " was not staged, only " + versions.keySet());
        }
        return staged;
    }

    /**
     * Writes this description into a staging.
     *
     * @throws LostStagingException if the run no longer holds it
     */
    public void leaveIn(Staging staging) {
        staging.replaceFile(new Path(staging.root(), FILE), json());
    }

    /** Reads the description that the stage wrote into a staging. */
    public static StagedOutput in(FeatureTable table, Staging staging) {
        Path file = new Path(staging.root(), FILE);
        byte[] bytes = table.files()
                .read(file)
                .orElseThrow(() -> new StoreException("There is no " + file + ": the Spark stage did not commit"));
        return read(Json.read(bytes, file, FORMAT));
    }

    private byte[] json() {
        ObjectNode node = Json.object();
        node.put("format", FORMAT);
        node.put("rows-read", rowsRead);
        content.ifPresent(fingerprint -> ManifestJson.putFingerprint(node.putObject("content"), fingerprint));
        ArrayNode items = node.putArray("state-items");
        stateItems.forEach(file -> ManifestJson.putFile(items.addObject(), file));
        ObjectNode all = node.putObject("versions");
        versions.forEach((version, staged) -> {
            ObjectNode one = all.putObject(version.toString());
            ArrayNode files = one.putArray("files");
            staged.files().forEach(file -> ManifestJson.putFile(files.addObject(), file));
            ManifestJson.putReasons(one.putObject("quarantined"), staged.quarantined());
        });
        return Json.bytes(node);
    }

    private static StagedOutput read(Json json) {
        Map<VersionId, StagedVersion> versions = new LinkedHashMap<>();
        Json all = json.child("versions");
        for (String name : all.names()) {
            Json one = all.child(name);
            versions.put(
                    VersionId.parse(name),
                    new StagedVersion(
                            one.items("files").stream().map(ManifestJson::file).toList(),
                            ManifestJson.reasons(one.child("quarantined"))));
        }
        Optional<Manifest.Fingerprint> content = json.names().contains("content")
                ? Optional.of(ManifestJson.fingerprint(json.child("content")))
                : Optional.empty();
        return new StagedOutput(
                json.integer("rows-read"),
                versions,
                content,
                json.items("state-items").stream().map(ManifestJson::file).toList());
    }
}
