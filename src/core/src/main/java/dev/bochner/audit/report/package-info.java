/**
 * The page that a person reads: {@link dev.bochner.audit.report.AuditReport} is all that is on it,
 * {@link dev.bochner.audit.report.HtmlReport} makes it.
 *
 * <p>Must not know how a figure is found.
 */
package dev.bochner.audit.report;
