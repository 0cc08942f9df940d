package dev.bochner.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.testkit.JobConfigs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredFileTest {
    private static final Configuration CONF = new Configuration();

    /** CRC-32C of the digits 1 to 9, the check value of the catalogue of parametrised CRC algorithms. */
    private static final long CRC = 0xe3069283L;

    @TempDir
    java.nio.file.Path directory;

    private TableFiles files;
    private Path path;

    @BeforeEach
    void writeAFile() {
        Path root = new Path(JobConfigs.uri(directory));
        files = TableFiles.at(root, CONF);
        path = new Path(root, "part-0.parquet");
        files.write(path, "123456789".getBytes(StandardCharsets.US_ASCII));
    }

    private StoredFile stored(long crc32c) {
        return StoredFile.in(
                        path.getParent(),
                        List.of(new Manifest.DataFile("part-0.parquet", 1, 9, crc32c)),
                        StoredFile.makeAnew(LocalDate.of(2026, 11, 20)))
                .get(0);
    }

    private void overwrite(String text) throws IOException {
        Files.writeString(directory.resolve("part-0.parquet"), text);
    }

    /** By whatever reads it, the same sentence. */
    private void assertDamaged(StoredFile stored, String what) {
        String sentence =
                "File " + path + what + " Put it back from a copy, or make 2026-11-20 anew: run --ds 2026-11-20"
                        + " --replace (with --cascade if later days derive from it)";
        assertEquals(Optional.of(sentence), stored.damage(CONF));
        assertEquals(
                sentence,
                assertThrows(DamagedFileException.class, () -> stored.read(files))
                        .getMessage());
    }

    @Test
    void isWhatWasWritten() {
        assertEquals(Optional.empty(), stored(CRC).damage(CONF));
        assertEquals("123456789", new String(stored(CRC).read(files), StandardCharsets.US_ASCII));
    }

    @Test
    void namesOtherBytesAnotherLengthAndNoFile() throws IOException {
        Files.delete(directory.resolve(".part-0.parquet.crc"));
        overwrite("123456788");
        assertDamaged(
                stored(CRC),
                " is not the one that was written: found 9 bytes with CRC-32C 116d1180, expected 9 bytes with CRC-32C"
                        + " e3069283.");
        overwrite("1234");
        assertDamaged(
                stored(CRC),
                " is not the one that was written: found 4 bytes with CRC-32C f63af4ee, expected 9 bytes with CRC-32C"
                        + " e3069283.");
        files.delete(path);
        assertDamaged(stored(CRC), " is missing, expected 9 bytes with CRC-32C e3069283.");
    }

    @Test
    void namesAFileThatHadoopRefusesToRead() throws IOException {
        overwrite("123456788");
        String damage = stored(CRC).damage(CONF).orElseThrow();
        assertTrue(
                damage.startsWith("File " + path + " is not the one that was written: it does not match Hadoop's own"
                        + " checksum of it, expected 9 bytes with CRC-32C e3069283. Put it back"),
                damage);
    }

    /** As manifests without checksums describe it. */
    @Test
    void comparesTheLengthWhereNoChecksumIsOnRecord() throws IOException {
        Files.delete(directory.resolve(".part-0.parquet.crc"));
        overwrite("123456788");
        StoredFile stored = stored(Manifest.DataFile.NOT_RECORDED);
        assertEquals(Optional.empty(), stored.damage(CONF));
        overwrite("1234");
        assertDamaged(stored, " is not the one that was written: found 4 bytes, expected 9 bytes.");
    }
}
