/**
 * Processes that tests start, signal, wait for and stop. Of all modules' tests; needs the JDK only.
 *
 * <p><b>Read</b> {@link dev.bochner.testkit.process.ChildProcess} first; the others serve it.
 */
package dev.bochner.testkit.process;
