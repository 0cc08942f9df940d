/**
 * What people see while a command works: a bar in the last line of a terminal, plain lines in a log.
 *
 * <p><b>Read</b> {@link dev.bochner.progress.ProgressDisplay}, then {@link dev.bochner.progress.JobProgress} (of whatever Spark
 * runs, stage by stage) and {@link dev.bochner.progress.ProgressBar} (of steps that are known beforehand). {@link
 * dev.bochner.progress.Stderr} decides which display suits a process.
 *
 * <p>Must know nothing of what is done, only Spark's events.
 */
package dev.bochner.progress;
