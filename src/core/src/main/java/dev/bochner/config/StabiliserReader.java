package dev.bochner.config;

import com.typesafe.config.ConfigList;
import dev.bochner.rff.Stabiliser;
import dev.bochner.stabilise.StabiliserOptions;
import dev.bochner.store.SnapshotDates;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the group bochner.stabiliser. */
final class StabiliserReader {
    private static final Kind<Stabiliser.Kind> KIND = Kind.word(Stabiliser.Kind.values(), Stabiliser.Kind::label);
    private static final Kind<LocalDate> DATE = new Kind<>("a date, " + SnapshotDates.FORM, StabiliserReader::date);
    private static final Kind<Double> WEIGHT = Kind.number("a number above 0, at most 1", w -> w > 0 && w <= 1);
    private static final Kind<Duration> DAYS = Kind.duration(
            "whole days, 0 or more", age -> !age.isNegative() && age.equals(Duration.ofDays(age.toDays())));
    private static final Kind<Integer> ITEMS = Kind.integer(1, Integer.MAX_VALUE);

    private final Group stabiliser;
    private final List<String> carried;

    /** @param carried columns that come with the embeddings */
    StabiliserReader(Group stabiliser, List<String> carried) {
        this.stabiliser = stabiliser;
        this.carried = List.copyOf(carried);
    }

    /** Checks every key now; the result makes the options, once it is known that there were no problems. */
    Supplier<StabiliserOptions> read() {
        Optional<Stabiliser.Kind> kind = stabiliser.required("kind", KIND);
        Optional<LocalDate> reference = stabiliser.optional("reference", DATE);
        List<String> landmarks = stabiliser.texts("landmarks");
        Optional<String> column = stabiliser.optional("landmark-column", Kind.TEXT);
        Optional<Double> weight = stabiliser.required("weight", WEIGHT);
        Optional<Duration> maxAge = stabiliser.required("max-age", DAYS);
        Optional<Integer> common = stabiliser.optional("min-common-items", ITEMS);
        kind.ifPresent(known -> {
            refuseOfOthers(known);
            if (known == Stabiliser.Kind.LANDMARKS) {
                checkLandmarks(landmarks, column);
            }
        });
        return () -> new StabiliserOptions(
                kind.orElseThrow(),
                reference,
                landmarks,
                column,
                weight.orElseThrow(),
                Math.toIntExact(maxAge.orElseThrow().toDays()),
                common.orElse(0));
    }

    /** What only another stabiliser knows has no effect, and whoever set it expected one. */
    private void refuseOfOthers(Stabiliser.Kind kind) {
        refuseUnless(kind == Stabiliser.Kind.PROCRUSTES, "reference", kind);
        refuseUnless(kind == Stabiliser.Kind.LANDMARKS, "landmarks", kind);
        refuseUnless(kind == Stabiliser.Kind.LANDMARKS, "landmark-column", kind);
    }

    private void refuseUnless(boolean used, String key, Stabiliser.Kind kind) {
        if (!used && isSet(key)) {
            stabiliser.refuse(
                    key,
                    "is set, but " + stabiliser.nameOf("kind") + " is " + kind.label() + ", which has no use for it");
        }
    }

    private boolean isSet(String key) {
        return stabiliser
                .value(key)
                .filter(value -> !(value instanceof ConfigList list && list.isEmpty()))
                .isPresent();
    }

    private void checkLandmarks(List<String> landmarks, Optional<String> column) {
        column.filter(name -> !carried.contains(name))
                .ifPresent(name -> stabiliser.refuse(
                        "landmark-column", "is " + name + ", expected one of source.carry, which is " + carried));
        if (landmarks.isEmpty() == column.isEmpty()) {
            stabiliser.refuse(
                    "kind",
                    "is landmarks, expected one of " + stabiliser.nameOf("landmarks") + " and "
                            + stabiliser.nameOf("landmark-column") + " to be set, "
                            + (column.isEmpty() ? "not none" : "not both"));
        }
        if (landmarks.stream().distinct().count() < landmarks.size()) {
            stabiliser.refuse("landmarks", "names an item twice, expected each once");
        }
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(SnapshotDates.parse(text));
        } catch (IllegalArgumentException notADate) {
            return Optional.empty();
        }
    }
}
