/**
 * What a row costs: the daily job beside what Spark users write without it, measured in one JVM, in turn.
 *
 * <p><b>Read</b> {@link dev.bochner.bench.Bench}, which is the procedure; {@link dev.bochner.bench.Workload}, what is
 * asked for; {@code Inputs}; the {@code Contender}s: {@code DailyRun} (ours), {@code RowUdf}, {@code BlockGemm}, {@code
 * BinaryCopy}; {@code Agreement}, which makes sure that all compute the same; {@code Meter}; and what comes out: {@link
 * dev.bochner.bench.BenchResult}, {@link dev.bochner.bench.Machine}.
 *
 * <p>The contenders are whole jobs, from files to files. What a kernel or a writer costs alone is measured by JMH, in
 * {@code src/benchmarks}.
 */
package dev.bochner.bench;
