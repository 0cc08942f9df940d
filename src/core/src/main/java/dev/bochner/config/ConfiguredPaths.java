package dev.bochner.config;

import dev.bochner.audit.AuditOptions.LabelSource;
import dev.bochner.store.FileNames;
import dev.bochner.store.source.SourceSpec.Location;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** The paths that a configuration names. */
record ConfiguredPaths(JobConfig config) {
    /**
     * Makes sure that this JVM can open them: a name that it cannot write would silently be another one.
     *
     * @param file stands for the configuration in messages
     * @throws ConfigException naming every one that it cannot
     */
    void requireRepresentable(String file, Configuration hadoop) {
        List<Problem> problems = new ArrayList<>();
        FileNames names = FileNames.ofThisJvm();
        named().forEach(each -> names.refusal(each.path(), hadoop)
                .ifPresent(reason ->
                        problems.add(new Problem(file, each.key(), each.key() + " is refused: its " + reason))));
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    private record Named(String key, String path) {}

    private List<Named> named() {
        List<Named> named = new ArrayList<>();
        named.add(new Named("bochner.table", config.table()));
        if (config.source().location() instanceof Location.Files files) {
            named.add(new Named("bochner.source.path", files.pathTemplate()));
        }
        config.audit()
                .labels()
                .map(LabelSource::path)
                .ifPresent(path -> named.add(new Named("bochner.audit.labels.path", path)));
        config.audit().models().forEach(path -> named.add(new Named("bochner.audit.models", path)));
        return named;
    }
}
