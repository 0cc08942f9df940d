package dev.bochner.store.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates in paths and predicates. */
final class DateTemplateTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"en-US", "ar-EG", "ar-EG-u-nu-arab", "tr-TR", "th-TH-u-ca-buddhist-nu-thai", "fa-IR", "mr-IN"})
    void hasTheDigitsOfIsoDatesInEveryLocale(String language) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(language));
        try {
            assertEquals(
                    "/h/2026/11/05/{00,01}/ds=2026-11-05",
                    DateTemplate.resolve("/h/{yyyy}/{MM}/{dd}/{00,01}/ds={ds}", LocalDate.of(2026, 11, 5)));
        } finally {
            Locale.setDefault(before);
        }
    }
}
