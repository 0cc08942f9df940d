package dev.bochner.store;

import static dev.bochner.store.TableFixture.A;
import static dev.bochner.store.TableFixture.ABC;
import static dev.bochner.store.TableFixture.B;
import static dev.bochner.store.TableFixture.DAY_1;
import static dev.bochner.store.TableFixture.DAY_2;
import static dev.bochner.store.TableFixture.DAY_3;
import static dev.bochner.store.TableFixture.input;
import static dev.bochner.store.TableFixture.keepLast;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.store.Expiry.Expired;
import dev.bochner.store.Publication.Existing;
import dev.bochner.store.RunRecord.Command;
import dev.bochner.store.RunRecord.Status;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that do not publish: refused and failed ones, rollback, expiry, the lock. */
class RunSessionIT {
    private final TableFixture fixture = Hdfs.newTable(Duration.ofSeconds(30));
    private final FeatureTable table = fixture.table;

    @Test
    void aRefusedRunLeavesItsQuarantineAndNothingElse() {
        RunSession run = fixture.begin(Command.RUN, DAY_1);
        fixture.stage(run, DAY_1, input(A, "v1"));
        Path refused = new Path(run.staging().attempts(), "quarantine-0.parquet");
        table.files().write(refused, new byte[5]);
        run.staging().acceptIntoQuarantine(refused);
        Path quarantine = run.publishQuarantine(DAY_1).orElseThrow();
        run.refused("12 % of the rows are invalid");
        run.close();
        assertEquals(table.resolve("_quarantine/ds=2026-11-19/run=" + run.runId()), quarantine);
        assertEquals(List.of("quarantine-0.parquet"), fixture.names("_quarantine/ds=2026-11-19/run=" + run.runId()));
        assertEquals(List.of(), fixture.names("_staging"));
        assertEquals(List.of(), table.snapshots());
        assertEquals(Status.REFUSED, fixture.status(run.runId()));
        assertEquals(3, table.run(run.runId()).orElseThrow().end().orElseThrow().exitCode());
    }

    @Test
    void aRunWithoutRefusedRowsHasNoQuarantine() {
        try (RunSession run = fixture.begin(Command.RUN, DAY_1)) {
            assertEquals(Optional.empty(), run.publishQuarantine(DAY_1));
        }
    }

    @Test
    void theFilesOfTheAuditStayHoweverTheRunEnds() {
        RunSession run = fixture.begin(Command.RUN, DAY_1);
        for (AuditFile file : AuditFile.values()) {
            assertEquals(Optional.empty(), run.publishAudit(file, DAY_1));
            run.staging().writeAuditDraft(file, file.name().getBytes(StandardCharsets.UTF_8));
        }
        Path metrics = table.resolve("_audit/metrics/" + run.runId() + ".parquet");
        Path report = table.resolve("_audit/reports/ds=2026-11-19/" + run.runId() + ".html");
        for (int time = 0; time < 2; time++) {
            assertEquals(Optional.of(metrics), run.publishAudit(AuditFile.METRICS, DAY_1));
            assertEquals(Optional.of(report), run.publishAudit(AuditFile.REPORT, DAY_1));
        }
        run.close();
        assertEquals("METRICS", fixture.text(metrics));
        assertEquals("REPORT", fixture.text(report));
        assertEquals(List.of(), fixture.names("_staging"));
        assertEquals(Status.FAILED, fixture.status(run.runId()));
    }

    @Test
    void aRunWithoutAnOutcomeIsRecordedAsFailed() {
        RunSession run = fixture.begin(Command.RUN, DAY_1);
        assertEquals(Status.RUNNING, fixture.status(run.runId()));
        run.close();
        assertEquals(Status.FAILED, fixture.status(run.runId()));
        assertEquals("Ended without an outcome", fixture.message(run.runId()));
    }

