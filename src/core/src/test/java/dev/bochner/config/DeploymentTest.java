package dev.bochner.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.store.source.SourceSpec.Marker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

/** The configurations that users copy from. */
final class DeploymentTest {
    @Test
    void theExampleDeploymentIsValid() {
        JobConfig config = ConfigLoader.load("conf/daily.conf", List.of(), new Configuration(false));
        // Most writers leave no marker: a first user would wait for hours, in vain.
        assertEquals(Marker.Policy.IGNORE, config.source().marker().policy());
    }

    @Test
    void everyExampleOfTheDocumentationIsValid() throws IOException {
        Matcher example = Pattern.compile("```hocon\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/configuration.md")));
        int examples = 0;
        while (example.find()) {
            String text = example.group(1);
            String whole = "bochner.table = /t\n" + text;
            JobConfig config = ConfigLoader.parse("docs/configuration.md", whole, List.of());
            assertTrue(Set.of(1, 2).contains(config.versions().size()));
            examples++;
        }
        assertTrue(examples >= 5, "only " + examples + " examples found");
    }
}
