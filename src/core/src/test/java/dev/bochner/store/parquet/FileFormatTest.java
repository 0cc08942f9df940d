package dev.bochner.store.parquet;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileFormatTest {
    @ParameterizedTest
    @CsvSource({
        "none, UNCOMPRESSED",
        "uncompressed, UNCOMPRESSED",
        "snappy, SNAPPY",
        "SNAPPY, SNAPPY",
        "zstd, ZSTD",
        "gzip, GZIP",
        "lz4_raw, LZ4_RAW"
    })
    void knowsACodecByTheNameThatSparkAndParquetGiveIt(String name, CompressionCodecName codec) {
        assertEquals(codec, compressed(name).codec());
    }

    @Test
    void namesEveryCodecWhenItDoesNotKnowOne() {
        IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, () -> compressed("lzo"));

        assertEquals(
                "Compression is lzo, expected one of none, uncompressed, snappy, zstd, gzip, lz4_raw",
                thrown.getMessage());
    }

    @Test
    void sharesTheBudgetAmongTheFilesOfATask() {
        FileFormat alone = compressed("snappy");

        assertEquals(new FileFormat("snappy", 250, TimestampEncoding.INT96, "4.1.0"), alone.sharedBy(4));
        assertEquals(1, alone.sharedBy(5000).rowGroupBytes());
    }

    @Test
    void refusesARowGroupWithoutSize() {
        IllegalArgumentException thrown = assertThrows(
                IllegalArgumentException.class, () -> new FileFormat("none", 0, TimestampEncoding.INT96, "4.1.0"));

        assertEquals("Row group size is 0 bytes, expected at least 1", thrown.getMessage());
    }

    @Test
    void refusesToWriteInTheClearWhatWasToBeEncrypted() {
        Configuration conf = new Configuration(false);
        conf.set("parquet.crypto.factory.class", "com.example.Keys");

        IllegalArgumentException thrown =
                assertThrows(IllegalArgumentException.class, () -> FileFormat.requireSupported(conf));

        assertEquals(
                "Hadoop's configuration has parquet.crypto.factory.class = com.example.Keys, but feature tables know no"
                        + " Parquet encryption; leave it out for this job, and put the table into an HDFS encryption"
                        + " zone",
                thrown.getMessage());
    }

    @Test
    void acceptsAConfigurationThatAsksForNoEncryption() {
        Configuration conf = new Configuration(false);
        conf.set("parquet.crypto.factory.class", " ");

        assertDoesNotThrow(() -> FileFormat.requireSupported(conf));
    }

    private static FileFormat compressed(String codec) {
        return new FileFormat(codec, 1000, TimestampEncoding.INT96, "4.1.0");
    }
}
