package dev.bochner.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException.Parse;
import com.typesafe.config.ConfigException.UnresolvedSubstitution;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import dev.bochner.store.Secrets;
import dev.bochner.store.StoreOptions;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Reads a job's configuration: command line over file over {@code reference.conf}. */
public final class ConfigLoader {
    /** The defaults, on the class path; also what messages call them. */
    static final String REFERENCE = "reference.conf";

    private static final String ROOT = "bochner";

    private ConfigLoader() {}

    /**
     * Reads a file.
     *
     * @param location a local path, or any path that Hadoop can open, such as {@code hdfs://nn/conf/daily.conf}
     * @param overrides assignments {@code key=value}; keys with or without the leading {@code bochner.}
     * @param hadoop where Hadoop's filesystems are
     * @throws ConfigException if the file does not exist or anything in it or in the overrides is wrong
     * @throws java.io.UncheckedIOException if the file exists but cannot be read
     */
    public static JobConfig load(String location, List<String> overrides, Configuration hadoop) {
        JobConfig config = read(location, () -> new ConfigFile(hadoop).parse(location), overrides);
        new ConfiguredPaths(config).requireRepresentable(location, hadoop);
        return config;
    }

    /**
     * Reads a text.
     *
     * @param name stands for the file in messages
     * @throws ConfigException if anything in it or in the overrides is wrong
     */
    public static JobConfig parse(String name, String text, List<String> overrides) {
        ConfigParseOptions options = ConfigParseOptions.defaults().setOriginDescription(name);
        return read(name, () -> ConfigFactory.parseString(text, options), overrides);
    }

    /** The store's times where no configuration says otherwise. */
    public static StoreOptions defaultStoreOptions() {
        Problems problems = new Problems(REFERENCE);
        Group store = new Group(ROOT, reference().getObject(ROOT), problems).group("store");
        return JobConfigReader.store(store).get();
    }

    private static Config reference() {
        return ConfigFactory.parseResources(
                ConfigLoader.class.getClassLoader(),
                REFERENCE,
                ConfigParseOptions.defaults().setOriginDescription(REFERENCE));
    }

    /** The source of a parsed but unresolved configuration. */
    private interface Parsing {
        Config parse();
    }

    private static JobConfig read(String name, Parsing file, List<String> overrides) {
        Problems problems = new Problems(name);
        Config reference = reference();
        ConfigObject root = resolve(file, Overrides.parse(overrides, problems), reference);
        new KnownKeys(reference.getObject(ROOT)).refuseOthers(root, problems);
        return new JobConfigReader(problems).read(new Group("", root, problems));
    }

    private static ConfigObject resolve(Parsing file, Config overrides, Config reference) {
        try {
            return overrides
                    .withFallback(file.parse())
                    .withFallback(reference)
                    .resolve()
                    .root();
        } catch (com.typesafe.config.ConfigException e) {
            throw ofParser(e);
        }
    }

    /** The parser quotes what it does not understand, which at the key of a credential may be a part of it. */
    private static ConfigException ofParser(com.typesafe.config.ConfigException e) {
        String said = String.valueOf(e.getMessage());
        boolean quotes = e instanceof Parse && !(e instanceof UnresolvedSubstitution);
        if (!quotes || e.origin() == null || !Secrets.isSecret(said)) {
            return new ConfigException(said, e);
        }
        return new ConfigException(e.origin().description()
                + ": the value at the key of a credential is not HOCON (it is not shown); put it into double quotes");
    }
}
