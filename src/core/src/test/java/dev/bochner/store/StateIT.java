package dev.bochner.store;

import static dev.bochner.store.TableFixture.A;
import static dev.bochner.store.TableFixture.ABC;
import static dev.bochner.store.TableFixture.B;
import static dev.bochner.store.TableFixture.DAY_1;
import static dev.bochner.store.TableFixture.DAY_2;
import static dev.bochner.store.TableFixture.DAY_3;
import static dev.bochner.store.TableFixture.each;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.store.Expiry.Expired;
import dev.bochner.store.Publication.Existing;
import dev.bochner.store.Publication.Published;
import dev.bochner.store.RunRecord.Command;
import dev.bochner.store.RunRecord.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

/** States of stabilisers: published with snapshots, held and accepted with them, expired when nothing names them. */
class StateIT {
    /** An age that everything has. */
    private static final Duration ANY = Duration.ofMillis(-1);

    private static final String WAY_OUT = ". Put it back from a copy, or make 2026-11-19 anew: run --ds 2026-11-19"
            + " --replace (with --cascade if later days derive from it)";

    private final TableFixture fixture = Hdfs.newTable(Duration.ofSeconds(20));
    private final StateFixture states = new StateFixture(fixture);
    private final FeatureTable table = fixture.table;

    static Retention keepLast(int snapshots, Duration replaced) {
        return new Retention(
                Set.of(), OptionalInt.of(snapshots), Optional.empty(), replaced, Optional.empty(), Optional.empty());
    }

    private Expired expire(Retention retention) {
        Expired preview = Expiry.preview(table, retention);
        try (RunSession run = fixture.begin(Command.EXPIRE, DAY_3)) {
            Expired expired = Expiry.run(run, retention);
            assertEquals(preview, expired);
            return expired;
        }
    }

    @Test
    void aStateIsReadBackAsItWasPublished() {
        StabiliserState state;
        try (RunSession run = fixture.begin(Command.RUN, DAY_1)) {
            Publication publication = Publication.of(run, DAY_1, List.of(A, B), Existing.REFUSE);
            state = states.stage(run, DAY_1, "v1");
            publication.publish(states.stage(run, List.of(A, B), state), Optional.of(state));
        }
        assertEquals(each(List.of(A, B), DAY_1, "v1"), fixture.visible());
        assertEquals(state, states.named(A, DAY_1));
        assertEquals(state, states.named(B, DAY_1));
        assertEquals("_state/ds=2026-11-19/run=" + state.runId(), state.path());
        assertEquals(List.of("_manifest.json", "part-0.parquet", "transform.npy"), fixture.names(state.path()));
        assertEquals("v1", fixture.text(table.stateItemFiles(state).get(0).path()));
        assertEquals(Optional.empty(), table.state("_state/ds=2026-11-20/run=" + state.runId()));
        assertEquals(List.of(), fixture.names("_staging"));
    }

    @Test
    void aMatrixThatIsNotTheOneThatWasWrittenIsNamed() {
        states.publish(DAY_1, "v1", List.of(A), Existing.REFUSE);
        String path = states.named(A, DAY_1).path();
        Path transform = new Path(table.resolve(path), "transform.npy");
        byte[] bytes = table.files().read(transform).orElseThrow();
        bytes[bytes.length - 1] ^= 1;
        table.files().write(transform, bytes);
        String message = failure(path);
        assertTrue(message.startsWith("File " + transform + " is not the one that was written: found "), message);
        assertTrue(message.endsWith(WAY_OUT), message);
        table.files().write(transform, Arrays.copyOf(bytes, 40));
        String truncated = failure(path);
        assertTrue(truncated.contains(": found 40 bytes with CRC-32C "), truncated);
        assertTrue(truncated.contains(", expected " + bytes.length + " bytes with CRC-32C "), truncated);
        table.files().delete(transform);
        String missing = failure(path);
        assertTrue(
                missing.startsWith("File " + transform + " is missing, expected " + bytes.length + " bytes"), missing);
        assertTrue(missing.endsWith(WAY_OUT), missing);
    }

    private String failure(String path) {
        return assertThrows(StoreException.class, () -> table.state(path)).getMessage();
    }

    @Test
    void aRunThatFindsAllPublishedLeavesNoState() {
        states.publish(DAY_1, "v1", List.of(A, B), Existing.REFUSE);
        Published again = states.publish(DAY_1, "v1", List.of(A, B), Existing.REFUSE);
        assertEquals(List.of(), again.published());
        assertEquals(Set.of(DAY_1 + " v1"), states.visible());
        assertEquals(1, fixture.names("_state/ds=" + DAY_1).size());
    }

    @Test
    void aPublishedStateIsUsedAgainForAnotherVersion() {
        states.publish(DAY_1, "v1", List.of(A), Existing.REFUSE);
        StabiliserState state = states.named(A, DAY_1);
        try (RunSession run = fixture.begin(Command.RUN, DAY_1)) {
            Publication.of(run, DAY_1, List.of(B), Existing.REFUSE).publish(List.of(states.stage(run, B, state)));
        }
        assertEquals(state, states.named(B, DAY_1));
        assertEquals(Set.of(DAY_1 + " v1"), states.visible());
    }

