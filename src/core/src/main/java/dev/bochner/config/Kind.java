package dev.bochner.config;

import com.typesafe.config.ConfigException.BadValue;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A kind of scalar: how its text is read and what is expected of it.
 *
 * <p>Reads the text as it was written, never a number that a parser made of it, so that no digit is lost on the way.
 *
 * @param expected completes "expected ..."
 * @param parse the value of a text, or nothing if the text is not of this kind
 */
record Kind<T>(String expected, Function<String, Optional<T>> parse) {
    static final Kind<String> TEXT = new Kind<>("text that is not empty", Kind::nonBlank);

    static final Kind<Boolean> YES_OR_NO = choice(Map.of("true", true, "false", false));

    static final Kind<Long> SEED = new Kind<>(
            "an integer from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE
                    + " in plain decimal digits (best as a string: seed = \"42\")",
            Kind::exactLong);

    private static final Pattern DECIMAL = Pattern.compile("0|-?[1-9][0-9]*");
    private static final Pattern WITH_UNIT = Pattern.compile(".*[a-zA-Z]\\s*");

    static Kind<Integer> integer(int least, int most) {
        return new Kind<>(
                "an integer from " + least + " to " + most,
                text -> exactLong(text).filter(n -> n >= least && n <= most).map(Long::intValue));
    }

    static Kind<Integer> evenInteger(int least, int most) {
        Kind<Integer> any = integer(least, most);
        return new Kind<>(
                "an even integer from " + least + " to " + most,
                text -> any.parse().apply(text).filter(n -> n % 2 == 0));
    }

    static Kind<Double> number(String expected, Predicate<Double> range) {
        return new Kind<>(expected, text -> realNumber(text).filter(range));
    }

    static Kind<Duration> duration(String range, Predicate<Duration> allowed) {
        return new Kind<>(
                "a duration with its unit, such as 30 s or 12 h, " + range,
                text -> durationWithUnit(text).filter(allowed));
    }

    static Kind<Long> size(long leastBytes, long mostBytes) {
        return new Kind<>(
                "a size with its unit, such as 64 MiB, from " + leastBytes + " to " + mostBytes + " bytes",
                text -> sizeWithUnit(text).filter(n -> n >= leastBytes && n <= mostBytes));
    }

    /** One of a few words; a sorted map, so that messages list them in a fixed order. */
    static <T> Kind<T> choice(Map<String, T> values) {
        String words = new TreeMap<>(values).keySet().stream().collect(Collectors.joining(", "));
        return new Kind<>("one of " + words, text -> Optional.ofNullable(values.get(text)));
    }

    /** One of an enum's constants under the word that stands for it in configuration. */
    static <E extends Enum<E>> Kind<E> word(E[] constants, Function<E, String> word) {
        return choice(Arrays.stream(constants).collect(Collectors.toMap(word, Function.identity())));
    }

    /** The same kind under another type. */
    <R> Kind<R> map(Function<T, R> to) {
        return new Kind<>(expected, text -> parse.apply(text).map(to));
    }

    /** This kind, or a word with a value of its own. */
    Kind<T> orWord(String word, T value) {
        return new Kind<>(
                expected + ", or " + word, text -> text.equals(word) ? Optional.of(value) : parse.apply(text));
    }

    private static Optional<String> nonBlank(String text) {
        return Optional.of(text).filter(t -> !t.isBlank());
    }

    private static Optional<Long> exactLong(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException outOfRange) {
            return Optional.empty();
        }
    }

    private static Optional<Double> realNumber(String text) {
        try {
            return Optional.of(Double.parseDouble(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> durationWithUnit(String text) {
        // HOCON takes a bare number for milliseconds: a heartbeat of "30" would flood the namenode.
        if (!WITH_UNIT.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    ConfigValueFactory.fromAnyRef(text).atPath("duration").getDuration("duration"));
        } catch (BadValue notADuration) {
            return Optional.empty();
        }
    }

    private static Optional<Long> sizeWithUnit(String text) {
        // A bare number of bytes is more often a forgotten unit than meant.
        if (!WITH_UNIT.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    ConfigValueFactory.fromAnyRef(text).atPath("size").getBytes("size"));
        } catch (BadValue notASize) {
            return Optional.empty();
        }
    }
}
