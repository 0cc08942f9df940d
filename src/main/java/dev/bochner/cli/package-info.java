/**
 * The command line: {@code bochner run}, {@code audit}, {@code versions}, {@code rollback}, {@code expire}, {@code
 * directions}, {@code plan}, {@code export}, {@code cache}, {@code demo}, {@code experiment} and {@code bench}; exit codes;
 * the SparkSession.
 *
 * <p><b>Read</b> {@link dev.bochner.cli.Bochner}, then {@code RunCommand}, which is like the others, then {@code
 * ErrorReport}, which makes one line and an exit code of whatever went wrong.
 *
 * <p>A command parses, calls one other package and prints. It must not know how anything is done.
 */
package dev.bochner.cli;
