package dev.bochner.audit.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the page's script is to draw, as JSON that may stand inside a script element. */
final class ChartJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ChartJson() {}

    static ObjectNode kind(String kind) {
        return MAPPER.createObjectNode().put("kind", kind);
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** Figures; what is not finite becomes null, which JSON has and a chart leaves out. */
    static ArrayNode numbers(List<Double> values) {
        ArrayNode array = array();
        for (double value : values) {
            if (Double.isFinite(value)) {
                array.add(value);
            } else {
                array.addNull();
            }
        }
        return array;
    }

    static ArrayNode texts(List<String> values) {
        ArrayNode array = array();
        values.forEach(array::add);
        return array;
    }

    /**
     * All charts by the id of their element. Markup has a meaning inside a script element too, and JSON can do without
     * it: those characters stand only in strings, where an escape says the same.
     */
    static String of(List<Chart> charts) {
        ObjectNode all = MAPPER.createObjectNode();
        charts.forEach(chart -> all.set(chart.id(), chart.data()));
        try {
            return MAPPER.writeValueAsString(all)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026")
                    .replace("\u2028", "\\u2028")
                    .replace("\u2029", "\\u2029");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON nodes was not written", e);
        }
    }
}
