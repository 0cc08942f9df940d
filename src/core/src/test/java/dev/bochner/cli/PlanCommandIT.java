package dev.bochner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bochner.testkit.EmbeddingTable;
import dev.bochner.testkit.Fixtures;
import dev.bochner.testkit.JobConfigs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plan of real files, as users ask for it. */
@ExtendWith(Fixtures.class)
class PlanCommandIT {
    private static final EmbeddingTable EMBEDDINGS = EmbeddingTable.of(400, 8, 3)
            .withBroken(EmbeddingTable.Defect.NAN, 5)
            .withBroken(EmbeddingTable.Defect.TOO_SHORT, 5)
            .withBroken(EmbeddingTable.Defect.NULL_ELEMENT, 5)
            .withBroken(EmbeddingTable.Defect.NULL_EMBEDDING, 5);

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String embeddings = "";

    @BeforeEach
    void writesEmbeddings(SparkSession spark) {
        embeddings = JobConfigs.uri(directory.resolve("embeddings"));
        EMBEDDINGS.write(spark, embeddings, 3);
    }

    private int execute(String... arguments) {
        return Bochner.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    @Test
    void saysWhetherThePromiseHeld() {
        assertEquals(0, execute("plan", "--embeddings", embeddings), err::toString);
        String text = out.toString();
        assertTrue(
                text.startsWith("400 sampled embeddings of length 8, 3200 pairs of them; sigma = 1.0, epsilon = 0.1,"
                        + " delta = 0.01, 420 items"),
                text);
        assertTrue(text.contains("Recommended: m = "), text);
        assertTrue(text.contains(" the promise DID NOT HOLD: "), text);
        assertEquals(2, text.split(" the promise held: ", -1).length - 1, text);
    }

    /** Of any order and partitioning: the sample goes by hashes of ids. */
    @Test
    void isTheSameForOtherFiles(SparkSession spark) throws IOException {
        assertEquals(0, execute("plan", "--embeddings", embeddings, "--json", "--sigma", "median-distance"));
        JsonNode first = json();
        out.getBuffer().setLength(0);
        String other = JobConfigs.uri(directory.resolve("other"));
        spark.read().parquet(embeddings).repartition(7).write().orc(other);
        assertEquals(
                0,
                execute("plan", "--embeddings", other, "--format", "orc", "--json", "--sigma", "median-distance"),
                err::toString);
        assertEquals(first, json());
        // At d = 8 the quantile of chi-squared is optimistic: 4 % of the seeds where 1 % is promised, and the plan says
        // so.
        JsonNode check = first.get("checks").get(1);
        assertTrue(check.get("seeds-above").asInt() <= 0.06 * check.get("seeds").asInt(), check.toString());
        assertEquals(Math.sqrt(0.5), first.get("sigma").asDouble(), 0.03);
    }

    @Test
    void scoresAClassifierAgainstM() throws IOException {
        String labels = EMBEDDINGS
                .goodIds()
                .mapToObj(id -> id + "," + (EMBEDDINGS.embedding(id)[0] > 0 ? "up" : "down"))
                .collect(Collectors.joining("\n", "item,side\n", "\n"));
        Path file = Files.writeString(directory.resolve("labels.csv"), labels);
        assertEquals(
                0,
                execute(
                        "plan",
                        "--embeddings",
                        embeddings,
                        "--json",
                        "--epsilon",
                        "0.3",
                        "--labels",
                        JobConfigs.uri(file),
                        "--label-format",
                        "csv",
                        "--label-id-column",
                        "item",
                        "--label-column",
                        "side"),
                err::toString);
        JsonNode scores = json().get("labels");
        assertEquals(400, scores.get("items").asInt());
        assertEquals(2, scores.get("classes").asInt());
        assertTrue(scores.get("embeddings").asDouble() > 0.9, scores.toString());
        double best = scores.get("accuracies")
                .get(scores.get("accuracies").size() - 1)
                .get("accuracy")
                .asDouble();
        assertTrue(best > scores.get("majority").asDouble() + 0.1, scores.toString());
    }

    @Test
    void refusesLabelsOfOtherItems() throws IOException {
        Path file = Files.writeString(directory.resolve("labels.csv"), "id,label\nx,a\ny,b\n");
        assertEquals(
                3,
                execute("plan", "--embeddings", embeddings, "--labels", JobConfigs.uri(file), "--label-format", "csv"));
        assertEquals(
                "bochner plan: Labels name 0 classes of 0 of the 400 sampled items, expected 2 classes and 50 items or more;"
                        + " are their ids those of the embeddings?",
                err.toString().strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--embedding-column", "--id-column"})
    void namesAColumnThatIsMissing(String option) {
        assertEquals(2, execute("plan", "--embeddings", embeddings, option, "vec"));
        assertTrue(err.toString().contains("Column vec"), err.toString());
    }

    @Test
    void namesEmbeddingsThatAreMissing() {
        assertEquals(3, execute("plan", "--embeddings", embeddings + "-elsewhere"));
        assertTrue(err.toString().contains("-elsewhere"), err.toString());
    }

    @Test
    void refusesASigmaForWhichNothingCanBeMapped() {
        assertEquals(2, execute("plan", "--embeddings", embeddings, "--sigma", "1e30"));
        assertTrue(err.toString().contains("expected a sigma that fits the scale of the embeddings"), err.toString());
    }
}
