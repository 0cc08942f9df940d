/**
 * The command line: {@code bochner run}, {@code audit}, {@code versions}, {@code rollback}, {@code expire}, {@code
 * directions}, {@code plan}, {@code export} and {@code cache}; exit codes; the SparkSession. Other jars add commands through
 * {@link dev.bochner.cli.CommandProvider}; bochner-lab does.
 *
 * <p><b>Read</b> {@link dev.bochner.cli.Bochner}, then {@code RunCommand}, which is like the others, then {@code
 * ErrorReport}, which makes one line and an exit code of whatever went wrong.
 *
 * <p>A command parses, calls one other package and prints. It must not know how anything is done.
 */
package dev.bochner.cli;
