package dev.bochner.store;

import static dev.bochner.store.TableFixture.A;
import static dev.bochner.store.TableFixture.ABC;
import static dev.bochner.store.TableFixture.B;
import static dev.bochner.store.TableFixture.DAY_1;
import static dev.bochner.store.TableFixture.DAY_2;
import static dev.bochner.store.TableFixture.DAY_3;
import static dev.bochner.store.TableFixture.each;
import static dev.bochner.store.TableFixture.input;
import static dev.bochner.store.TableFixture.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.store.Publication.Existing;
import dev.bochner.store.Publication.Published;
import dev.bochner.store.RunRecord.Command;
import dev.bochner.store.RunRecord.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

class PublicationIT {
    private final TableFixture fixture = Hdfs.newTable(Duration.ofSeconds(30));
    private final FeatureTable table = fixture.table;

    @Test
    void publishesDataManifestSpecAndMarker() {
        Published published = fixture.publish(DAY_1, "v1", List.of(A));
        Snapshot snapshot = new Snapshot(A, DAY_1);
        assertEquals(List.of(snapshot), published.published());
        assertEquals(List.of("_SUCCESS", "_manifest.json", "part-0.parquet"), fixture.names(snapshot.relativePath()));
        assertEquals(List.of("_spec.json", "ds=2026-11-19"), fixture.names("features/" + A));
        assertEquals(Optional.of(spec(A)), table.spec(A));
        RunId run = table.manifest(snapshot).orElseThrow().runId();
        assertEquals(Status.PUBLISHED, fixture.status(run));
        assertEquals("Published [m=4/seed=1/ds=2026-11-19]", fixture.message(run));
        assertEquals(0, table.run(run).orElseThrow().end().orElseThrow().exitCode());
        assertEquals(List.of(), fixture.names("_staging"));
    }

    @Test
    void listsVersionsAndFindsTheDayBefore() {
        fixture.publish(DAY_3, "v3", List.of(A));
        fixture.publish(DAY_1, "v1", ABC);
        table.files().makeDirectories(table.resolve("features/m=4/seed=1/ds=tomorrow"));
        assertEquals(ABC, table.versions());
        assertEquals(List.of(new Snapshot(A, DAY_1), new Snapshot(A, DAY_3)), table.snapshots(A));
        assertEquals(Optional.of(new Snapshot(A, DAY_3)), table.latest(A));
        assertEquals(Optional.of(new Snapshot(A, DAY_1)), table.latestBefore(A, DAY_3));
        assertEquals(Optional.empty(), table.latestBefore(A, DAY_1));
    }

    @Test
    void aRerunWithTheSameInputWritesNothingAndNamesTheRun() {
        fixture.publish(DAY_1, "v1", ABC);
        RunId first = table.runs().get(0);
        for (Existing existing : Existing.values()) {
            Published again = fixture.publish(DAY_1, "v1", ABC, existing);
            assertEquals(List.of(), again.published());
            assertEquals(Set.of(first), Set.copyOf(again.already().values()));
        }
        RunId last = table.runs().stream()
                .filter(run -> !run.equals(first))
                .findFirst()
                .orElseThrow();
        assertEquals(Status.ALREADY_PUBLISHED, fixture.status(last));
        assertTrue(fixture.message(last).contains("m=4/seed=1/ds=2026-11-19 is already published by run " + first));
        assertEquals(first, table.manifest(new Snapshot(A, DAY_1)).orElseThrow().runId());
    }

    @Test
    void aVersionThatIsNewJoinsThosePublished() {
        fixture.publish(DAY_1, "v1", List.of(B));
        Published published = fixture.publish(DAY_1, "v1", ABC);
        assertEquals(2, published.published().size());
        assertEquals(Set.of(new Snapshot(B, DAY_1)), published.already().keySet());
        assertEquals(each(ABC, DAY_1, "v1"), fixture.visible());
    }

