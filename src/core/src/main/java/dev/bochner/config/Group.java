package dev.bochner.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A { } block of the configuration. What cannot be read is noted among the problems and comes back empty, so that
 * reading goes on to the next key.
 */
final class Group {
    private final String path;
    private final ConfigObject object;
    private final Problems problems;

    Group(String path, ConfigObject object, Problems problems) {
        this.path = path;
        this.object = object;
        this.problems = problems;
    }

    /** Full name of a key of this group. */
    String nameOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** The value of a key, unless it is absent or null. */
    Optional<ConfigValue> value(String key) {
        return Optional.ofNullable(object.get(key)).filter(value -> value.valueType() != ConfigValueType.NULL);
    }

    boolean has(String key) {
        return value(key).isPresent();
    }

    /** Whether a key has the value of reference.conf. */
    boolean isDefault(String key) {
        return value(key)
                .filter(value -> value.origin().description().startsWith(ConfigLoader.REFERENCE))
                .isPresent();
    }

    /** A group inside this one; an empty one, and a problem, if it is something else. */
    Group group(String key) {
        Optional<ConfigValue> value = value(key);
        if (value.isPresent() && value.get() instanceof ConfigObject inner) {
            return new Group(nameOf(key), inner, problems);
        }
        value.ifPresentOrElse(
                found -> problems.unexpected(nameOf(key), found, "a group { ... }"),
                () -> problems.missing(nameOf(key), "a group { ... }"));
        // Problems of its keys would only repeat that it is not a group.
        return new Group(nameOf(key), ConfigFactory.empty().root(), new Problems(""));
    }

    /** The value of a key that must be set. */
    <T> Optional<T> required(String key, Kind<T> kind) {
        if (!has(key)) {
            problems.missing(nameOf(key), kind.expected());
        }
        return optional(key, kind);
    }

    /** The value of a key that may be left unset. */
    <T> Optional<T> optional(String key, Kind<T> kind) {
        return value(key).flatMap(value -> scalar(nameOf(key), value, kind));
    }

    /** The texts of a list that must be set and may be empty. */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (ConfigValue element : list(key, "a list of texts [ ... ]")) {
            scalar(nameOf(key), element, Kind.TEXT).ifPresent(texts::add);
        }
        return texts;
    }

    /** The groups of a list that must be set, one or more. */
    List<Group> groups(String key) {
        String expected = "a list of one group or more [ { ... } ]";
        List<ConfigValue> elements = list(key, expected);
        if (elements.isEmpty()) {
            value(key)
                    .filter(ConfigList.class::isInstance)
                    .ifPresent(empty -> problems.unexpected(nameOf(key), empty, expected));
        }
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            String name = nameOf(key) + "[" + i + "]";
            if (elements.get(i) instanceof ConfigObject inner) {
                groups.add(new Group(name, inner, problems));
            } else {
                problems.unexpected(name, elements.get(i), "a group { ... }");
            }
        }
        return groups;
    }

    /** All scalars below a key by their dotted names, for options that are passed on. */
    Map<String, String> options(String key) {
        Map<String, String> options = new LinkedHashMap<>();
        Group inner = group(key);
        for (var entry : new TreeMap<>(toMap(inner.object)).entrySet()) {
            scalar(inner.nameOf(entry.getKey()), entry.getValue(), Kind.TEXT)
                    .ifPresent(text -> options.put(entry.getKey(), text));
        }
        return options;
    }

    /** Notes what is wrong with a key that has a value. */
    void refuse(String key, String message) {
        value(key).ifPresent(value -> problems.about(nameOf(key), value, message));
    }

    /** Notes every key of this group that is not among {@code known}. */
    void refuseUnknown(List<String> known) {
        for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(object).entrySet()) {
            if (!known.contains(entry.getKey())) {
                String nearest = Spelling.nearest(entry.getKey(), known);
                problems.about(
                        nameOf(entry.getKey()),
                        entry.getValue(),
                        "is not a known key, the nearest is " + nameOf(nearest));
            }
        }
    }

    Problems problems() {
        return problems;
    }

    /** A scalar's text, digit for digit as it was written. */
    static String text(ConfigValue scalar) {
        return scalar.atKey("text").getString("text");
    }

    private <T> Optional<T> scalar(String name, ConfigValue value, Kind<T> kind) {
        Optional<T> parsed = isScalar(value) ? kind.parse().apply(text(value)) : Optional.empty();
        if (parsed.isEmpty()) {
            problems.unexpected(name, value, kind.expected());
        }
        return parsed;
    }

    private static boolean isScalar(ConfigValue value) {
        return switch (value.valueType()) {
            case STRING, NUMBER, BOOLEAN -> true;
            case OBJECT, LIST, NULL -> false;
        };
    }

    private List<ConfigValue> list(String key, String expected) {
        Optional<ConfigValue> value = value(key);
        if (value.isPresent() && value.get() instanceof ConfigList list) {
            return list;
        }
        value.ifPresentOrElse(
                found -> problems.unexpected(nameOf(key), found, expected),
                () -> problems.missing(nameOf(key), expected));
        return List.of();
    }

    private static Map<String, ConfigValue> toMap(ConfigObject object) {
        Map<String, ConfigValue> values = new LinkedHashMap<>();
        for (Map.Entry<String, ConfigValue> entry : object.toConfig().entrySet()) {
            values.put(String.join(".", ConfigUtil.splitPath(entry.getKey())), entry.getValue());
        }
        return values;
    }
}