    @Test
    void rollbackTakesLaterSnapshotsOutOfSightNewestFirst() {
        publishThreeDays();
        try (RunSession run = fixture.begin(Command.ROLLBACK, DAY_1)) {
            List<Snapshot> gone = Rollback.to(DAY_1, List.of(A, B), run);
            assertEquals(
                    List.of(
                            new Snapshot(A, DAY_3),
                            new Snapshot(B, DAY_3),
                            new Snapshot(A, DAY_2),
                            new Snapshot(B, DAY_2)),
                    gone);
            assertEquals(Status.DONE, fixture.status(run.runId()));
        }
        assertEquals(Optional.of(new Snapshot(A, DAY_1)), table.latest(A));
        assertEquals(Optional.of(new Snapshot(ABC.get(2), DAY_3)), table.latest(ABC.get(2)));
        assertEquals(1, fixture.names("_replaced").size());
        fixture.publish(DAY_2, "again", List.of(A));
        assertEquals(Optional.of(new Snapshot(A, DAY_2)), table.latest(A));
    }

    @Test
    void rollbackToADateThatIsNotThereOrIsTheNewestIsRefused() {
        fixture.publish(DAY_1, "v1", List.of(A, B));
        fixture.publish(DAY_2, "v2", List.of(A));
        assertEquals(
                "Cannot roll back to m=4/seed=2/ds=2026-11-20: it is not published. Published of m=4/seed=2: [2026-11-19]",
                rollbackFailure(DAY_2, List.of(A, B)));
        assertEquals(
                "Nothing to roll back in " + table.root() + ": 2026-11-20 is the newest date of [m=4/seed=1]",
                rollbackFailure(DAY_2, List.of(A)));
    }

    private String rollbackFailure(LocalDate ds, List<VersionId> versions) {
        try (RunSession run = fixture.begin(Command.ROLLBACK, ds)) {
            return assertThrows(ConflictException.class, () -> Rollback.to(ds, versions, run))
                    .getMessage();
        }
    }

    @Test
    void rollbackRefusesToTakeWhatOthersNeed() {
        fixture.publish(DAY_1, "v1", List.of(A));
        fixture.publish(DAY_2, "v2", List.of(A));
        publishNeeding(B, DAY_3, new Snapshot(A, DAY_2));
        assertEquals(
                "Cannot roll back [m=4/seed=1/ds=2026-11-20]: snapshots that would stay need it. Roll back their versions "
                        + "too",
                rollbackFailure(DAY_1, List.of(A)));
        assertEquals(3, table.snapshots().size());
    }

    @Test
    void expiryKeepsTheNewestAndWhatItNeedsHoweverIndirectly() {
        LocalDate day0 = DAY_1.minusDays(1);
        fixture.publish(day0, "v0", List.of(A));
        publishNeeding(A, DAY_1, new Snapshot(A, day0));
        fixture.publish(DAY_2, "v2", List.of(A));
        publishNeeding(A, DAY_3, new Snapshot(A, DAY_1));
        List<Snapshot> expected = List.of(new Snapshot(A, DAY_2));
        assertEquals(expected, Expiry.preview(table, keepLast(1)).snapshots());
        assertEquals(4, table.snapshots().size());
        try (RunSession run = fixture.begin(Command.EXPIRE, DAY_3)) {
            Expired expired = Expiry.run(run, keepLast(1));
            assertEquals(expected, expired.snapshots());
            assertEquals(
                    "Expired 1 snapshots [m=4/seed=1/ds=2026-11-20] and 0 others []", fixture.message(run.runId()));
        }
        assertEquals(List.of(), fixture.names("_staging"));
        assertEquals(List.of(), fixture.names("_replaced"));
        assertEquals(3, table.snapshots().size());
    }

    @Test
    void expiryWithNumberAndDateTakesWhatBothAllow() {
        publishThreeDays();
        assertEquals(Set.of(DAY_1), dates(retention(OptionalInt.of(1), Optional.of(DAY_2))));
        assertEquals(Set.of(DAY_1), dates(retention(OptionalInt.of(2), Optional.of(DAY_3))));
        assertEquals(Set.of(DAY_1, DAY_2), dates(retention(OptionalInt.empty(), Optional.of(DAY_3.plusDays(9)))));
        assertEquals(Set.of(), dates(retention(OptionalInt.empty(), Optional.empty())));
        Exception e =
                assertThrows(IllegalArgumentException.class, () -> retention(OptionalInt.of(0), Optional.empty()));
        assertEquals(
                "Number of snapshots to keep is 0, expected 1 or more: the newest snapshot of a version always stays",
                e.getMessage());
    }

