package dev.bochner.store.source;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is taken from a source's files: format, reader options, filter and columns. It belongs to "the same input" as much as
 * the files do, so that its text goes into their fingerprint.
 *
 * @param text the same text in every JVM
 * @param formerTexts the texts that may have stood for the same in tables published before options were sorted
 */
record Selection(String text, List<String> formerTexts) {
    static Selection of(SourceSpec spec, LocalDate ds, EmbeddingEncoding encoding) {
        List<String> former = ringOrders(spec.options()).stream()
                .map(options -> text(spec, ds, encoding, options))
                .toList();
        return new Selection(text(spec, ds, encoding, spec.options().entrySet()), former);
    }

    private static String text(
            SourceSpec spec, LocalDate ds, EmbeddingEncoding encoding, Collection<Map.Entry<String, String>> options) {
        return String.join(
                "\n",
                spec.format().toLowerCase(Locale.ROOT),
                options.stream().map(Map.Entry::toString).collect(Collectors.joining(", ", "{", "}")),
                spec.filter().map(filter -> DateTemplate.resolve(filter, ds)).orElse(""),
                spec.idColumn(),
                spec.embeddingColumn(),
                // float32 was the only type there was: it adds no word, so that what is published stays the same input.
                encoding.binaryType()
                        .filter(type -> type != BinaryType.FLOAT32)
                        .map(BinaryType::label)
                        .orElse(""));
    }

    /**
     * The orders in which {@code Map.copyOf(options)} may iterate, in which tables published before have them. The
     * entries lie in a ring, the same in every JVM; where it is entered, and in which direction it is followed, are drawn
     * when a JVM starts. So there are 2n of them; fewer than two options have but one, which is still today's.
     */
    private static List<List<Map.Entry<String, String>>> ringOrders(Map<String, String> options) {
        if (options.size() < 2) {
            return List.of();
        }
        List<Map.Entry<String, String>> ring =
                new ArrayList<>(Map.copyOf(options).entrySet());
        List<List<Map.Entry<String, String>>> orders = new ArrayList<>();
        for (int direction = 0; direction < 2; direction++) {
            for (int start = 0; start < ring.size(); start++) {
                orders.add(List.copyOf(ring));
                Collections.rotate(ring, 1);
            }
            Collections.reverse(ring);
        }
        return List.copyOf(orders);
    }
}