    @Test
    void otherInputIsRefusedWithBothRunsAndTheWayOutAndNothingIsPublished() {
        fixture.publish(DAY_1, "v1", List.of(B));
        RunId first = table.runs().get(0);
        ConflictException e = assertThrows(ConflictException.class, () -> fixture.publish(DAY_1, "v2", ABC));
        RunId second = table.runs().stream()
                .filter(run -> !run.equals(first))
                .findFirst()
                .orElseThrow();
        assertEquals(
                "m=4/seed=2/ds=2026-11-19 is already published by run " + first + " from other input than that of run "
                        + second + ": the source's content is files-v1:v1 (1 files, 2 bytes) there and files-v1:v2 "
                        + "(1 files, 2 bytes) here. To publish this input instead, run with --replace",
                e.getMessage());
        assertEquals(each(List.of(B), DAY_1, "v1"), fixture.visible());
        assertEquals(Status.FAILED, fixture.status(second));
        assertEquals(4, table.run(second).orElseThrow().end().orElseThrow().exitCode());
        assertEquals(e.getMessage(), fixture.message(second));
        assertEquals(List.of(), fixture.names("_staging"));
    }

    @Test
    void replaceKeepsTheOldSnapshotForAWhile() {
        fixture.publish(DAY_1, "v1", ABC);
        fixture.publish(DAY_1, "v2", ABC, Existing.REPLACE);
        assertEquals(each(ABC, DAY_1, "v2"), fixture.visible());
        RunId second = table.manifest(new Snapshot(A, DAY_1)).orElseThrow().runId();
        assertEquals(List.of(second.text()), fixture.names("_replaced"));
        assertEquals(
                "v1",
                fixture.text(table.resolve("_replaced/" + second + "/" + new Snapshot(A, DAY_1) + "/part-0.parquet")));
    }

    @Test
    void replaceTakesOnlyTheSnapshotThatItSawAtItsStart() {
        fixture.publish(DAY_1, "v1", List.of(A));
        RunId first = table.runs().get(0);
        try (RunSession slow = fixture.begin(Command.RUN, DAY_1)) {
            Publication publication = Publication.of(slow, DAY_1, List.of(A), Existing.REPLACE);
            Manifest manifest = fixture.stage(slow, DAY_1, input(A, "v2"));
            fixture.publish(DAY_1, "v3", List.of(A), Existing.REPLACE);
            ConflictException e = assertThrows(ConflictException.class, () -> publication.publish(List.of(manifest)));
            assertTrue(e.getMessage().contains("When this run started there was " + first), e.getMessage());
        }
        assertEquals(each(List.of(A), DAY_1, "v3"), fixture.visible());
    }

    @Test
    void replaceOfASnapshotThatWasRolledBackMeanwhileIsRefused() {
        fixture.publish(DAY_1, "v1", List.of(A));
        fixture.publish(DAY_2, "v2", List.of(A));
        try (RunSession slow = fixture.begin(Command.RUN, DAY_2)) {
            Publication publication = Publication.of(slow, DAY_2, List.of(A), Existing.REPLACE);
            Manifest manifest = fixture.stage(slow, DAY_2, input(A, "v3"));
            try (RunSession rollback = fixture.begin(Command.ROLLBACK, DAY_1)) {
                Rollback.to(DAY_1, List.of(A), rollback);
            }
            ConflictException e = assertThrows(ConflictException.class, () -> publication.publish(List.of(manifest)));
            assertTrue(e.getMessage().contains("which was to be replaced, is gone"), e.getMessage());
        }
        assertEquals(each(List.of(A), DAY_1, "v1"), fixture.visible());
    }

