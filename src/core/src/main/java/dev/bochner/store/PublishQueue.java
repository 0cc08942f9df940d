package dev.bochner.store;

import dev.bochner.store.RunRecord.Intents;
import dev.bochner.store.RunRecord.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Makes runs that would change the same snapshots do so one after the other. A run first writes its claims into its journal and
 * then looks for the claims of others; so of any two runs at least one sees the other. The younger run withdraws its claims and
 * waits; the older one waits for those before it to finish. A claiming run that dies meanwhile is settled.
 * <p>The queue only makes sure that a conflict is reported before anything is renamed. Safety does not depend on it: the renames
 * themselves are safe.
 */
final class PublishQueue {
    private static final Duration POLL = Duration.ofMillis(250);

    private final RunSession me;
    private final Recovery recovery;
    private final Intents claims;
    private final long deadlineNanos;

    private PublishQueue(RunSession me, List<String> claims) {
        this.me = me;
        this.recovery = new Recovery(me);
        this.claims = new Intents(claims, List.of());
        this.deadlineNanos = System.nanoTime()
                + me.options().heartbeatTimeout().multipliedBy(3).toNanos();
    }

    /**
     * Waits until no other run is about to change what is claimed; the claim is then in the journal.
     *
     * @throws ConflictException if a run that is alive does not finish
     */
    static void await(RunSession me, List<String> claims) {
        new PublishQueue(me, claims).await();
    }

    private void await() {
        me.journal().claim(claims);
        for (List<Staging> rivals = rivals(); !rivals.isEmpty(); rivals = rivals()) {
            if (rivals.stream().anyMatch(this::goesFirst)) {
                me.journal().withdraw();
                while (rivals().stream().anyMatch(this::goesFirst)) {
                    pause();
                }
                me.journal().claim(claims);
            } else {
                pause();
            }
        }
    }

    private List<Staging> rivals() {
        recovery.settleDead();
        List<Staging> rivals =
                recovery.others().stream().filter(this::claimsTheSame).toList();
        if (!rivals.isEmpty() && System.nanoTime() > deadlineNanos) {
            throw new ConflictException("Run " + rivals.get(0).run() + " has been publishing "
                    + claims.claims() + " or a part of it for too long, and is alive. Look at "
                    + me.table().runPath(rivals.get(0).run()) + ", stop its driver, and start this command again");
        }
        return rivals;
    }

    private boolean claimsTheSame(Staging other) {
        Optional<RunRecord> journal = me.table().run(other.run());
        return journal.filter(run -> run.status() == Status.PUBLISHING)
                .filter(run -> run.intents().overlaps(claims.claims()))
                .isPresent();
    }

    private boolean goesFirst(Staging other) {
        return other.heldByItsOwnRun() && other.run().compareTo(me.runId()) < 0;
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("Interrupted while another run publishes", e);
        }
    }
}
