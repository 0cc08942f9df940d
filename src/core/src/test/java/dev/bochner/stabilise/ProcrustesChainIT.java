package dev.bochner.stabilise;

import static dev.bochner.stabilise.ChainFixture.A;
import static dev.bochner.stabilise.ChainFixture.AB;
import static dev.bochner.stabilise.ChainFixture.B;
import static dev.bochner.stabilise.ChainFixture.PROCRUSTES;
import static dev.bochner.stabilise.ChainFixture.day;
import static dev.bochner.stabilise.ChainFixture.procrustesOnto;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bochner.rff.Stabiliser.Kind;
import dev.bochner.stabilise.Chain.StateLineage;
import dev.bochner.store.ConflictException;
import dev.bochner.store.Publication.Existing;
import dev.bochner.store.StabiliserState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which anchor a day is rotated onto, and who goes by it; and landmarks, which have none. */
class ProcrustesChainIT {
    @TempDir
    Path directory;

    private ChainFixture fixture() {
        return new ChainFixture(directory);
    }

    @Test
    void theFirstDayIsTheAnchorOfAllAfterIt() {
        ChainFixture fixture = fixture();
        assertEquals(new StateLineage(Optional.empty(), 0, 0, "procrustes anchor=itself"), fixture.link(2, PROCRUSTES));
        StabiliserState anchor = fixture.publish(2, PROCRUSTES);
        fixture.publish(3, PROCRUSTES);
        StateLineage next = new StateLineage(Optional.of(anchor), 0, 1, "procrustes anchor=" + anchor.path());
        assertEquals(next, fixture.link(4, PROCRUSTES));
        assertEquals(next, fixture.link(3, PROCRUSTES));
        assertEquals("procrustes anchor=itself", fixture.link(2, PROCRUSTES).input());
    }

    @Test
    void aDayBeforeTheFirstGoesByItsAnchorToo() {
        ChainFixture fixture = fixture();
        StabiliserState anchor = fixture.publish(3, PROCRUSTES);
        fixture.publish(4, PROCRUSTES);
        assertEquals(Optional.of(anchor.path()), fixture.publish(1, PROCRUSTES).previous());
        assertEquals("procrustes anchor=itself", fixture.link(3, PROCRUSTES).input());
        assertEquals(List.of(day(1), day(4)), fixture.chain(PROCRUSTES, AB).dependants(day(3)));
        assertEquals(List.of(), fixture.chain(PROCRUSTES, AB).dependants(day(1)));
    }

    @Test
    void aBreakMakesAnAnchorOfAnotherEpoch() {
        ChainFixture fixture = fixture();
        StabiliserState old = fixture.publish(1, PROCRUSTES);
        fixture.publish(2, PROCRUSTES);
        StabiliserState anchor = fixture.publishBroken(4, PROCRUSTES);
        assertEquals(1, anchor.epoch());
        assertEquals(Optional.of(anchor), fixture.link(5, PROCRUSTES).follows());
        assertEquals(1, fixture.link(5, PROCRUSTES).epoch());
        // Between them the old one holds, and the day of the break is still the same input.
        fixture.publishBroken(3, PROCRUSTES);
        assertEquals(
                "procrustes anchor=" + old.path(), fixture.link(4, PROCRUSTES).input());
        assertEquals(2, fixture.epoch(B, 3));
    }

    @Test
    void whoGoesByAReplacedAnchorGoesByItsReplacementNext() {
        ChainFixture fixture = fixture();
        fixture.publish(2, PROCRUSTES);
        fixture.publish(3, PROCRUSTES);
        fixture.publish(1, PROCRUSTES);
        StabiliserState anchor = fixture.replace(2, PROCRUSTES);
        assertEquals(Optional.empty(), anchor.previous());
        assertEquals(1, anchor.epoch());
        assertEquals(List.of(day(1), day(3)), fixture.chain(PROCRUSTES, AB).dependants(day(2)));
        assertEquals(Optional.of(anchor.path()), fixture.replace(1, PROCRUSTES).previous());
        assertEquals(Optional.of(anchor.path()), fixture.replace(3, PROCRUSTES).previous());
        assertEquals("procrustes anchor=itself", fixture.link(2, PROCRUSTES).input());
    }

