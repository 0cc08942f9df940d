/**
 * The commands {@code demo}, {@code bench} and {@code experiment}, which {@link dev.bochner.cli.Bochner} finds when this jar
 * is on the class path.
 *
 * <p><b>Read</b> {@code LabCommands}, then the command that you are after, then the package that it calls: {@code demo},
 * {@code bench} or {@code experiments}.
 *
 * <p>A command parses, calls one other package and prints. It must not know how anything is done.
 */
package dev.bochner.lab;
