package dev.bochner.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/** Converts manifests and specs to and from {@code _manifest.json} and {@code _spec.json}. */
final class ManifestJson {
    private static final int FORMAT = 1;

    private ManifestJson() {}

    static byte[] bytes(Manifest manifest) {
        ObjectNode node = Json.object();
        node.put("format", FORMAT);
        node.put("run-id", manifest.runId().text());
        node.put("ds", manifest.ds().toString());
        node.put("created", manifest.created().toString());
        node.put("rows", manifest.counts().written());
        node.put("bytes", manifest.sizeBytes());
        putSpec(node, manifest.input().spec());
        putSource(node.putObject("source"), manifest.input().source());
        putTexts(node.putArray("carried-columns"), manifest.input().carriedColumns());
        manifest.input().state().ifPresent(state -> node.put("state", state));
        ArrayNode files = node.putArray("files");
        manifest.files().forEach(file -> putFile(files.addObject(), file));
        putCounts(node.putObject("counts"), manifest.counts());
        node.put("audit", manifest.lineage().audit());
        node.put("epoch", manifest.lineage().epoch());
        putTexts(node.putArray("needs"), manifest.lineage().needs());
        manifest.lineage().state().ifPresent(state -> node.put("stabiliser-state", state));
        ObjectNode build = node.putObject("build");
        build.put("code", manifest.build().code());
        build.put("spark", manifest.build().spark());
        build.put("java", manifest.build().java());
        return Json.bytes(node);
    }

    static Manifest manifest(byte[] bytes, Path file) {
        Json json = Json.read(bytes, file, FORMAT);
        Json build = json.child("build");
        try {
            return new Manifest(
                    new RunId(json.text("run-id")),
                    LocalDate.parse(json.text("ds")),
                    new Manifest.Input(
                            spec(json),
                            source(json.child("source")),
                            json.texts("carried-columns"),
                            json.optionalText("state")),
                    json.items("files").stream().map(ManifestJson::file).toList(),
                    counts(json.child("counts")),
                    new Manifest.Lineage(
                            json.text("audit"),
                            Math.toIntExact(json.integer("epoch")),
                            json.texts("needs"),
                            json.optionalText("stabiliser-state")),
                    new Manifest.Build(build.text("code"), build.text("spark"), build.text("java")),
                    Instant.parse(json.text("created")));
        } catch (RuntimeException e) {
            throw unreadable(file, e);
        }
    }

    /** Returns the run that the manifest of a snapshot or of a state names. */
    static RunId runId(byte[] bytes, Path file) {
        Json json = Json.read(bytes, file, FORMAT);
        try {
            return new RunId(json.text("run-id"));
        } catch (IllegalArgumentException e) {
            throw unreadable(file, e);
        }
    }

    static byte[] bytes(PublishedSpec spec) {
        ObjectNode node = Json.object();
        node.put("format", FORMAT);
        putSpec(node, spec);
        return Json.bytes(node);
    }

    static PublishedSpec publishedSpec(byte[] bytes, Path file) {
        Json json = Json.read(bytes, file, FORMAT);
        try {
            return spec(json);
        } catch (RuntimeException e) {
            throw unreadable(file, e);
        }
    }

    static StoreException unreadable(Path file, RuntimeException e) {
        return e instanceof StoreException known
                ? known
                : new StoreException("Cannot read " + file + ": " + FailureText.ofMessage(e), e);
    }

    /** Writes every property as text: a seed must not pass through a double, and sigma keeps the digits that it was given. */
    private static void putSpec(ObjectNode node, PublishedSpec spec) {
        ObjectNode identity = node.putObject("spec");
        spec.identity().forEach(identity::put);
        node.put("directions-sha256", spec.directionsSha256());
    }

    private static PublishedSpec spec(Json json) {
        Json identity = json.child("spec");
        Map<String, String> properties = new LinkedHashMap<>();
        identity.names().forEach(name -> properties.put(name, identity.text(name)));
        return new PublishedSpec(properties, json.text("directions-sha256"));
    }

    private static void putSource(ObjectNode node, Manifest.Source source) {
        node.put("description", source.description());
        putFingerprint(node.putObject("fingerprint"), source.fingerprint());
    }

    static void putFingerprint(ObjectNode node, Manifest.Fingerprint fingerprint) {
        node.put("kind", fingerprint.kind());
        node.put("value", fingerprint.value());
        node.put("files", fingerprint.files());
        node.put("bytes", fingerprint.bytes());
    }

    private static Manifest.Source source(Json json) {
        return new Manifest.Source(json.text("description"), fingerprint(json.child("fingerprint")));
    }

    static Manifest.Fingerprint fingerprint(Json json) {
        return new Manifest.Fingerprint(
                json.text("kind"), json.text("value"), json.integer("files"), json.integer("bytes"));
    }

    static void putFile(ObjectNode node, Manifest.DataFile file) {
        node.put("name", file.name());
        node.put("rows", file.rows());
        node.put("bytes", file.bytes());
        if (file.hasChecksum()) {
            node.put("crc32c", String.format(Locale.ROOT, "%08x", file.crc32c()));
        }
    }

    static Manifest.DataFile file(Json json) {
        return new Manifest.DataFile(
                json.text("name"),
                json.integer("rows"),
                json.integer("bytes"),
                json.optionalText("crc32c")
                        .map(hexadecimal -> Long.parseLong(hexadecimal, 16))
                        .orElse(Manifest.DataFile.NOT_RECORDED));
    }

    private static void putCounts(ObjectNode node, Manifest.Counts counts) {
        node.put("read", counts.read());
        node.put("written", counts.written());
        putReasons(node.putObject("quarantined"), counts.quarantined());
    }

    static void putReasons(ObjectNode node, Map<String, Long> rowsByReason) {
        rowsByReason.forEach(node::put);
    }

    private static Manifest.Counts counts(Json json) {
        return new Manifest.Counts(json.integer("read"), json.integer("written"), reasons(json.child("quarantined")));
    }

    static Map<String, Long> reasons(Json json) {
        Map<String, Long> rowsByReason = new LinkedHashMap<>();
        json.names().forEach(reason -> rowsByReason.put(reason, json.integer(reason)));
        return rowsByReason;
    }

    private static void putTexts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
