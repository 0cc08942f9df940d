package dev.bochner.audit.labels;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bochner.store.VersionId;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * The weights of a linear model that somebody uses downstream: its scores are weights times features plus bias.
 *
 * @param name what its figures are listed under
 * @param version the features that it takes
 * @param classes what it decides between: those of the rows, or of one row first the one it decides for where the score
 * is not positive, then the one where it is; empty if it is a score and decides nothing
 * @param weights [rows][2m]
 * @param bias [rows]
 */
public record LinearModel(
        String name, VersionId version, List<String> classes, List<List<Double>> weights, List<Double> bias)
        implements Serializable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** @throws IllegalArgumentException if shapes do not fit; the message names both */
    public LinearModel {
        classes = List.copyOf(classes);
        weights = weights.stream().map(List::copyOf).toList();
        bias = List.copyOf(bias);
        require(!name.isEmpty(), "The model's \"name\" is empty, expected some text");
        require(!weights.isEmpty(), "Model " + name + " has no row of weights, expected 1 or more");
        requireShapes(name, version, weights, bias);
        requireClasses(name, classes, weights.size());
    }

    private static void requireShapes(String name, VersionId version, List<List<Double>> weights, List<Double> bias) {
        for (int row = 0; row < weights.size(); row++) {
            int length = weights.get(row).size();
            require(
                    length == 2L * version.m(),
                    "Row " + row + " of the weights of model " + name + " has " + length + " numbers, expected "
                            + 2L * version.m() + ", two for each direction of " + version);
        }
        require(
                bias.size() == weights.size(),
                "Model " + name + " has " + bias.size() + " biases and " + weights.size()
                        + " rows of weights, expected as many of each");
    }

    private static void requireClasses(String name, List<String> classes, int rows) {
        boolean fits = rows == 1 ? classes.isEmpty() || classes.size() == 2 : classes.size() == rows;
        require(
                fits,
                "Model " + name + " has " + classes.size() + " classes and " + rows + " rows of weights, expected "
                        + (rows == 1 ? "none or 2 classes for one row" : "one class for each row"));
        require(
                new HashSet<>(classes).size() == classes.size(),
                "Model " + name + " names a class twice in " + classes + ", expected different ones");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /**
     * Reads {@code {"name": .., "version": "m=64/seed=42", "classes": [..], "weights": [[..]], "bias": [..]}}; classes
     * may be absent.
     *
     * @param where the text comes from, for messages
     * @throws IllegalArgumentException if it is not such an object
     */
    public static LinearModel parse(String json, String where) {
        try {
            JsonNode node = MAPPER.readTree(json);
            return new LinearModel(
                    text(node, "name"),
                    VersionId.parse(text(node, "version")),
                    texts(node),
                    rows(array(node, "weights")),
                    numbers(array(node, "bias"), "\"bias\""));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(where + " is not JSON: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }

    private static String text(JsonNode node, String key) {
        JsonNode value = node.path(key);
        require(value.isTextual(), "\"" + key + "\" is " + shown(value) + ", expected a string");
        return value.asText();
    }

    private static JsonNode array(JsonNode node, String key) {
        JsonNode value = node.path(key);
        require(value.isArray(), "\"" + key + "\" is " + shown(value) + ", expected an array");
        return value;
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "absent" : value.toString();
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.has("classes")) {
            for (JsonNode label : array(node, "classes")) {
                require(label.isTextual(), "A class is " + label + ", expected a string");
                texts.add(label.asText());
            }
        }
        return texts;
    }

    private static List<List<Double>> rows(JsonNode weights) {
        List<List<Double>> rows = new ArrayList<>();
        for (JsonNode row : weights) {
            require(row.isArray(), "Row " + rows.size() + " of \"weights\" is " + row + ", expected an array");
            rows.add(numbers(row, "Row " + rows.size() + " of \"weights\""));
        }
        return rows;
    }

    private static List<Double> numbers(JsonNode array, String what) {
        List<Double> numbers = new ArrayList<>();
        for (JsonNode number : array) {
            require(
                    number.isNumber() && Double.isFinite(number.asDouble()),
                    what + " holds " + number + ", expected finite numbers");
            numbers.add(number.asDouble());
        }
        return numbers;
    }
}
