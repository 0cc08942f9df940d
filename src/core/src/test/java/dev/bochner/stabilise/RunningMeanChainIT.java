package dev.bochner.stabilise;

import static dev.bochner.stabilise.ChainFixture.A;
import static dev.bochner.stabilise.ChainFixture.AB;
import static dev.bochner.stabilise.ChainFixture.B;
import static dev.bochner.stabilise.ChainFixture.RUNNING_MEAN;
import static dev.bochner.stabilise.ChainFixture.day;
import static dev.bochner.stabilise.ChainFixture.source;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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

/** Which day a running mean follows, and who follows it. */
class RunningMeanChainIT {
    @TempDir
    Path directory;

    private ChainFixture fixture() {
        return new ChainFixture(directory);
    }

    @Test
    void theFirstDayStartsTheChainAndOthersFollowTheDayBefore() {
        ChainFixture fixture = fixture();
        assertEquals(
                new StateLineage(Optional.empty(), 0, 0, "running-mean weight=0.2 max-age=30 previous=none"),
                fixture.link(1, RUNNING_MEAN));
        StabiliserState first = fixture.publish(1, RUNNING_MEAN);
        StabiliserState second = fixture.publish(2, RUNNING_MEAN);
        assertEquals(Optional.of(first.path()), second.previous());
        assertEquals(
                new StateLineage(
                        Optional.of(second),
                        0,
                        1,
                        "running-mean weight=0.2 max-age=30 previous=_state/ds=2026-11-02/run=" + second.runId()),
                fixture.link(9, RUNNING_MEAN));
    }

    @Test
    void aBreakStartsAnEpochThatTheDaysAfterShare() {
        ChainFixture fixture = fixture();
        fixture.publish(1, RUNNING_MEAN);
        StabiliserState broken = fixture.publishBroken(2, RUNNING_MEAN);
        fixture.publish(3, RUNNING_MEAN);
        assertEquals(List.of(0, 1, 1), List.of(fixture.epoch(A, 1), fixture.epoch(A, 2), fixture.epoch(B, 3)));
        assertEquals(Optional.of(broken), fixture.link(3, RUNNING_MEAN).follows());
        assertEquals(2, fixture.link(4, RUNNING_MEAN).nextEpoch());
        assertEquals(List.of(), fixture.chain(RUNNING_MEAN, AB).dependants(day(1)));
    }

    @Test
    void aDayThatIsFilledInIsFollowedByNobodyAndAPlainRerunStaysOne() {
        ChainFixture fixture = fixture();
        StabiliserState first = fixture.publish(1, RUNNING_MEAN);
        StateLineage third = fixture.link(3, RUNNING_MEAN);
        StabiliserState state = fixture.publish(3, RUNNING_MEAN);
        assertEquals(Optional.of(first.path()), fixture.publish(2, RUNNING_MEAN).previous());
        assertEquals(third.input(), fixture.link(3, RUNNING_MEAN).input());
        assertEquals(Optional.of(first), fixture.link(3, RUNNING_MEAN).follows());
        assertEquals(Optional.of(state), fixture.link(4, RUNNING_MEAN).follows());
        Chain chain = fixture.chain(RUNNING_MEAN, AB);
        assertEquals(List.of(), chain.dependants(day(2)));
        assertEquals(List.of(day(2), day(3)), chain.dependants(day(1)));
    }

    @Test
    void theFirstDayStaysTheFirstWhenDaysBeforeItAreFilledIn() {
        ChainFixture fixture = fixture();
        fixture.publish(5, RUNNING_MEAN);
        StabiliserState earlier = fixture.publish(4, RUNNING_MEAN);
        assertEquals(Optional.empty(), earlier.previous());
        assertEquals(1, earlier.epoch());
        assertEquals(Optional.empty(), fixture.link(5, RUNNING_MEAN).follows());
    }

    @Test
    void otherSettingsAreOtherInputOfTheSameChain() {
        ChainFixture fixture = fixture();
        StabiliserState first = fixture.publish(1, RUNNING_MEAN);
        fixture.publish(2, RUNNING_MEAN);
        StateLineage other = fixture.link(2, ChainFixture.runningMean(0.5));
        assertEquals("running-mean weight=0.5 max-age=30 previous=" + first.path(), other.input());
        assertEquals(Optional.of(first), other.follows());
    }

