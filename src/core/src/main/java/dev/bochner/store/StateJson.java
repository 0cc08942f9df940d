package dev.bochner.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bochner.rff.LinearMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.Path;

/** Converts a state to and from its {@code _manifest.json} and the matrix beside it. */
final class StateJson {
    /** Name of the file that holds W. */
    static final String TRANSFORM_FILE = "transform.npy";

    private static final int FORMAT = 1;

    private StateJson() {}

    /** Returns the content of {@code _manifest.json}. */
    static byte[] bytes(StabiliserState state) {
        ObjectNode node = Json.object();
        node.put("format", FORMAT);
        node.put("run-id", state.runId().text());
        node.put("ds", state.ds().toString());
        node.put("epoch", state.epoch());
        state.previous().ifPresent(previous -> node.put("previous", previous));
        ObjectNode properties = node.putObject("properties");
        state.properties().forEach(properties::put);
        ManifestJson.putFile(node.putObject("transform"), transformFile(state));
        ArrayNode items = node.putArray("items");
        state.items().forEach(file -> ManifestJson.putFile(items.addObject(), file));
        return Json.bytes(node);
    }

    /** Returns the content of {@code transform.npy}. */
    static byte[] transform(StabiliserState state) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            NpyFile.write(state.transform(), out);
        } catch (IOException e) {
            throw new UncheckedIOException("A matrix was not written to memory", e);
        }
        return out.toByteArray();
    }

    /** Returns the facts of all files beside the manifest. */
    static List<Manifest.DataFile> files(StabiliserState state) {
        return Stream.concat(state.items().stream(), Stream.of(transformFile(state)))
                .toList();
    }

    private static Manifest.DataFile transformFile(StabiliserState state) {
        byte[] transform = transform(state);
        return new Manifest.DataFile(TRANSFORM_FILE, state.transform().rows(), transform.length, crc32c(transform));
    }

    /** Returns the facts of the matrix file that a manifest records. */
    static StoredFile transform(byte[] manifest, Path manifestFile) {
        Json json = Json.read(manifest, manifestFile, FORMAT);
        try {
            return new StoredFile(
                    new Path(manifestFile.getParent(), TRANSFORM_FILE).toString(),
                    ManifestJson.file(json.child("transform")),
                    StoredFile.makeAnew(LocalDate.parse(json.text("ds"))));
        } catch (RuntimeException e) {
            throw ManifestJson.unreadable(manifestFile, e);
        }
    }

    /**
     * Reads a state from its manifest and its matrix.
     *
     * @param transform bytes of the matrix
     * @throws StoreException if one of them has another form
     */
    static StabiliserState state(byte[] manifest, Path manifestFile, byte[] transform) {
        Json json = Json.read(manifest, manifestFile, FORMAT);
        try {
            return new StabiliserState(
                    new RunId(json.text("run-id")),
                    LocalDate.parse(json.text("ds")),
                    properties(json.child("properties")),
                    json.optionalText("previous"),
                    Math.toIntExact(json.integer("epoch")),
                    LinearMap.of(NpyFile.read(transform, TRANSFORM_FILE + " beside " + manifestFile)),
                    json.items("items").stream().map(ManifestJson::file).toList());
        } catch (RuntimeException e) {
            throw ManifestJson.unreadable(manifestFile, e);
        }
    }

    /** Reads from a manifest the state's date and the state that it derives from. */
    static StabiliserState.Origin origin(byte[] manifest, Path manifestFile) {
        Json json = Json.read(manifest, manifestFile, FORMAT);
        try {
            return new StabiliserState.Origin(LocalDate.parse(json.text("ds")), json.optionalText("previous"));
        } catch (RuntimeException e) {
            throw ManifestJson.unreadable(manifestFile, e);
        }
    }

    private static Map<String, String> properties(Json json) {
        Map<String, String> properties = new TreeMap<>();
        json.names().forEach(name -> properties.put(name, json.text(name)));
        return properties;
    }

    private static long crc32c(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return checksum.getValue();
    }
}