    @Test
    void versionsThatAreMadeTogetherDoNotGoByDifferentStates() {
        try (RunSession run = fixture.begin(Command.RUN, DAY_1)) {
            Publication publication = Publication.of(run, DAY_1, List.of(A, B), Existing.REFUSE);
            StabiliserState state = states.stage(run, DAY_1, "v1");
            List<Manifest> manifests = states.stage(run, List.of(A, B), state);
            states.publish(DAY_1, "v1", List.of(A), Existing.REFUSE);
            ConflictException e =
                    assertThrows(ConflictException.class, () -> publication.publish(manifests, Optional.of(state)));
            assertEquals(
                    "m=4/seed=1/ds=2026-11-19 was published meanwhile and goes by the state "
                            + states.named(A, DAY_1).path() + ", the other versions of this run by one of their own. "
                            + "Run this date again, and all go by the former",
                    e.getMessage());
            assertEquals(Status.FAILED, fixture.status(run.runId()));
        }
        assertEquals(each(List.of(A), DAY_1, "v1"), fixture.visible());
        assertEquals(Set.of(DAY_1 + " v1"), states.visible());
    }

    @Test
    void aStateThatIsNeededMustBeThere() {
        states.publish(DAY_1, "v1", List.of(A), Existing.REFUSE);
        StabiliserState first = states.named(A, DAY_1);
        try (RunSession run = fixture.begin(Command.RUN, DAY_2)) {
            Publication publication = Publication.of(run, DAY_2, List.of(A), Existing.REFUSE);
            StabiliserState state = states.stage(run, DAY_2, "v2");
            Manifest manifest = states.stage(run, A, state);
            table.files().delete(table.resolve(first.path()));
            ConflictException e = assertThrows(
                    ConflictException.class, () -> publication.publish(List.of(manifest), Optional.of(state)));
            assertEquals(
                    "m=4/seed=1/ds=2026-11-20 needs " + first.path()
                            + ", which is not published (any more). Start this run again",
                    e.getMessage());
        }
        assertEquals(List.of("ds=2026-11-19"), fixture.names("_state"));
    }

