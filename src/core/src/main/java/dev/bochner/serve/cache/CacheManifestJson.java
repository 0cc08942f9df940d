package dev.bochner.serve.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bochner.store.FailureText;
import dev.bochner.store.PublishedSpec;
import dev.bochner.store.RunId;
import dev.bochner.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The form of a cache's {@code manifest.json}. Format, spec and sha256(U) stand where {@code _spec.json} has them, so that
 * whatever reads that one reads this one too.
 */
final class CacheManifestJson {
    private static final int FORMAT = 1;
    private static final int HEXADECIMAL = 16;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CacheManifestJson() {}

    static byte[] bytes(CacheManifest manifest) throws IOException {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("format", FORMAT);
        CacheManifest.Source source = manifest.source();
        node.put("table", source.table());
        node.put("ds", source.ds().toString());
        node.put("run-id", source.runId().text());
        node.put("epoch", source.epoch());
        source.stabiliserState().ifPresent(state -> node.put("stabiliser-state", state));
        ObjectNode identity = node.putObject("spec");
        source.spec().identity().forEach(identity::put);
        node.put("directions-sha256", source.spec().directionsSha256());
        node.put("id-column", manifest.ids().column());
        node.put("id-type", manifest.ids().type());
        node.put("key-encoding", manifest.ids().encoding().label());
        node.put("rows", manifest.content().rows());
        node.put("columns", manifest.content().columns());
        node.put("bytes", manifest.content().bytes());
        node.put("crc32c", String.format(Locale.ROOT, "%08x", manifest.content().crc32c()));
        node.put("created", manifest.created().toString());
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(node);
    }

    /** @throws StoreException if it is of another format, or damaged; the message names the file */
    static CacheManifest manifest(byte[] bytes, Path file) {
        try {
            JsonNode node = MAPPER.readTree(bytes);
            int format = required(node, "format").asInt();
            if (format != FORMAT) {
                throw new StoreException(file + " has format " + format + ", this program reads " + FORMAT);
            }
            return new CacheManifest(source(node), ids(node), content(node), Instant.parse(text(node, "created")));
        } catch (StoreException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new StoreException("Cannot read " + file + ": " + FailureText.of(e), e);
        }
    }

    private static CacheManifest.Source source(JsonNode node) {
        Map<String, String> identity = new LinkedHashMap<>();
        JsonNode spec = required(node, "spec");
        spec.fieldNames().forEachRemaining(name -> identity.put(name, text(spec, name)));
        return new CacheManifest.Source(
                text(node, "table"),
                new PublishedSpec(identity, text(node, "directions-sha256")),
                LocalDate.parse(text(node, "ds")),
                new RunId(text(node, "run-id")),
                required(node, "epoch").asInt(),
                node.has("stabiliser-state") ? Optional.of(text(node, "stabiliser-state")) : Optional.empty());
    }

    private static CacheManifest.Ids ids(JsonNode node) {
        return new CacheManifest.Ids(
                text(node, "id-column"), text(node, "id-type"), IdEncoding.of(text(node, "key-encoding")));
    }

    private static CacheManifest.Content content(JsonNode node) {
        return new CacheManifest.Content(
                required(node, "rows").asLong(),
                required(node, "columns").asInt(),
                required(node, "bytes").asLong(),
                Long.parseLong(text(node, "crc32c"), HEXADECIMAL));
    }

    private static String text(JsonNode node, String key) {
        return required(node, key).asText();
    }

    private static JsonNode required(JsonNode node, String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            throw new IllegalArgumentException("there is no " + key + " in it");
        }
        return value;
    }
}
