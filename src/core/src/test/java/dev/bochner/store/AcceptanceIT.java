package dev.bochner.store;

import static dev.bochner.store.TableFixture.A;
import static dev.bochner.store.TableFixture.ABC;
import static dev.bochner.store.TableFixture.B;
import static dev.bochner.store.TableFixture.DAY_1;
import static dev.bochner.store.TableFixture.DAY_2;
import static dev.bochner.store.TableFixture.DAY_3;
import static dev.bochner.store.TableFixture.each;
import static dev.bochner.store.TableFixture.input;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.store.Publication.Existing;
import dev.bochner.store.Publication.Published;
import dev.bochner.store.RunRecord.Command;
import dev.bochner.store.RunRecord.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots that the audit refused: kept, accepted, forgotten. */
class AcceptanceIT {
    private final TableFixture fixture = Hdfs.newTable(Duration.ofSeconds(20));

    private final FeatureTable table = fixture.table;

    @Test
    void aRefusedSnapshotIsKeptAndNobodySeesIt() {
        RunId refused = fixture.hold(DAY_1, "v1", ABC);
        assertEquals(Map.of(), fixture.visible());
        assertEquals(Status.REFUSED, fixture.status(refused));
        assertEquals("too different", fixture.message(refused));
        assertEquals(
                3, fixture.table.run(refused).orElseThrow().end().orElseThrow().exitCode());
        fixture.outlive();
        fixture.publish(DAY_3, "v3", List.of(A));
        assertEquals(List.of(refused.text()), fixture.names("_staging"));
        assertEquals(List.of("owner", "snapshot"), fixture.names("_staging/" + refused));
        String staged = "_staging/" + refused + "/snapshot/" + A;
        assertEquals(List.of("_SUCCESS", "_manifest.json", "part-0.parquet"), fixture.names(staged));
        Manifest manifest =
                fixture.table.manifestAt(fixture.table.resolve(staged)).orElseThrow();
        assertEquals("fail", manifest.lineage().audit());
        assertEquals(refused, manifest.runId());
    }

    @Test
    void theVeryBytesArePublishedOnTheRecord() {
        RunId refused = fixture.hold(DAY_1, "v1", ABC);
        FileStatus before = dataFile("_staging/" + refused + "/snapshot/" + A);
        Manifest held = table.manifestAt(table.resolve("_staging/" + refused + "/snapshot/" + A))
                .orElseThrow();
        fixture.outlive();
        Published published = fixture.accept(DAY_1, Existing.REFUSE);
        assertEquals(each(ABC, DAY_1, "v1"), fixture.visible());
        assertEquals(Set.copyOf(table.snapshots()), Set.copyOf(published.published()));
        Snapshot snapshot = new Snapshot(A, DAY_1);
        FileStatus after = dataFile(snapshot.relativePath());
        assertEquals(before.getModificationTime(), after.getModificationTime());
        RunId accepting = table.runs().stream()
                .filter(run -> !run.equals(refused))
                .findFirst()
                .orElseThrow();
        String audit = "accepted: looked at it (by ada; refused by run " + refused + ")";
        assertEquals(Optional.of(held.audited(accepting, audit)), table.manifest(snapshot));
        assertEquals(Status.PUBLISHED, fixture.status(accepting));
        assertEquals(Status.REFUSED, fixture.status(refused));
        assertEquals(List.of(), fixture.names("_staging"));
    }

    private FileStatus dataFile(String directory) {
        return table.files()
                .status(new Path(table.resolve(directory), "part-0.parquet"))
                .orElseThrow();
    }

    @Test
    void theNewestOfADateIsAcceptedAndTheOthersStay() throws InterruptedException {
        RunId older = fixture.hold(DAY_1, "v1", List.of(A));
        Thread.sleep(1000); // The names of runs tell seconds.
        fixture.hold(DAY_1, "v2", List.of(A));
        fixture.hold(DAY_2, "v3", List.of(A));
        fixture.accept(DAY_1, Existing.REFUSE);
        assertEquals(each(List.of(A), DAY_1, "v2"), fixture.visible());
        assertTrue(fixture.names("_staging").contains(older.text()));
        assertEquals(2, fixture.names("_staging").size());
    }

    @Test
    void whoFindsNothingToAcceptIsToldWhatThereIs() {
        assertEquals(
                "There is no refused snapshot of 2026-11-20 to accept; refused and kept are []", acceptanceFailure());
        RunId refused = fixture.hold(DAY_1, "v1", List.of(A));
        assertEquals(
                "There is no refused snapshot of 2026-11-20 to accept; refused and kept are [2026-11-19 by run "
                        + refused + "]",
                acceptanceFailure());
    }

