package dev.bochner.cli;

import org.apache.hadoop.conf.Configuration;

/** Hadoop's configuration before, or without, a SparkSession. */
final class HadoopSettings {
    private static final String PREFIX = "spark.hadoop.";

    private HadoopSettings() {}

    /** core-site.xml and hdfs-site.xml of the class path, and the spark.hadoop.* that spark-submit was given. */
    static Configuration current() {
        Configuration configuration = new Configuration();
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                configuration.set(name.substring(PREFIX.length()), System.getProperty(name, ""));
            }
        }
        return configuration;
    }
}
