/**
 * A job's configuration: HOCON under {@code bochner { }} to validated records. Every key is documented in {@code
 * reference.conf}, which also holds the defaults and is the list of known keys.
 *
 * <p><b>Read</b> {@link dev.bochner.config.JobConfig}, the result; {@link dev.bochner.config.ConfigLoader}, the way
 * there; then {@code JobConfigReader}, {@code SourceReader} and {@code FeaturesReader}, which check one group each, on
 * top of {@code Group} and {@code Kind}.
 *
 * <p>All problems of a configuration are found in one pass and thrown as one {@link
 * dev.bochner.config.ConfigException}.
 *
 * <p>The only package that knows com.typesafe.config. Knows no Spark; of Hadoop only how to read a file.
 */
package dev.bochner.config;