    private String acceptanceFailure() {
        return assertThrows(ConflictException.class, () -> fixture.accept(DAY_2, Existing.REFUSE))
                .getMessage();
    }

    @Test
    void aFileThatIsNotTheRefusedOneIsNamedAndNothingIsLost() {
        RunId refused = fixture.hold(DAY_1, "v1", List.of(A, B));
        Path file = dataFile("_staging/" + refused + "/snapshot/" + B).getPath();
        table.files().write(file, "vX".getBytes(StandardCharsets.UTF_8));
        String message = assertThrows(StoreException.class, () -> fixture.accept(DAY_1, Existing.REFUSE))
                .getMessage();
        assertTrue(message.contains(refused + "/snapshot/m=4/seed=2/part-0.parquet is not the one that"), message);
        assertTrue(
                message.endsWith(
                        "found 2 bytes with CRC-32C fc0b707b, expected 2 bytes with CRC-32C e57f38d5. It is not"
                                + " published: run the date again instead of accepting what run " + refused + " left"),
                message);
        assertEquals(Map.of(), fixture.visible());
        table.files().write(file, "v1".getBytes(StandardCharsets.UTF_8));
        fixture.accept(DAY_1, Existing.REFUSE);
        assertEquals(each(List.of(A, B), DAY_1, "v1"), fixture.visible());
    }

    @Test
    void aMissingFileIsNoticed() {
        RunId refused = fixture.hold(DAY_1, "v1", List.of(A));
        table.files().delete(dataFile("_staging/" + refused + "/snapshot/" + A).getPath());
        String message = assertThrows(StoreException.class, () -> fixture.accept(DAY_1, Existing.REFUSE))
                .getMessage();
        assertTrue(
                message.contains("/part-0.parquet is missing, expected 2 bytes with CRC-32C e57f38d5. It is not"),
                message);
        assertEquals(List.of(refused.text()), fixture.names("_staging"));
    }

    @Test
    void whatIsPublishedFromOtherInputStandsAgainstItUnlessItIsReplaced() {
        fixture.publish(DAY_1, "v0", List.of(B));
        RunId refused = fixture.hold(DAY_1, "v1", ABC);
        ConflictException e = assertThrows(ConflictException.class, () -> fixture.accept(DAY_1, Existing.REFUSE));
        assertTrue(e.getMessage().contains("m=4/seed=2/ds=2026-11-19 is already published by run"), e.getMessage());
        assertEquals(each(List.of(B), DAY_1, "v0"), fixture.visible());
        assertEquals(List.of(refused.text()), fixture.names("_staging"));
        fixture.accept(DAY_1, Existing.REPLACE);
        assertEquals(each(ABC, DAY_1, "v1"), fixture.visible());
        assertEquals(1, fixture.names("_replaced").size());
        assertEquals(List.of(), fixture.names("_staging"));
    }

    @Test
    void whatAPlainRerunPublishedNeedNotBeAccepted() {
        fixture.hold(DAY_1, "v1", List.of(A));
        fixture.publish(DAY_1, "v1", List.of(A));
        Published published = fixture.accept(DAY_1, Existing.REFUSE);
        assertEquals(List.of(), published.published());
        assertEquals(Set.of(new Snapshot(A, DAY_1)), published.already().keySet());
        assertEquals(List.of(), fixture.names("_staging"));
    }

    @Test
    void isForgottenWhenItsTimeIsOver() {
        RunId refused = fixture.hold(DAY_1, "v1", List.of(A));
        RunId forgotten = holdFor(Duration.ZERO, fixture);
        assertEquals(2, fixture.names("_staging").size());
        fixture.outlive();
        fixture.begin(Command.EXPIRE, DAY_3).close();
        assertEquals(List.of(refused.text()), fixture.names("_staging"));
        assertEquals(Status.REFUSED, fixture.status(forgotten));
    }

    @Test
    void otherCommandsHaveNoSayInHowLongItIsKept() {
        RunId refused = fixture.hold(DAY_1, "v1", List.of(A));
        fixture.outlive();
        holdFor(Duration.ZERO, fixture);
        assertTrue(fixture.names("_staging").contains(refused.text()));
    }