    @Test
    void anotherSpecUnderTheSameNameIsRefusedWithItsDifference() {
        fixture.publish(DAY_1, "v1", List.of(A));
        try (RunSession run = fixture.begin(Command.RUN, DAY_2)) {
            Publication publication = Publication.of(run, DAY_2, List.of(A), Existing.REPLACE);
            ConflictException e =
                    assertThrows(ConflictException.class, () -> publication.publishedBy(input(spec(A, "2.0"), "v1")));
            assertEquals(
                    "Version m=4/seed=1 of table " + table.root()
                            + " has another spec: sigma is 1.0 there and 2.0 here. "
                            + "A version never changes: choose another seed, or another table",
                    e.getMessage());
        }
    }

    @Test
    void aForeignDirectoryInTheWayIsNamed() {
        Snapshot snapshot = new Snapshot(A, DAY_1);
        table.files().makeDirectories(table.path(snapshot));
        StoreException e = assertThrows(StoreException.class, () -> fixture.publish(DAY_1, "v1", List.of(A)));
        assertEquals(
                table.path(snapshot) + " has no _manifest.json: it was not published by a run; move it away",
                e.getMessage());
        assertEquals(Status.FAILED, fixture.status(table.runs().get(0)));
    }

    @Test
    void aFileThatNoManifestNamesIsNotPublished() {
        try (RunSession run = fixture.begin(Command.RUN, DAY_1)) {
            Publication publication = Publication.of(run, DAY_1, List.of(A), Existing.REFUSE);
            Manifest manifest = fixture.stage(run, DAY_1, input(A, "v1"));
            table.files().write(new Path(run.staging().snapshot(A), "part-9.parquet"), new byte[3]);
            StoreException e = assertThrows(StoreException.class, () -> publication.publish(List.of(manifest)));
            assertTrue(e.getMessage().contains("are not those of the manifest: found {part-"), e.getMessage());
        }
        assertEquals(Map.of(), fixture.visible());
    }

    @Test
    void aSnapshotWhoseNeedIsGoneIsRefused() {
        String need = new Snapshot(A, DAY_1).relativePath();
        try (RunSession run = fixture.begin(Command.RUN, DAY_2)) {
            Publication publication = Publication.of(run, DAY_2, List.of(A), Existing.REFUSE);
            Manifest manifest = fixture.stage(
                    run, DAY_2, input(A, "v1"), new Manifest.Lineage("none", 0, List.of(need), Optional.empty()));
            ConflictException e = assertThrows(ConflictException.class, () -> publication.publish(List.of(manifest)));
            assertTrue(e.getMessage().contains("needs " + need + ", which is not published"), e.getMessage());
        }
    }

    @Test
    void whatStandsInTheWayInTheLastMomentUndoesTheRun() {
        StepListener intruder = new StepListener() {
            @Override
            public void after(String step) {
                if (step.equals("rename-0")) {
                    table.files().makeDirectories(table.resolve("features/m=4/seed=2"));
                    copyIntoPlace(new Snapshot(A, DAY_1), new Snapshot(B, DAY_2));
                }
            }
        };
        fixture.publish(DAY_1, "v1", List.of(A));
        RunId first = table.runs().get(0);
        RunSession run = fixture.open(Command.RUN, DAY_2, intruder);
        ConflictException e =
                assertThrows(ConflictException.class, () -> fixture.publish(run, DAY_2, "v2", ABC, Existing.REFUSE));
        run.close();
        assertTrue(e.getMessage().contains("there is now that of run " + first), e.getMessage());
        assertEquals(
                Set.of(new Snapshot(A, DAY_1), new Snapshot(B, DAY_2)),
                fixture.visible().keySet());
        assertEquals(Status.ROLLED_BACK, fixture.status(run.runId()));
        assertEquals(List.of(), fixture.names("_staging"));
    }

    private void copyIntoPlace(Snapshot from, Snapshot to) {
        table.files().makeDirectories(table.path(to));
        for (String name : List.of("_manifest.json", "part-0.parquet")) {
            byte[] bytes = table.files().read(new Path(table.path(from), name)).orElseThrow();
            table.files().write(new Path(table.path(to), name), bytes);
        }
    }
}
