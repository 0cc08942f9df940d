package dev.bochner.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.Manifest;
import dev.bochner.store.PublishedSpec;
import dev.bochner.store.Snapshot;
import dev.bochner.store.StoreException;
import dev.bochner.store.VersionId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What is published in a table, snapshot by snapshot. */
final class Listing {
    private final List<Row> rows;
    private final List<String> damaged;

    private Listing(List<Row> rows, List<String> damaged) {
        this.rows = rows;
        this.damaged = damaged;
    }

    /** A snapshot, where it lies, and its manifest. */
    private record Row(String path, Manifest manifest) {}

    /** Reads the manifests of some versions. A snapshot that is taken away meanwhile is passed over. */
    static Listing of(FeatureTable table, List<VersionId> versions) {
        List<Row> rows = new ArrayList<>();
        List<String> damaged = new ArrayList<>();
        for (VersionId version : versions) {
            for (Snapshot snapshot : table.snapshots(version)) {
                String path = table.path(snapshot).toString();
                try {
                    table.manifest(snapshot)
                            .map(manifest -> new Row(path, manifest))
                            .ifPresent(rows::add);
                } catch (StoreException e) {
                    damaged.add(String.valueOf(e.getMessage()));
                }
            }
        }
        return new Listing(rows, damaged);
    }

    /** What is wrong with snapshots that are not listed, a line for each. */
    List<String> damaged() {
        return damaged;
    }

    /** A table for people, the columns aligned. */
    String text() {
        TextTable text = new TextTable(List.of(
                "m",
                "seed",
                "columns",
                "d",
                "sigma",
                "stabiliser",
                "ds",
                "epoch",
                "rows",
                "bytes",
                "quarantined",
                "published at",
                "run",
                "from"));
        for (Row row : rows) {
            Manifest manifest = row.manifest();
            PublishedSpec spec = manifest.input().spec();
            VersionId version = spec.version();
            text.add(List.of(
                    Integer.toString(version.m()),
                    Long.toString(version.seed()),
                    Integer.toString(2 * version.m()),
                    spec.property("d"),
                    spec.property("sigma"),
                    spec.property("stabiliser"),
                    manifest.ds().toString(),
                    Integer.toString(manifest.lineage().epoch()),
                    Long.toString(manifest.counts().written()),
                    Long.toString(manifest.sizeBytes()),
                    Long.toString(quarantined(manifest)),
                    manifest.created().truncatedTo(ChronoUnit.SECONDS).toString(),
                    manifest.runId().toString(),
                    manifest.input().source().description()));
        }
        return text.toString();
    }

    /** The same for programs; keys as in {@code _manifest.json}, the seed as a string. */
    String json() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Row row : rows) {
            Manifest manifest = row.manifest();
            PublishedSpec spec = manifest.input().spec();
            ObjectNode node = array.addObject();
            node.put("m", spec.version().m());
            node.put("seed", Long.toString(spec.version().seed()));
            node.put("columns", 2 * spec.version().m());
            node.put("d", Integer.parseInt(spec.property("d")));
            node.put("sigma", Double.parseDouble(spec.property("sigma")));
            node.put("stabiliser", spec.property("stabiliser"));
            node.put("ds", manifest.ds().toString());
            node.put("epoch", manifest.lineage().epoch());
            manifest.lineage().state().ifPresent(state -> node.put("stabiliser-state", state));
            node.put("rows", manifest.counts().written());
            node.put("bytes", manifest.sizeBytes());
            ObjectNode quarantined = node.putObject("quarantined");
            manifest.counts().quarantined().forEach(quarantined::put);
            node.put("created", manifest.created().toString());
            node.put("run-id", manifest.runId().toString());
            node.put("source", manifest.input().source().description());
            node.put("path", row.path());
        }
        return array.toString();
    }

    private static long quarantined(Manifest manifest) {
        return manifest.counts().quarantined().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