    @Test
    void onLocalDisksItIsKeptAndAcceptedAndForgottenToo(@TempDir java.nio.file.Path directory) throws Exception {
        TableFixture local = new TableFixture(new Path(directory.toUri()), new Configuration(), Duration.ofSeconds(30));
        local.hold(DAY_1, "v1", List.of(A));
        local.publish(DAY_3, "v3", List.of(A));
        local.accept(DAY_1, Existing.REFUSE);
        assertEquals(Set.of(DAY_1, DAY_3), local.table.dates(A));
        holdFor(Duration.ZERO, local);
        Thread.sleep(10);
        local.begin(Command.EXPIRE, DAY_3).close();
        assertEquals(List.of(), local.names("_staging"));
    }

    private static RunId holdFor(Duration refusedRetention, TableFixture fixture) {
        StoreOptions times = fixture.options;
        StoreOptions options = new StoreOptions(
                times.heartbeatInterval(), times.heartbeatTimeout(), times.replacedRetention(), refusedRetention);
        RunSession.Request request = RunSession.Request.of(Command.RUN, Optional.of(DAY_2), options);
        try (RunSession run = RunSession.begin(fixture.table, request)) {
            fixture.hold(run, DAY_2, "v2", List.of(A));
            return run.runId();
        }
    }

    @Test
    void onlyOneAcceptsIt() {
        fixture.hold(DAY_1, "v1", List.of(A));
        try (RunSession first = fixture.begin(Command.RUN, DAY_1)) {
            Acceptance acceptance = Acceptance.of(first, DAY_1);
            assertThrows(ConflictException.class, () -> fixture.accept(DAY_1, Existing.REFUSE));
            acceptance.publish("mine", "ada", Existing.REFUSE);
        }
        assertEquals(each(List.of(A), DAY_1, "v1"), fixture.visible());
    }

    @Test
    void anAcceptanceThatIsNotMadeUseOfLeavesItWhereItWasAlsoIfALateTaskWroteThere() {
        RunId refused = fixture.hold(DAY_1, "v1", List.of(A));
        try (RunSession run = fixture.begin(Command.RUN, DAY_1)) {
            assertEquals(refused, Acceptance.of(run, DAY_1).refused());
            Path late = table.resolve("_staging/" + refused + "/attempts/part-9.parquet");
            table.files().makeDirectories(late.getParent());
            table.files().write(late, new byte[7]);
        }
        assertEquals(List.of(refused.text()), fixture.names("_staging"));
        fixture.accept(DAY_1, Existing.REFUSE);
        assertEquals(each(List.of(A), DAY_1, "v1"), fixture.visible());
    }

    @Test
    void anAcceptingRunThatWasOnlyBelievedToBeDeadCanDoNothing() {
        RunId refused = fixture.hold(DAY_1, "v1", List.of(A));
        RunSession sleeper = fixture.begin(Command.RUN, DAY_1);
        Acceptance acceptance = Acceptance.of(sleeper, DAY_1);
        sleeper.vanish();
        fixture.outlive();
        fixture.begin(Command.EXPIRE, DAY_3).close();
        assertEquals(List.of(refused.text()), fixture.names("_staging"));
        assertThrows(LostStagingException.class, () -> acceptance.publish("late", "ada", Existing.REFUSE));
        sleeper.close();
        assertEquals(List.of(refused.text()), fixture.names("_staging"));
        fixture.accept(DAY_1, Existing.REFUSE);
        assertEquals(each(List.of(A), DAY_1, "v1"), fixture.visible());
    }

    @Test
    void aRefusedRunThatIsStillAtWorkIsNotAccepted() {
        StepListener curious = new StepListener() {
            @Override
            public void after(String step) {
                if (step.equals("hold")) {
                    assertTrue(acceptanceFailure().endsWith("refused and kept are []"));
                }
            }
        };
        try (RunSession run = fixture.open(Command.RUN, DAY_2, curious)) {
            fixture.hold(run, DAY_2, "v1", List.of(A));
        }
        fixture.accept(DAY_2, Existing.REFUSE);
        assertEquals(each(List.of(A), DAY_2, "v1"), fixture.visible());
    }

    @Test
    void aManifestOfAnotherRunIsNotHeld() {
        RunId other = fixture.hold(DAY_1, "v1", List.of(A));
        try (RunSession run = fixture.begin(Command.RUN, DAY_1)) {
            Publication publication = Publication.of(run, DAY_1, List.of(A), Existing.REFUSE);
            Manifest manifest = fixture.stage(run, DAY_1, input(A, "v1")).audited(other, "none");
            assertThrows(IllegalArgumentException.class, () -> publication.hold(List.of(manifest), "no"));
        }
        assertEquals(List.of(other.text()), fixture.names("_staging"));
    }
}
