/**
 * Measures the cost of a row: the daily job beside what Spark users would write without it, in turn in one JVM.
 *
 * <p><b>Read</b> {@link dev.bochner.bench.Bench}, the procedure; {@link dev.bochner.bench.Workload}, the size of the job; {@code
 * Inputs}; the {@code Contender}s: {@code DailyRun} (the daily job), {@code RowUdf}, {@code BlockGemm}, {@code BinaryCopy};
 * {@code Agreement}, which checks that all compute the same; {@code Meter}; and the results: {@link
 * dev.bochner.bench.BenchResult}, {@link dev.bochner.bench.Machine}.
 *
 * <p>The contenders are whole jobs, from files to files. The cost of a kernel or a writer alone is measured by JMH, in {@code
 * src/benchmarks}.
 */
package dev.bochner.bench;
