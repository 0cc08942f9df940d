package dev.bochner.demo;

import java.util.Locale;

/**
 * The text that the demo prints at its end.
 *
 * @param directory the directory that the demo filled
 * @param films number of films with an embedding on day one
 * @param embeddings how far the embeddings moved
 * @param features how far the features of m = 64 moved
 * @param audit summary of the audit of day two
 */
record ClosingText(DemoDirectory directory, int films, Movement embeddings, Movement features, String audit) {

    /** The text, for a demo that took some seconds. */
    String after(long seconds) {
        return String.join("\n", made(seconds), moved(), read(), audited());
    }

    private String made(long seconds) {
        return String.format(Locale.ROOT, """
                Made in %d s, in %s:
                  embeddings/ds=.../   two trainings on the same ratings with two seeds: %d films, d = 32
                  table/features/...   their features, published: m = 64 (128 columns) and m = 16 (32 columns), seed 42
                  daily.conf           the configuration; scripts/bochner run --conf "%s" --ds 2026-11-20
                """, seconds, directory.root(), films, directory.config());
    }

    private String moved() {
        return String.format(
                Locale.ROOT,
                """
                Measured between the two days, as a mean over the films:
                  cosine of a film with itself     embedding %5.2f, features %5.2f (m = 64)
                  cosine with some other film      embedding %5.2f, features %5.2f
                  change of two films' cosine      embedding %5.2f, features %5.2f
                So inner products nearly agree and coordinates do not, for features no more than for embeddings:
                a model fitted on day one must be fitted anew for day two. docs/why.md says more.
                """,
                embeddings.sameItem(),
                features.sameItem(),
                embeddings.otherItem(),
                features.otherItem(),
                embeddings.similarityChange(),
                features.similarityChange());
    }

    private String audited() {
        return "What the audit said of day two, before it was published:\n" + audit.indent(2);
    }

    private String read() {
        String features = SparkPath.of(directory.table().resolve("features"));
        return """
                Read it:
                  spark-shell   spark.read.parquet("%1$s").where("m = 64 and seed = 42 and ds = '2026-11-20'").show()
                  DuckDB        FROM read_parquet('%2$s/m=64/seed=42/*/*.parquet', hive_partitioning = true);
                  Hive          CREATE EXTERNAL TABLE films (id BIGINT, title STRING, features ARRAY<FLOAT>)
                                PARTITIONED BY (m INT, seed BIGINT, ds STRING) STORED AS PARQUET LOCATION '%1$s';
                                MSCK REPAIR TABLE films;
                """.formatted(features, directory.table().resolve("features"));
    }
}
