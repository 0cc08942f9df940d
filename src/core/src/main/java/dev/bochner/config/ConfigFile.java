package dev.bochner.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import dev.bochner.store.FileNames;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A configuration file, local or in any filesystem that Hadoop knows, and the files that it includes. Those are looked
 * for beside it and must exist, wherever it lies; typesafe's own way would skip them silently for hdfs://.
 */
final class ConfigFile {
    private static final Pattern WITH_SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*");

    private final Configuration hadoop;

    ConfigFile(Configuration hadoop) {
        this.hadoop = hadoop;
    }

    /**
     * Parses the file and what it includes, substitutions unresolved.
     *
     * @param location a local path, or one with a scheme such as {@code hdfs://nn/conf/daily.conf}
     * @throws ConfigException if the file does not exist or is not HOCON
     * @throws UncheckedIOException if it cannot be read; the message names it
     */
    Config parse(String location) {
        return parse(location, List.of());
    }

    private Config parse(String location, List<String> includedFrom) {
        if (includedFrom.contains(location)) {
            throw new ConfigException("Configuration file " + location + " includes itself");
        }
        List<String> chain = new ArrayList<>(includedFrom);
        chain.add(location);
        ConfigParseOptions options =
                ConfigParseOptions.defaults().setOriginDescription(location).setIncluder(new Sibling(chain));
        return ConfigFactory.parseString(text(location, includedFrom), options);
    }

    private String text(String location, List<String> includedFrom) {
        try {
            return read(location);
        } catch (NoSuchFileException | FileNotFoundException e) {
            String from = includedFrom.isEmpty() ? "" : ", included from " + includedFrom.get(includedFrom.size() - 1);
            throw new ConfigException("Configuration file " + location + " does not exist" + from, e);
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new UncheckedIOException("Configuration file " + location + " cannot be read: " + reason, e);
        }
    }

    private String read(String location) throws IOException {
        if (!WITH_SCHEME.matcher(location).matches()) {
            FileNames.ofThisJvm().refusal(location).ifPresent(reason -> {
                throw new ConfigException("The configuration file's " + reason);
            });
            return Files.readString(java.nio.file.Path.of(location));
        }
        Path path = new Path(location);
        try (InputStream in = path.getFileSystem(hadoop).open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Resolves {@code include "other.conf"} beside the including file. */
    private final class Sibling implements ConfigIncluder {
        private final List<String> chain;

        Sibling(List<String> chain) {
            this.chain = chain;
        }

        @Override
        public ConfigIncluder withFallback(ConfigIncluder fallback) {
            return this;
        }

        @Override
        public ConfigObject include(ConfigIncludeContext context, String what) {
            String includer = chain.get(chain.size() - 1);
            boolean absolute = what.startsWith("/") || WITH_SCHEME.matcher(what).matches();
            String parent = includer.substring(0, includer.lastIndexOf('/') + 1);
            return parse(absolute ? what : parent + what, chain).root();
        }
    }
}