    private Set<LocalDate> dates(Retention retention) {
        return Expiry.preview(table, retention).snapshots().stream()
                .map(Snapshot::ds)
                .collect(Collectors.toSet());
    }

    private static Retention retention(OptionalInt keepLast, Optional<LocalDate> before) {
        return new Retention(Set.of(A, B), keepLast, before, Duration.ofDays(3), Optional.empty(), Optional.empty());
    }

    @Test
    void expiryDeletesWhatIsPastItsTime() throws InterruptedException {
        fixture.publish(DAY_1, "v1", List.of(A));
        fixture.publish(DAY_1, "v2", List.of(A), Existing.REPLACE);
        try (RunSession refused = fixture.begin(Command.RUN, DAY_2)) {
            Path rows = new Path(refused.staging().attempts(), "q.parquet");
            table.files().makeDirectories(rows.getParent());
            table.files().write(rows, new byte[5]);
            refused.staging().acceptIntoQuarantine(rows);
            refused.publishQuarantine(DAY_2);
        }
        Thread.sleep(10);
        Optional<Duration> now = Optional.of(Duration.ZERO);
        Retention none = new Retention(Set.of(), OptionalInt.empty(), Optional.empty(), Duration.ofDays(1), now, now);
        Retention all = new Retention(Set.of(), OptionalInt.empty(), Optional.empty(), Duration.ZERO, now, now);
        assertEquals(4, Expiry.preview(table, none).others().size());
        try (RunSession run = fixture.begin(Command.EXPIRE, DAY_3)) {
            assertEquals(5, Expiry.run(run, all).others().size());
            assertEquals(List.of(run.runId()), table.runs());
        }
        assertEquals(List.of(), fixture.names("_replaced"));
        assertEquals(List.of(), fixture.names("_quarantine/ds=2026-11-20"));
        assertEquals(1, table.snapshots().size());
    }

    @Test
    void onLocalDisksTheSecondWriterIsToldWhoIsTheFirst(@TempDir java.nio.file.Path directory) throws Exception {
        Path root = new Path(directory.toUri());
        TableFixture local = new TableFixture(root, new Configuration(), Duration.ofSeconds(30));
        RunSession first = local.begin(Command.RUN, DAY_1);
        ConflictException same = assertThrows(ConflictException.class, () -> local.begin(Command.RUN, DAY_1));
        assertEquals(
                "Table " + local.table.root() + " is being written by run " + first.runId()
                        + " in this process: on local "
                        + "disks one command at a time may write. Wait for it, or put the table on HDFS",
                same.getMessage());
        first.close();
        Process other = otherProcessHolding(directory.resolve("_lock"));
        ConflictException e = assertThrows(ConflictException.class, () -> local.begin(Command.RUN, DAY_1));
        assertTrue(e.getMessage().contains("is being written by run X, process 1: on local disks"), e.getMessage());
        other.destroyForcibly().waitFor();
        local.publish(DAY_1, "v1", List.of(A));
        assertEquals(1, local.table.snapshots().size());
    }

    private static Process otherProcessHolding(java.nio.file.Path lock) throws Exception {
        String launcher = System.getProperty("java.home") + "/bin/java";
        Process process = new ProcessBuilder(
                        launcher,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        lock.toString())
                .redirectErrorStream(true)
                .start();
        assertEquals('L', process.getInputStream().read());
        Files.writeString(lock, "run X, process 1\n");
        return process;
    }

    private void publishThreeDays() {
        fixture.publish(DAY_1, "v1", ABC);
        fixture.publish(DAY_2, "v2", ABC);
        fixture.publish(DAY_3, "v3", ABC);
    }

    private void publishNeeding(VersionId version, LocalDate ds, Snapshot need) {
        try (RunSession run = fixture.begin(Command.RUN, ds)) {
            Publication publication = Publication.of(run, ds, List.of(version), Existing.REFUSE);
            Manifest.Lineage lineage = new Manifest.Lineage("none", 0, List.of(need.relativePath()), Optional.empty());
            publication.publish(List.of(fixture.stage(run, ds, input(version, "v"), lineage)));
        }
    }
}
