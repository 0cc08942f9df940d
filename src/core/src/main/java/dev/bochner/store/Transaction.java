package dev.bochner.store;

import dev.bochner.store.RunRecord.Intents;
import dev.bochner.store.RunRecord.Status;
import java.util.List;
import java.util.function.Supplier;

/**
 * Changes several snapshots as if at once: it claims the snapshots, plans the renames, records them in the journal, does them in
 * order, and closes the journal. A conflict undoes what was done; a crash leaves the journal to {@link Recovery}.
 */
final class Transaction {
    private final RunSession run;
    private final List<String> claims;

    Transaction(RunSession run, List<String> claims) {
        this.run = run;
        this.claims = claims;
    }

    /**
     * The planned renames. They are planned after the claim, when no other run may change the snapshots that the plan depends on.
     *
     * @param steps the renames in order
     * @param status how the journal is closed after them
     * @param message summary in one line for the user
     */
    record RenamePlan(List<RenameStep> steps, Status status, String message) {}

    /**
     * Runs the transaction to its end, or undoes it.
     *
     * @throws ConflictException if it cannot be done; the journal says so and nothing of it is visible
     */
    void execute(Supplier<RenamePlan> planner) {
        run.serverTimeMillis(); // A heartbeat: fails here and not half-way if the staging was lost.
        try {
            run.listener().around("claim", () -> PublishQueue.await(run, claims));
            RenamePlan plan = planner.get();
            perform(plan);
            run.listener().around("close", () -> run.journal().close(plan.status(), 0, plan.message()));
        } catch (ConflictException e) {
            refuse(e);
            throw e;
        } catch (StoreException e) {
            if (run.journal().record().intents().steps().isEmpty()) {
                run.journal().withdraw(); // Nothing was renamed: whoever ends the session records the failure.
            }
            throw e;
        }
    }

    private void perform(RenamePlan plan) {
        Renames renames = new Renames(run.table(), run.staging());
        plan.steps().forEach(renames::prepare);
        run.listener().around("intents", () -> run.journal().claim(new Intents(claims, plan.steps())));
        for (int i = 0; i < plan.steps().size(); i++) {
            RenameStep step = plan.steps().get(i);
            run.listener().around("rename-" + i, () -> renames.forward(step));
        }
    }

    private void refuse(ConflictException conflict) {
        List<RenameStep> steps = run.journal().record().intents().steps();
        Renames renames = new Renames(run.table(), run.staging());
        Status status = steps.stream().anyMatch(renames::done) ? Status.ROLLED_BACK : Status.FAILED;
        String kept = Recovery.undo(renames, steps, run.listener());
        run.journal().close(status, 4, conflict.getMessage() + kept);
    }
}