    @Test
    void aReferenceIsAnAnchorOrTheDayItself() {
        ChainFixture fixture = fixture();
        StabiliserState first = fixture.publish(1, PROCRUSTES);
        fixture.publish(2, PROCRUSTES);
        assertEquals(Optional.of(first), fixture.link(3, procrustesOnto(day(1))).follows());
        StateLineage anew = fixture.link(3, procrustesOnto(day(3)));
        assertEquals(new StateLineage(Optional.empty(), 1, 1, "procrustes anchor=itself"), anew);
        StabiliserState third = fixture.publish(3, procrustesOnto(day(3)));
        assertEquals(Optional.of(third), fixture.link(4, PROCRUSTES).follows());
        StateLineage back = fixture.link(4, procrustesOnto(day(1)));
        assertEquals(new StateLineage(Optional.of(first), 0, 2, "procrustes anchor=" + first.path()), back);
    }

    @Test
    void aReferenceThatIsNoAnchorIsRefusedWithThoseThereAre() {
        ChainFixture fixture = fixture();
        fixture.publish(1, PROCRUSTES);
        fixture.publish(2, PROCRUSTES);
        fixture.publish(3, procrustesOnto(day(3)));
        assertEquals(
                "Embeddings cannot be rotated onto the reference 2026-11-02: it goes by that of 2026-11-01. Anchors "
                        + "there are: [2026-11-01, 2026-11-03]. Name one of them, or the date of the run to start anew "
                        + "from it, or none",
                conflict(fixture, procrustesOnto(day(2))));
        assertEquals(
                "Embeddings cannot be rotated onto the reference 2026-10-31: it is not published. Anchors there are: "
                        + "[2026-11-01, 2026-11-03]. Name one of them, or the date of the run to start anew from it, "
                        + "or none",
                conflict(fixture, procrustesOnto(day(1).minusDays(1))));
    }

    @Test
    void aReferenceOutlivesItsSnapshotWhileOthersGoByIt() throws IOException {
        ChainFixture fixture = fixture();
        StabiliserState anchor = fixture.publish(1, PROCRUSTES);
        fixture.publish(2, PROCRUSTES);
        for (Object version : AB) {
            Path snapshot = directory.resolve("features/" + version + "/ds=" + day(1));
            Files.move(snapshot, directory.resolve(version.toString().replace('/', '-')));
        }
        assertEquals(
                Optional.of(anchor), fixture.link(4, procrustesOnto(day(1))).follows());
        assertEquals(Optional.of(anchor), fixture.link(4, PROCRUSTES).follows());
    }

    @Test
    void versionsOfDifferentAnchorsDoNotShareAnEpoch() {
        ChainFixture fixture = fixture();
        StabiliserState ofA = fixture.publish(1, PROCRUSTES, List.of(A), Existing.REFUSE);
        StabiliserState ofB = fixture.publish(2, PROCRUSTES, List.of(B), Existing.REFUSE);
        assertEquals(
                "m=4/seed=1/ds=2026-11-01 goes by the anchor " + ofA.path() + ", not by " + ofB.path()
                        + ", and has the same epoch 0. What is stabilised together has one history: put m=4/seed=1 in "
                        + "a job of its own",
                conflict(fixture, PROCRUSTES));
    }

    @Test
    void landmarksFollowNothing() {
        ChainFixture fixture = fixture();
        StabiliserOptions items =
                new StabiliserOptions(Kind.LANDMARKS, Optional.empty(), List.of("1", "2"), Optional.empty(), 1, 0, 0);
        fixture.publish(1, items);
        assertEquals(new StateLineage(Optional.empty(), 0, 0, "landmarks"), fixture.link(2, items));
        fixture.publish(2, items);
        assertEquals(List.of(), fixture.chain(items, AB).dependants(day(1)));
        StabiliserOptions groups =
                new StabiliserOptions(Kind.LANDMARKS, Optional.empty(), List.of(), Optional.of("genre"), 1, 0, 0);
        assertEquals("landmarks column=genre", fixture.link(3, groups).input());
    }

    @Test
    void withoutAStabiliserThereIsNoChain() {
        ChainFixture fixture = fixture();
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> fixture.chain(StabiliserOptions.NONE, AB));
        assertEquals("Stabiliser is none, expected one that has a history", e.getMessage());
    }

    private static String conflict(ChainFixture fixture, StabiliserOptions options) {
        return assertThrows(ConflictException.class, () -> fixture.link(4, options))
                .getMessage();
    }
}
