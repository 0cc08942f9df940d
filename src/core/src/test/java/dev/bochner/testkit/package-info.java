/**
 * Real components for tests, on loopback, and synthetic embeddings to feed them.
 *
 * <p><b>Read</b> {@link dev.bochner.testkit.Fixtures} first: it gives a test its {@link
 * dev.bochner.testkit.HdfsCluster}, {@link dev.bochner.testkit.SparkCluster}, {@link dev.bochner.testkit.HiveSpark} or
 * local SparkSession, each started once per fork. Then {@link dev.bochner.testkit.SparkSubmit} and {@link
 * dev.bochner.testkit.process.ChildProcess} for what runs in processes of its own (SparkHome and ClassArchive say how its JVMs
 * start), {@link dev.bochner.testkit.EmbeddingTable} for what goes in and {@link dev.bochner.testkit.FeatureRows} for
 * what comes out. {@link dev.bochner.testkit.MachineTool} skips a test whose browser, NumPy or node the machine lacks, and
 * {@link dev.bochner.testkit.SkippedTests} ends the build with a line about it.
 *
 * <p>Knows no class of the product: only its jar, and the column names of its tables.
 */
package dev.bochner.testkit;
