/**
 * The daily job: what runs when somebody says {@code bochner run}.
 *
 * <p><b>Read</b> {@link dev.bochner.daily.DailyJob}, whose {@code Day.run()} is the data flow from top to bottom: the
 * day's embeddings, {@code SpecResolution} (which specs, with {@code FirstDay}), {@code DayInput} (is it published already?), the Spark stage,
 * {@code DataGate} (are the rows good?), {@code AuditStage} (may they be seen?), publication, catalog. {@link
 * dev.bochner.daily.PublishedAudit} audits what is published already. {@link dev.bochner.daily.ExitCode} is what a process says of
 * its end.
 *
 * <p>Holds the other packages together and does nothing itself: it must not touch a file, a row or a float.
 */
package dev.bochner.daily;
