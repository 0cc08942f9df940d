package dev.bochner.store;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * A JSON object being read and the file that it came from, so that error messages about a missing or wrong field name the file.
 * Fields are mapped explicitly instead of by reflection: the form on disk is a contract with other programs, and renaming a class
 * or component must not change it.
 */
record Json(JsonNode node, String where) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static byte[] bytes(ObjectNode node) {
        try {
            String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node);
            return (text + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON nodes was not written", e);
        }
    }

    /** Reads an object and checks that it has the given format version. */
    static Json read(byte[] bytes, Path file, int format) {
        JsonNode node;
        try {
            node = MAPPER.readTree(bytes);
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            String where = place == null ? "" : ", line " + place.getLineNr() + ", column " + place.getColumnNr();
            throw damaged(file, "is not JSON" + where);
        } catch (IOException e) {
            throw StoreException.of("read", file, e);
        }
        if (bytes.length == 0 || !node.isObject()) {
            throw damaged(file, bytes.length == 0 ? "is empty" : "is no JSON object");
        }
        Json json = new Json(node, file.toString());
        if (json.integer("format") != format) {
            throw new StoreException(file + " has format " + json.integer("format") + ", this program reads " + format);
        }
        return json;
    }

    /**
     * Returns the exception for a file that is not as it was written. Bochner writes these files atomically, so the damage came
     * from elsewhere.
     */
    static StoreException damaged(Path file, String how) {
        return new StoreException("File " + file + " " + how + ": it was damaged outside Bochner. " + wayOut(file));
    }

    private static String wayOut(Path file) {
        String directory = String.valueOf(file.getParent());
        if (directory.contains("/" + FeatureTable.STATE + "/")) {
            return "Put it back from a backup; without one begin a new history, by another seed in features.versions";
        }
        return switch (file.getName()) {
            case FeatureTable.MANIFEST_FILE ->
                "Put it back from a backup, or move " + directory + " out of the table and run its date again";
            case FeatureTable.SPEC_FILE -> "Put it back from a backup";
            default -> "Put it back from a backup, or move it out of the table and run again";
        };
    }

    String text(String key) {
        JsonNode value = required(key);
        if (!value.isTextual()) {
            throw wrong(key, value, "a string");
        }
        return value.asText();
    }

    Optional<String> optionalText(String key) {
        return node.has(key) ? Optional.of(text(key)) : Optional.empty();
    }

    long integer(String key) {
        JsonNode value = required(key);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(key, value, "an integer");
        }
        return value.asLong();
    }

    Json child(String key) {
        JsonNode value = required(key);
        if (!value.isObject()) {
            throw wrong(key, value, "an object");
        }
        return new Json(value, where);
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    List<Json> items(String key) {
        List<Json> items = new ArrayList<>();
        array(key).forEach(item -> items.add(new Json(item, where)));
        return items;
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        array(key).forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private JsonNode array(String key) {
        JsonNode value = required(key);
        if (!value.isArray()) {
            throw wrong(key, value, "an array");
        }
        return value;
    }

    private JsonNode required(String key) {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            throw new StoreException(where + " has no \"" + key + "\"");
        }
        return value;
    }

    private StoreException wrong(String key, JsonNode value, String expected) {
        return new StoreException("\"" + key + "\" in " + where + " is " + value + ", expected " + expected);
    }
}
