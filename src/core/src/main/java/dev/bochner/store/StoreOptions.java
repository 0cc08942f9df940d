package dev.bochner.store;

import java.time.Duration;

/**
 * Intervals and retention times of the store.
 *
 * @param heartbeatInterval how often a live run touches its staging
 * @param heartbeatTimeout after how long without a touch a run counts as dead
 * @param replacedRetention how long a replaced snapshot's directory is kept
 * @param refusedRetention how long a snapshot of this run is kept if the audit refuses it, to be accepted
 */
public record StoreOptions(
        Duration heartbeatInterval, Duration heartbeatTimeout, Duration replacedRetention, Duration refusedRetention) {}
