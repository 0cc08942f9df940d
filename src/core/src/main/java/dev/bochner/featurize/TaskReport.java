package dev.bochner.featurize;

import dev.bochner.store.Manifest;
import dev.bochner.store.VersionId;
import dev.bochner.store.source.Reason;
import java.io.Serializable;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * The commit message of one task attempt, which describes what it wrote.
 *
 * @param rowsRead embedding rows that came in
 * @param files the attempt's feature files, at most one of each version
 * @param itemFiles the attempt's file of the stabiliser's items, if it wrote one
 * @param quarantineFiles path of the attempt's quarantine file; empty if it refused no row
 * @param refused rows refused, by version and reason
 * @param contentSum sum of the rows' content hashes, 0 if they are not requested
 */
record TaskReport(
        long rowsRead,
        List<AttemptFile> files,
        List<AttemptItems> itemFiles,
        List<String> quarantineFiles,
        Map<VersionId, Map<Reason, Long>> refused,
        BigInteger contentSum)
        implements Serializable {

    TaskReport {
        files = List.copyOf(files);
        itemFiles = List.copyOf(itemFiles);
        quarantineFiles = List.copyOf(quarantineFiles);
    }

    /**
     * A feature file as the attempt left it.
     *
     * @param version whose features it holds
     * @param path where it lies
     * @param facts name, rows, bytes, checksum
     */
    record AttemptFile(VersionId version, String path, Manifest.DataFile facts) implements Serializable {}

    /** A file of items as the attempt left it. */
    record AttemptItems(String path, Manifest.DataFile facts) implements Serializable {}
}
