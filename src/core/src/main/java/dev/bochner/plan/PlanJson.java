package dev.bochner.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bochner.rff.Geometry;

/** A plan for programs. */
public final class PlanJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PlanJson() {}

    /**
     * One JSON object: {@code criteria}, each with name, m, promise and cost; {@code recommended}, an m, and {@code criterion},
     * by which it is; {@code checks} and {@code held} where there were data, {@code labels} where there were some.
     */
    public static String of(DirectionPlan plan) {
        ObjectNode node = MAPPER.createObjectNode();
        ArrayNode criteria = node.putArray("criteria");
        plan.choices().forEach(choice -> put(criteria.addObject(), plan, choice));
        node.put("recommended", plan.recommended());
        node.put("criterion", plan.precision().criterion().label());
        putQuestion(node, plan);
        ArrayNode checks = node.putArray("checks");
        plan.checks().forEach(check -> put(checks.addObject(), check));
        plan.check().ifPresent(check -> node.put("held", check.held()));
        plan.scores().ifPresent(scores -> put(node.putObject("labels"), scores));
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON nodes was not written", e);
        }
    }

    private static void put(ObjectNode node, DirectionPlan plan, Choice choice) {
        Cost cost = plan.cost(choice.m());
        node.put("name", choice.criterion().label());
        node.put("m", choice.m());
        node.put("promise", choice.promise());
        node.put("bytes-per-row", cost.bytesPerRow());
        node.put("table-bytes", cost.tableBytes());
        node.put("cpu-us-per-row", cost.cpuMicrosPerRow());
    }

    private static void putQuestion(ObjectNode node, DirectionPlan plan) {
        Geometry geometry = plan.geometry();
        node.put("epsilon", plan.precision().epsilon());
        node.put("delta", plan.precision().delta());
        node.put("d", geometry.d());
        node.put("sigma", geometry.sigma());
        node.put("sampler", plan.sampler().label());
        node.put("items", geometry.items());
        node.put("mean-variance", geometry.meanVariance());
        node.put("degrees", geometry.degrees());
        node.put("least-kernel", geometry.leastKernel());
        node.put("diameter", geometry.diameter());
        plan.sample().ifPresent(sample -> {
            node.put("sampled-items", sample.items());
            node.put("sampled-pairs", sample.pairs());
        });
    }

    private static void put(ObjectNode node, Check check) {
        node.put("m", check.m());
        node.put("seeds", check.seeds());
        node.put("rms", check.rms());
        node.put("worst-rms", check.worstRms());
        node.put("seeds-above", check.seedsAbove());
        node.put("seeds-with-error-above", check.seedsWithErrorAbove());
        node.put("errors-above", check.errorsAbove());
        node.put("largest-error", check.largestError());
        node.put("held", check.held());
    }

    private static void put(ObjectNode node, LabelScores scores) {
        node.put("items", scores.labelled());
        node.put("classes", scores.classes());
        node.put("majority", scores.majority());
        node.put("embeddings", scores.embeddings());
        ArrayNode accuracies = node.putArray("accuracies");
        scores.accuracies()
                .forEach((m, accuracy) -> accuracies.addObject().put("m", m).put("accuracy", accuracy));
    }
}