    @Test
    void aStateOfOtherFilesOrThatNobodyNamesIsRefused() {
        try (RunSession run = fixture.begin(Command.RUN, DAY_1)) {
            Publication publication = Publication.of(run, DAY_1, List.of(A), Existing.REFUSE);
            StabiliserState state = states.stage(run, DAY_1, "v1");
            Manifest unaware = fixture.stage(run, DAY_1, TableFixture.input(A, "v1"));
            assertEquals(
                    "Manifest of m=4/seed=1/ds=2026-11-19 names the state none, expected " + state.path()
                            + ", which is published with it",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> publication.publish(List.of(unaware), Optional.of(state)))
                            .getMessage());
            table.files().write(new Path(run.staging().state(), "part-1.parquet"), new byte[3]);
            Manifest manifest = states.stage(run, B, state);
            String message = assertThrows(
                            StoreException.class, () -> publication.publish(List.of(manifest), Optional.of(state)))
                    .getMessage();
            assertTrue(message.contains("/state are not those of the manifest: found {"), message);
        }
        assertEquals(List.of(), fixture.names("_state"));
    }

    @Test
    void whatIsAcceptedBringsItsStateAsItWas() {
        RunId refused = states.hold(DAY_1, "v1", ABC);
        assertEquals(Set.of(), states.visible());
        fixture.accept(DAY_1, Existing.REFUSE);
        StabiliserState state = states.named(A, DAY_1);
        assertEquals(refused, state.runId());
        assertEquals(each(ABC, DAY_1, "v1"), fixture.visible());
        assertEquals(Set.of(DAY_1 + " v1"), states.visible());
        assertEquals(List.of(), fixture.names("_staging"));
    }

    @Test
    void aDamagedStateIsNotAccepted() {
        RunId refused = states.hold(DAY_1, "v1", List.of(A));
        Path items = table.resolve("_staging/" + refused + "/state/part-0.parquet");
        table.files().write(items, "vX".getBytes(StandardCharsets.UTF_8));
        String message = assertThrows(StoreException.class, () -> fixture.accept(DAY_1, Existing.REFUSE))
                .getMessage();
        assertTrue(message.contains(refused + "/state/part-0.parquet is not the one that"), message);
        assertEquals(Map.of(), fixture.visible());
        table.files().write(items, "v1".getBytes(StandardCharsets.UTF_8));
        fixture.accept(DAY_1, Existing.REFUSE);
        assertEquals(Set.of(DAY_1 + " v1"), states.visible());
    }

    @Test
    void expiryDropsTheStatesThatNothingNames() {
        publishThreeDays();
        StabiliserState first = states.named(A, DAY_1);
        assertEquals(List.of(), expire(keepLast(3, ANY)).others());
        Expired expired = expire(keepLast(1, ANY));
        assertEquals(List.of(new Snapshot(A, DAY_1), new Snapshot(A, DAY_2)), expired.snapshots());
        assertEquals(List.of(first.path()), expired.others());
        // The day before is what the newest came from.
        assertEquals(Set.of(DAY_2 + " v2", DAY_3 + " v3"), states.visible());
        assertEquals(List.of(), fixture.names("_staging"));
    }

    @Test
    void expiryLeavesAStateThatIsStillYoung() {
        publishThreeDays();
        Expired expired = expire(keepLast(1, Duration.ofDays(1)));
        assertEquals(2, expired.snapshots().size());
        assertEquals(3, states.visible().size());
    }

    @Test
    void aStateStaysAsLongAsWhatWasReplacedIsKept() throws IOException {
        states.publish(DAY_1, "v1", List.of(A), Existing.REFUSE);
        StabiliserState old = states.named(A, DAY_1);
        states.publish(DAY_1, "v2", List.of(A), Existing.REPLACE);
        FileContext.getFileContext(table.root().toUri(), Hdfs.configuration())
                .setTimes(table.resolve(old.path()), System.currentTimeMillis() - 100_000, -1);
        assertEquals(List.of(), expire(keepLast(1, Duration.ofSeconds(100))).others());
        List<String> others = expire(keepLast(1, ANY)).others();
        assertEquals(2, others.size(), others::toString);
        assertTrue(others.get(0).startsWith("_replaced/"), others::toString);
        assertEquals(old.path(), others.get(1));
        assertEquals(Set.of(DAY_1 + " v2"), states.visible());
    }

    @Test
    void aStateStaysWhileItsSnapshotIsBeingReplaced() {
        states.publish(DAY_1, "v1", List.of(A), Existing.REFUSE);
        List<Expired> seen = new ArrayList<>();
        StepListener betweenTheSnapshots = new StepListener() {
            @Override
            public void after(String step) {
                if (step.equals("rename-1")) {
                    assertEquals(Map.of(), fixture.visible());
                    seen.add(Expiry.preview(table, keepLast(1, ANY)));
                }
            }
        };
        try (RunSession run = fixture.open(Command.RUN, DAY_1, betweenTheSnapshots)) {
            states.publish(run, DAY_1, "v2", List.of(A), Existing.REPLACE);
        }
        assertEquals(List.of(new Expired(List.of(), List.of())), seen);
        assertEquals(Set.of(DAY_1 + " v1", DAY_1 + " v2"), states.visible());
    }

    @Test
    void aStateThatAHeldSnapshotNeedsStays() {
        states.publish(DAY_1, "v1", List.of(A), Existing.REFUSE);
        states.hold(DAY_2, "v2", List.of(A));
        fixture.publish(DAY_3, "plain", List.of(A));
        Expired expired = expire(keepLast(1, ANY));
        assertEquals(List.of(new Snapshot(A, DAY_1)), expired.snapshots());
        assertEquals(List.of(), expired.others());
        try (RunSession hesitant = fixture.begin(Command.RUN, DAY_2)) {
            Acceptance.of(hesitant, DAY_2);
            assertEquals(List.of(), Expiry.preview(table, keepLast(1, ANY)).others());
        }
        fixture.accept(DAY_2, Existing.REFUSE);
        assertEquals(Set.of(DAY_1 + " v1", DAY_2 + " v2"), states.visible());
    }

    @Test
    void rollbackLeavesStatesToTheExpiry() {
        publishThreeDays();
        try (RunSession run = fixture.begin(Command.ROLLBACK, DAY_1)) {
            Rollback.to(DAY_1, List.of(A), run);
        }
        assertEquals(each(List.of(A), DAY_1, "v1"), fixture.visible());
        assertEquals(3, states.visible().size());
        assertEquals(3, expire(keepLast(1, ANY)).others().size());
        assertEquals(Set.of(DAY_1 + " v1"), states.visible());
    }

    @Test
    void whatIsNoStateIsNotExpired() {
        states.publish(DAY_1, "v1", List.of(A), Existing.REFUSE);
        for (String foreign : List.of("_state/notes/mine", "_state/ds=2026-13-01/run=x", "_state/ds=2026-11-19/mine")) {
            table.files().makeDirectories(table.resolve(foreign));
        }
        assertEquals(List.of(), expire(keepLast(1, ANY)).others());
        assertEquals(List.of("ds=2026-11-19", "ds=2026-13-01", "notes"), fixture.names("_state"));
    }

    private void publishThreeDays() {
        LocalDate day = DAY_1;
        for (String content : List.of("v1", "v2", "v3")) {
            states.publish(day, content, List.of(A), Existing.REFUSE);
            day = day.plusDays(1);
        }
    }
}
