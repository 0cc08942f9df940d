package dev.bochner.featurize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.testkit.Fixtures;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which ids count as repeated. */
@ExtendWith(Fixtures.class)
class DuplicateIdsIT {
    @ParameterizedTest
    @CsvSource({
        "cast(id as tinyint)",
        "cast(id as smallint)",
        "cast(id as int)",
        "id",
        "cast(id as string)",
        "cast(cast(id as string) as binary)",
        "cast(id as double)",
        "cast(id as decimal(20))"
    })
    void findsTheOnlyRepeatedIdOfEveryType(String type, SparkSession spark) {
        Dataset<Row> different = spark.range(-100, 28, 1, 7).selectExpr(type + " as id");
        assertFalse(found(different));
        assertTrue(found(different.union(spark.range(27, 28).selectExpr(type + " as id"))));
    }

    @Test
    void findsAPairAmongIdsThatFillManyChunksOfEveryPartition(SparkSession spark) {
        Dataset<Row> ids = spark.range(0, 300_000, 1, 3).selectExpr("id * 7919 as id");
        assertFalse(found(ids));
        assertTrue(found(ids.union(spark.range(299_999, 300_000).selectExpr("id * 7919 as id"))));
    }

    @Test
    void takesNoCopyOfNullForADuplicate(SparkSession spark) {
        assertFalse(found(spark.sql("select * from values (cast(null as bigint)), (null), (1) as t(id)")));
    }

    @Test
    void holdsNoRowsForNone(SparkSession spark) {
        assertFalse(found(spark.range(0).toDF()));
    }

    /** Zero has two signs and one value: a hash of bytes would see two ids. */
    @Test
    void takesBothZerosForOneId(SparkSession spark) {
        assertTrue(found(spark.sql("select * from values (0.0d), (-0.0d) as t(id)")));
    }

    @Test
    void keepsDifferentIdsWhoseHashesAreEqual(SparkSession spark) {
        Dataset<Row> ids = spark.createDataset(List.of(TwinId.bytes(1, 2), TwinId.of(1, 2, 77)), Encoders.BINARY())
                .toDF("id");
        assertEquals(
                1,
                ids.select(functions.xxhash64(functions.col("id"))).distinct().count(),
                "the two ids must collide, or this test shows nothing");
        assertFalse(found(ids));
    }

    private static boolean found(Dataset<Row> rows) {
        try (DuplicateIds duplicates = DuplicateIds.scan(rows)) {
            return duplicates.found();
        }
    }

    /** Ids of 16 bytes with equal XXH64: what the first 8 bytes change in its state, the second 8 change back. */
    private static final class TwinId {
        private static final long PRIME_1 = 0x9E3779B185EBCA87L;
        private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
        private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
        private static final long PRIME_5 = 0x27D4EB2F165667C5L;
        private static final long SPARKS_SEED = 42;
        private static final int LENGTH = 16;

        private TwinId() {}

        /** The id that begins with another word and has the hash of (first, second). */
        static byte[] of(long first, long second, long otherFirst) {
            long wanted = stateAfter(first) ^ round(second);
            return bytes(otherFirst, inverseOfRound(stateAfter(otherFirst) ^ wanted));
        }

        static byte[] bytes(long first, long second) {
            return ByteBuffer.allocate(LENGTH)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(first)
                    .putLong(second)
                    .array();
        }

        private static long stateAfter(long first) {
            return Long.rotateLeft(SPARKS_SEED + PRIME_5 + LENGTH ^ round(first), 27) * PRIME_1 + PRIME_4;
        }

        private static long round(long word) {
            return Long.rotateLeft(word * PRIME_2, 31) * PRIME_1;
        }

        private static long inverseOfRound(long word) {
            return Long.rotateRight(word * inverse(PRIME_1), 31) * inverse(PRIME_2);
        }

        private static long inverse(long odd) {
            BigInteger modulus = BigInteger.ONE.shiftLeft(Long.SIZE);
            return BigInteger.valueOf(odd).modInverse(modulus).longValue();
        }
    }
}
