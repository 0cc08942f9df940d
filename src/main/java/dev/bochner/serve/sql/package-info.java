/**
 * Functions of Spark SQL, as a catalog that one setting registers.
 *
 * <p><b>Read</b> {@link dev.bochner.serve.sql.FunctionLibrary}, which lists them, then {@code PhiFunction}.
 */
package dev.bochner.serve.sql;
