/**
 * Functions of Spark SQL, as a catalog that one setting registers; the same for SQL, spark-shell, Java, Scala and PySpark.
 *
 * <p><b>Read</b> {@link dev.bochner.serve.sql.FunctionLibrary}, which lists them; then {@link dev.bochner.serve.sql.Phi}, and
 * {@link dev.bochner.serve.sql.TablePhi}, which follows a published table. {@link dev.bochner.serve.sql.Kernel}, {@link
 * dev.bochner.serve.sql.Prefix} and {@link dev.bochner.serve.sql.ToVector} take features; {@link
 * dev.bochner.serve.sql.Floats} takes bytes. Each is bound by the types of its
 * arguments ({@code Arguments}) before the query runs, and looks at their values row by row, in code that Spark
 * generates.
 *
 * <p>Must not know Spark's expressions and plans: a function here is a connector's, and so runs on Spark 3.5 too.
 */
package dev.bochner.serve.sql;
