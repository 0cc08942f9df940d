package dev.bochner.cli;

import dev.bochner.rff.Sampler;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The word for a way to draw directions. */
final class SamplerName implements ITypeConverter<Sampler> {
    @Override
    public Sampler convert(String text) {
        try {
            return Sampler.of(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
