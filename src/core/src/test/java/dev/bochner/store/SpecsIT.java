package dev.bochner.store;

import static dev.bochner.store.TableFixture.A;
import static dev.bochner.store.TableFixture.B;
import static dev.bochner.store.TableFixture.DAY_1;
import static dev.bochner.store.TableFixture.DAY_2;
import static dev.bochner.store.TableFixture.DAY_3;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bochner.store.Publication.Existing;
import dev.bochner.store.RunRecord.Command;
import dev.bochner.testkit.JobConfigs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The identity of a version outlives the loss of the file that tells it. */
class SpecsIT {
    @TempDir
    java.nio.file.Path directory;

    private TableFixture fixture;
    private FeatureTable table;
    private Path file;
    private byte[] before;

    /** What somebody did to the file. */
    private enum Loss {
        DELETED,
        EMPTY,
        TRUNCATED,
        OF_ANOTHER_VERSION
    }

    @BeforeEach
    void publishADay() {
        fixture = new TableFixture(
                new Path(JobConfigs.uri(directory.resolve("table"))), new Configuration(), Duration.ofSeconds(30));
        table = fixture.table;
        fixture.publish(DAY_1, "v1", List.of(A));
        file = table.specPath(A);
        before = table.files().read(file).orElseThrow();
    }

    private void lose(Loss how) {
        switch (how) {
            case DELETED -> table.files().delete(file);
            case EMPTY -> table.files().write(file, new byte[0]);
            case TRUNCATED -> table.files().write(file, Arrays.copyOf(before, before.length / 2));
            case OF_ANOTHER_VERSION -> table.files().write(file, ManifestJson.bytes(TableFixture.spec(B)));
        }
    }

    private void publish(LocalDate ds, PublishedSpec spec) {
        try (RunSession run = fixture.begin(Command.RUN, ds)) {
            Publication publication = Publication.of(run, ds, List.of(spec.version()), Existing.REFUSE);
            publication.publish(List.of(fixture.stage(run, ds, TableFixture.input(spec, "v2"))));
        }
    }

    private String refusal(LocalDate ds, PublishedSpec spec) {
        return assertThrows(ConflictException.class, () -> publish(ds, spec)).getMessage();
    }

    @ParameterizedTest
    @EnumSource
    void aLostFileIsWrittenAgainByARunOfTheSameSpec(Loss how) {
        lose(how);
        assertEquals(Optional.of(TableFixture.spec(A)), table.spec(A));
        publish(DAY_2, TableFixture.spec(A));
        assertArrayEquals(before, table.files().read(file).orElseThrow());
    }

    @ParameterizedTest
    @EnumSource
    void aRunOfAnotherSpecIsRefusedByWhatIsPublished(Loss how) {
        lose(how);
        assertEquals(
                "Version " + A + " of table " + table.root() + " has another spec, by "
                        + table.path(new Snapshot(A, DAY_1)) + "/_manifest.json: sigma is 1.0 there and 2.0 here. A"
                        + " version never changes: choose another seed, or another table",
                refusal(DAY_2, TableFixture.spec(A, "2.0")));
        assertEquals(Set.of(DAY_1), table.dates(A));
    }

    @Test
    void aFileThatContradictsWhatIsPublishedIsNamed() {
        table.files().write(file, ManifestJson.bytes(TableFixture.spec(A, "2.0")));
        for (String sigma : List.of("1.0", "2.0")) {
            assertEquals(
                    "Version " + A + " of table " + table.root() + " has two specs, that of " + file
                            + " there and that of " + table.path(new Snapshot(A, DAY_1))
                            + "/_manifest.json here: sigma is 2.0 there and 1.0 here. Snapshots keep the spec that they"
                            + " were made with: delete " + file + ", and the next run writes it again by the manifests",
                    refusal(DAY_2, TableFixture.spec(A, sigma)));
        }
        table.files().delete(file);
        publish(DAY_2, TableFixture.spec(A));
        assertArrayEquals(before, table.files().read(file).orElseThrow());
    }

    /** As a version before this one published them. */
    @Test
    void snapshotsOfTwoSpecsAreNamed() {
        publish(DAY_2, TableFixture.spec(A));
        Path second = new Path(table.path(new Snapshot(A, DAY_2)), FeatureTable.MANIFEST_FILE);
        String manifest = new String(table.files().read(second).orElseThrow(), StandardCharsets.UTF_8);
        table.files().write(second, manifest.replace("\"1.0\"", "\"2.0\"").getBytes(StandardCharsets.UTF_8));
        table.files().delete(file);
        assertEquals(
                "Version " + A + " of table " + table.root() + " has two specs, that of " + second
                        + " there and that of " + table.path(new Snapshot(A, DAY_1))
                        + "/_manifest.json here: sigma is 2.0 there and 1.0 here. Snapshots keep the spec that they were"
                        + " made with: roll back to a date before the two differ, or choose another seed",
                refusal(DAY_3, TableFixture.spec(A)));
    }

    /** Nobody has used it. */
    @Test
    void aDamagedFileOfAVersionWithoutSnapshotsIsWrittenAgain() {
        Path unused = table.specPath(B);
        table.files().makeDirectories(unused.getParent());
        table.files().write(unused, new byte[0]);
        publish(DAY_1, TableFixture.spec(B));
        assertEquals(Optional.of(TableFixture.spec(B)), table.spec(B));
        assertArrayEquals(
                ManifestJson.bytes(TableFixture.spec(B)),
                table.files().read(unused).orElseThrow());
    }
}
