package dev.bochner.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import dev.bochner.store.Secrets;
import java.util.List;

/** The {@code --set key=value} of a command line. */
final class Overrides {
    static final String OPTION = "--set ";

    private static final String ROOT = "bochner";

    private Overrides() {}

    /** All of them as one configuration; a later one wins over an earlier one. */
    static Config parse(List<String> assignments, Problems problems) {
        Config all = ConfigFactory.empty();
        for (String assignment : assignments) {
            all = one(assignment, problems).withFallback(all);
        }
        return all;
    }

    private static Config one(String assignment, Problems problems) {
        String shown = Secrets.redactedAssignment(assignment);
        String origin = OPTION + shown;
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            problems.add(new Problem(origin, shown, "expected key=value, such as features.sigma=0.5"));
            return ConfigFactory.empty();
        }
        try {
            String path = path(assignment.substring(0, equals).strip());
            String value = hocon(assignment.substring(equals + 1).strip());
            return ConfigFactory.parseString(
                    path + "=" + value, ConfigParseOptions.defaults().setOriginDescription(origin));
        } catch (com.typesafe.config.ConfigException e) {
            // The parser quotes what it does not understand, which may be a part of the secret.
            String reason = shown.equals(assignment)
                    ? String.valueOf(e.getMessage()).replace(origin + ": 1: ", "")
                    : "is not HOCON; put the value into double quotes";
            problems.add(new Problem(origin, shown, reason));
            return ConfigFactory.empty();
        }
    }

    private static String path(String key) {
        List<String> parts = ConfigUtil.splitPath(key);
        return parts.get(0).equals(ROOT) ? key : ROOT + "." + key;
    }

    /**
     * Lists, groups, quoted strings and null are HOCON. Everything else is taken as it is: in HOCON an unquoted {@code
     * hdfs://nn/x} is an error, and {@code /data//x} is {@code /data} with a comment.
     */
    private static String hocon(String value) {
        boolean structured = value.startsWith("[") || value.startsWith("\"") || value.equals("null");
        boolean group = value.startsWith("{") && value.endsWith("}");
        return structured || group ? value : ConfigUtil.quoteString(value);
    }
}
