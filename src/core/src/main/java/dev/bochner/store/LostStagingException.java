package dev.bochner.store;

/** Thrown if a run no longer owns its staging, because another run considered it dead and has settled it. */
public final class LostStagingException extends StoreException {
    private static final long serialVersionUID = 1L;

    LostStagingException(RunId run) {
        super("Run " + run + " lost its staging: it gave no sign of life for longer than the heartbeat timeout, so "
                + "another run took it to be dead and settled it; _runs/" + run + ".json says how. Start it again");
    }
}
