/**
 * The daily job: what the command {@code bochner run} executes.
 *
 * <p><b>Read</b> {@link dev.bochner.daily.DailyJob}, whose {@code Day.run()} is the data flow from top to bottom: the day's
 * embeddings, {@code SpecResolution} (which specs, with {@code FirstDay}), {@code DayInput} (is it published already?), the Spark
 * stage, {@code DataGate} (are too many rows bad?), {@code AuditStage} (may the snapshot be published?), publication, catalog.
 * {@link dev.bochner.daily.PublishedAudit} audits what is published already. {@link dev.bochner.daily.ExitCode} lists the exit
 * codes of the process.
 *
 * <p>This package only coordinates the other packages: it must not access files, rows or numbers itself.
 */
package dev.bochner.daily;
