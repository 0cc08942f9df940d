package dev.bochner.store.source;

import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path or a predicate with the date left open: {@code {ds}} is 2026-11-20, {@code {yyyy}} 2026, {@code {MM}} 11 and
 * {@code {dd}} 20.
 */
public final class DateTemplate {
    // A letter must follow the brace, so that the braces of a glob such as {00,01} are left alone.
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z]+)\\}");

    private DateTemplate() {}

    /**
     * The template with every placeholder replaced.
     *
     * @throws IllegalArgumentException if it holds a placeholder of another name
     */
    public static String resolve(String template, LocalDate ds) {
        Matcher matcher = PLACEHOLDER.matcher(template);
        StringBuilder resolved = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(value(matcher.group(1), ds, template)));
        }
        return matcher.appendTail(resolved).toString();
    }

    private static String value(String name, LocalDate ds, String template) {
        return switch (name) {
            case "ds" -> ds.toString();
            case "yyyy" -> String.format(Locale.ROOT, "%04d", ds.getYear());
            case "MM" -> String.format(Locale.ROOT, "%02d", ds.getMonthValue());
            case "dd" -> String.format(Locale.ROOT, "%02d", ds.getDayOfMonth());
            default ->
                throw new IllegalArgumentException("{" + name + "} in \"" + template
                        + "\" is not a placeholder; known are {ds}, {yyyy}, {MM} and {dd}");
        };
    }
}
