package dev.bochner.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A signed 64-bit integer in decimal digits. */
public final class Seed implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("\"" + text + "\" is not a seed, expected an integer from "
                    + Long.MIN_VALUE + " to " + Long.MAX_VALUE);
        }
    }
}
