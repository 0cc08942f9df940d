package dev.bochner.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bochner.testkit.EmbeddingTable.Defect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Fixtures.class)
final class EmbeddingTableIT {
    @Test
    void writesTheVectorsThatItTellsByIdForSparkAndDuckDb(SparkSession spark, @TempDir Path temp)
            throws IOException, SQLException {
        EmbeddingTable table = EmbeddingTable.of(500, 8, 42);
        Path path = temp.resolve("table");
        table.dataset(spark)
                .withColumnRenamed("embedding", "features")
                .repartition(3)
                .write()
                .parquet(path.toString());
        FeatureRows bySpark = FeatureRows.bySpark(spark, path.toString());
        assertEquals(500, bySpark.count());
        assertArrayEquals(table.embedding(17), bySpark.features(17));
        FeatureRows.byDuckDb(path).assertSameAs(bySpark);
        assertEquals(bySpark, FeatureRows.byDuckDb(path));
    }

    @Test
    void writesAsManyFilesAsAsked(SparkSession spark, @TempDir Path temp) throws IOException {
        Path path = temp.resolve("table");
        EmbeddingTable.of(50, 4, 1).withCarried("title").write(spark, path.toString(), 7);
        try (Stream<Path> files = Files.list(path)) {
            assertEquals(
                    7,
                    files.filter(file -> file.toString().endsWith(".parquet")).count());
        }
        Row row = spark.read().parquet(path.toString()).where("id = 9").first();
        assertEquals("title-9", row.getAs("title"));
    }

    @Test
    void tellsWhichRowDiffers(SparkSession spark) {
        FeatureRows left = features(spark, EmbeddingTable.of(3, 4, 1));
        FeatureRows right = features(spark, EmbeddingTable.of(3, 4, 2));
        assertNotEquals(left, right);
        AssertionError failure = assertThrows(AssertionError.class, () -> left.assertSameAs(right));
        assertEquals("id 0 column 0", failure.getMessage().substring(0, 13));
        FeatureRows more = features(spark, EmbeddingTable.of(4, 4, 1));
        AssertionError missing = assertThrows(AssertionError.class, () -> left.assertSameAs(more));
        assertEquals("id 3 is missing", missing.getMessage());
    }

    @Test
    void breaksRowsInEveryWay(SparkSession spark) {
        EmbeddingTable table = EmbeddingTable.of(10, 4, 1);
        for (Defect defect : Defect.values()) {
            table = table.withBroken(defect, 2);
        }
        long nanId = table.brokenIds(Defect.NAN).findFirst().orElseThrow();
        Row counts = table.dataset(spark)
                .selectExpr(
                        "count(*)",
                        "count_if(id IS NULL)",
                        "count_if(embedding IS NULL)",
                        "count_if(size(embedding) = 3)",
                        "count_if(size(embedding) = 5)",
                        "count_if(exists(embedding, x -> x IS NULL))",
                        "count_if(exists(embedding, x -> isnan(x)))",
                        "count_if(exists(embedding, x -> isnan(x)) AND id = " + nanId + ")",
                        "count_if(exists(embedding, x -> x = float('inf')))",
                        "count_if(exists(embedding, x -> x = float('-inf')))",
                        "count_if(forall(embedding, x -> x = 0))",
                        "count(id) - count(DISTINCT id)")
                .first();
        assertEquals("[30,2,2,2,2,2,2,1,1,1,2,2]", counts.toString());
        assertEquals(4, table.brokenRows(Defect.DUPLICATE_ID));
    }

    private static FeatureRows features(SparkSession spark, EmbeddingTable table) {
        return FeatureRows.of(table.dataset(spark).withColumnRenamed("embedding", "features"), "id");
    }
}