    @Test
    void theStateOfTheSameInputIsUsedAgain() {
        ChainFixture fixture = fixture();
        StabiliserState state = fixture.publish(1, RUNNING_MEAN, List.of(A), Existing.REFUSE);
        Chain chain = fixture.chain(RUNNING_MEAN, AB);
        String input = chain.link(day(1)).input();
        assertEquals(Optional.of(state), chain.published(day(1), source("REFUSE 1"), input));
        assertEquals(Optional.empty(), chain.published(day(1), source("other"), input));
        assertEquals(Optional.empty(), chain.published(day(1), source("REFUSE 1"), input + "x"));
        assertEquals(Optional.empty(), chain.published(day(2), source("REFUSE 1"), input));
        assertEquals(
                Optional.empty(), fixture.chain(RUNNING_MEAN, List.of(B)).published(day(1), source("REFUSE 1"), input));
    }

    @Test
    void aDayThatOthersFollowIsNotReplacedByItself() {
        ChainFixture fixture = fixture();
        fixture.publish(1, RUNNING_MEAN);
        fixture.publish(2, RUNNING_MEAN);
        fixture.publish(3, RUNNING_MEAN);
        Chain chain = fixture.chain(RUNNING_MEAN, AB);
        assertEquals(List.of(day(3)), chain.dependants(day(2)));
        ConflictException e = assertThrows(ConflictException.class, () -> chain.requireReplaceable(day(1)));
        assertEquals(
                "2026-11-01 of " + fixture.table.root() + " cannot be replaced by itself: the running-mean of "
                        + "[2026-11-02, 2026-11-03] follows it. To make them anew too, in order, run with --replace "
                        + "--cascade",
                e.getMessage());
        assertDoesNotThrow(() -> chain.requireReplaceable(day(3)));
        assertDoesNotThrow(() -> chain.requireReplaceable(day(4)));
    }

    @Test
    void aCascadeThatWasInterruptedFindsTheRestOfItsWay() {
        ChainFixture fixture = fixture();
        fixture.publish(1, RUNNING_MEAN);
        fixture.publish(2, RUNNING_MEAN);
        fixture.publish(3, RUNNING_MEAN);
        StabiliserState first = fixture.replace(1, RUNNING_MEAN);
        Chain chain = fixture.chain(RUNNING_MEAN, AB);
        assertEquals(List.of(day(2), day(3)), chain.dependants(day(1)));
        StabiliserState second = fixture.replace(2, RUNNING_MEAN);
        assertEquals(Optional.of(first.path()), second.previous());
        assertEquals(List.of(day(2), day(3)), chain.dependants(day(1)));
        assertEquals(
                Optional.of(second.path()), fixture.replace(3, RUNNING_MEAN).previous());
    }

    @Test
    void aVersionThatMissedADayGoesOnWithTheOthers() {
        ChainFixture fixture = fixture();
        fixture.publish(1, RUNNING_MEAN);
        StabiliserState second = fixture.publish(2, RUNNING_MEAN, List.of(A), Existing.REFUSE);
        assertEquals(Optional.of(second), fixture.link(3, RUNNING_MEAN).follows());
    }

    @Test
    void versionsOfDifferentHistoriesDoNotGoTogether() {
        ChainFixture fixture = fixture();
        StabiliserState ofA = fixture.publish(1, RUNNING_MEAN, List.of(A), Existing.REFUSE);
        StabiliserState ofB = fixture.publish(1, RUNNING_MEAN, List.of(B), Existing.REFUSE);
        assertEquals(
                "Versions of 2026-11-01 go by different states: [m=4/seed=1 by " + ofA.path() + ", m=4/seed=2 by "
                        + ofB.path()
                        + "]. What is stabilised together has one history: put these versions in different jobs",
                conflict(fixture, 2));
        StabiliserState next = fixture.publish(2, RUNNING_MEAN, List.of(A), Existing.REFUSE);
        assertEquals(
                "m=4/seed=2/ds=2026-11-01 does not belong to the chain of running means that " + next.path()
                        + " is the end of, and has the same epoch 0. What is stabilised together has one history: put "
                        + "m=4/seed=2 in a job of its own",
                conflict(fixture, 3));
    }

    @Test
    void aStateThatIsGoneIsNamed() throws IOException {
        ChainFixture fixture = fixture();
        StabiliserState state = fixture.publish(1, RUNNING_MEAN);
        Files.move(directory.resolve(state.path()), directory.resolve("elsewhere"));
        assertEquals(
                "The state " + fixture.table.resolve(state.path())
                        + " of m=4/seed=1/ds=2026-11-01 is gone: it was deleted"
                        + " outside Bochner. Put it back from a backup; without one begin a new history, by another seed in"
                        + " features.versions",
                conflict(fixture, 2));
    }

    private static String conflict(ChainFixture fixture, int day) {
        return assertThrows(ConflictException.class, () -> fixture.link(day, RUNNING_MEAN))
                .getMessage();
    }
}
