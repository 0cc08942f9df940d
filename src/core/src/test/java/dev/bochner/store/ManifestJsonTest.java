package dev.bochner.store;

import static dev.bochner.store.TableFixture.A;
import static dev.bochner.store.TableFixture.DAY_1;
import static dev.bochner.store.TableFixture.DAY_2;
import static dev.bochner.store.TableFixture.input;
import static dev.bochner.store.TableFixture.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

class ManifestJsonTest {
    private static final Path FILE = new Path("/t/_manifest.json");
    private static final RunId RUN = new RunId("20261121T023000Z-1a2b3c4d");

    private static Manifest manifest() {
        Manifest.Input input = input(new VersionId(4, Long.MIN_VALUE), "v1");
        return new Manifest(
                RUN,
                DAY_2,
                new Manifest.Input(input.spec(), input.source(), List.of("title"), Optional.of("state-1")),
                List.of(new Manifest.DataFile("part-0.parquet", 7, 4096, 0xfedcba98L)),
                new Manifest.Counts(9, 7, Map.of("zero-norm", 2L)),
                new Manifest.Lineage(
                        "passed",
                        3,
                        List.of(new Snapshot(A, DAY_1).relativePath()),
                        Optional.of("_state/ds=2026-11-19/run=r")),
                new Manifest.Build("0.1.0", "4.1.0", "17.0.15"),
                Instant.parse("2026-11-21T02:30:00Z"));
    }

    @Test
    void readsWhatItWrote() {
        assertEquals(manifest(), ManifestJson.manifest(ManifestJson.bytes(manifest()), FILE));
        assertEquals(spec(A), ManifestJson.publishedSpec(ManifestJson.bytes(spec(A)), FILE));
    }

    @Test
    void writesSeedAsAStringAndChecksumAsHexadecimal() {
        String text = new String(ManifestJson.bytes(manifest()), StandardCharsets.UTF_8);
        assertTrue(text.contains("\"seed\" : \"-9223372036854775808\""), text);
        assertTrue(text.contains("\"crc32c\" : \"fedcba98\""), text);
        assertTrue(text.contains("\"rows\" : 7"), text);
        assertTrue(text.contains("\"quarantined\" : {\n      \"zero-norm\" : 2\n    }"), text);
    }

    @Test
    void readsAManifestWhoseFilesHaveNoChecksums() {
        String text = new String(ManifestJson.bytes(manifest()), StandardCharsets.UTF_8);
        String without = text.replaceAll(",\\s*\"crc32c\" : \"fedcba98\"", "");
        Manifest read = ManifestJson.manifest(without.getBytes(StandardCharsets.UTF_8), FILE);
        assertEquals(
                List.of(new Manifest.DataFile("part-0.parquet", 7, 4096, Manifest.DataFile.NOT_RECORDED)),
                read.files());
        assertEquals(without, new String(ManifestJson.bytes(read), StandardCharsets.UTF_8));
    }

    @Test
    void namesTheFileAndTheFieldOfAWrongManifest() {
        String text = new String(ManifestJson.bytes(manifest()), StandardCharsets.UTF_8);
        assertEquals("/t/_manifest.json has no \"run-id\"", failure(text.replace("\"run-id\"", "\"id\"")));
        assertEquals(
                "/t/_manifest.json has format 2, this program reads 1",
                failure(text.replace("\"format\" : 1", "\"format\" : 2")));
        assertEquals(
                "\"epoch\" in /t/_manifest.json is \"3\", expected an integer",
                failure(text.replace("\"epoch\" : 3", "\"epoch\" : \"3\"")));
        String wayOut =
                ": it was damaged outside Bochner. Put it back from a backup, or move /t out of the table and run its"
                        + " date again";
        assertEquals(
                "File /t/_manifest.json is not JSON, line 4, column 13" + wayOut,
                failure(text.substring(0, text.indexOf("\"ds\"") + 10)));
        assertEquals("File /t/_manifest.json is empty" + wayOut, failure(""));
        assertEquals("File /t/_manifest.json is no JSON object" + wayOut, failure("[]"));
    }

    private static String failure(String text) {
        return assertThrows(
                        StoreException.class, () -> ManifestJson.manifest(text.getBytes(StandardCharsets.UTF_8), FILE))
                .getMessage();
    }

    @Test
    void hidesAPasswordInTheSourcesDescription() {
        Manifest.Fingerprint content = new Manifest.Fingerprint("files-v1", "ab", 1, 2);
        assertEquals(
                "parquet ftp://***@host/x",
                new Manifest.Source("parquet ftp://me:geheim@host/x", content).description());
    }

    @Test
    void sameInputIsSpecContentColumnsAndState() {
        Manifest.Input one = input(A, "v1");
        assertEquals(List.of(), one.differences(input(A, "v1")));
        assertEquals(List.of("sigma is 1.0 there and 2.0 here"), one.differences(input(spec(A, "2.0"), "v1")));
        assertEquals(
                List.of(
                        "the source's content is files-v1:v1 (1 files, 2 bytes) there and files-v1:v22 (1 files, 3 bytes) "
                                + "here"),
                one.differences(input(A, "v22")));
        Manifest.Input other = new Manifest.Input(one.spec(), one.source(), List.of("title"), Optional.of("state-1"));
        assertEquals(
                List.of(
                        "the carried columns are [] there and [title] here",
                        "the state is none there and state-1 here"),
                one.differences(other));
    }

    @Test
    void journalReadsWhatItWrote() {
        RenameStep step = new RenameStep("a/b", "c/d", RUN);
        RunRecord record = new RunRecord(
                RUN,
                RunRecord.Command.ROLLBACK,
                Optional.of(DAY_1),
                Instant.parse("2026-11-21T02:30:00Z"),
                "host, process 1",
                RunRecord.Status.ROLLED_BACK,
                new RunRecord.Intents(List.of("features"), List.of(step)),
                Optional.of(new RunRecord.End(Instant.parse("2026-11-21T02:31:00Z"), 4, "why")));
        assertEquals(record, RunRecordJson.read(RunRecordJson.bytes(record), FILE));
    }

    @Test
    void claimsOverlapAtAboveAndBeneath() {
        RunRecord.Intents claims = new RunRecord.Intents(List.of("features/m=1/seed=1/ds=2026-11-20"), List.of());
        assertTrue(claims.overlaps(List.of("features")));
        assertTrue(claims.overlaps(List.of("x", "features/m=1/seed=1/ds=2026-11-20")));
        assertEquals(false, claims.overlaps(List.of("features/m=1/seed=1/ds=2026-11-21")));
        assertEquals(false, claims.overlaps(List.of("features/m=1/seed=1/ds=2026-11-2")));
        assertEquals(false, claims.overlaps(List.of("features/m=1/seed=11")));
    }
}
