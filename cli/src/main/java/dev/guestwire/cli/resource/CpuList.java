package dev.guestwire.cli.resource;

import dev.guestwire.xml.NumberSet;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads numbers such as {@code 0-3,6} or {@code 0-7,^2}. */
final class CpuList implements ITypeConverter<NumberSet> {
    CpuList() {}

    @Override
    public NumberSet convert(String word) {
        try {
            return NumberSet.parse(word);
        } catch (IllegalArgumentException wrong) {
            throw new TypeConversionException("'" + word + "' is no list of numbers such as 0-3,6 or 0-7,^2");
        }
    }
}
