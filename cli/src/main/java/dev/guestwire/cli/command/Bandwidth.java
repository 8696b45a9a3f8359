package dev.guestwire.cli.command;

import picocli.CommandLine.ITypeConverter;

/** Reads a speed into bytes a second: {@code 50} are MiB, as virsh has it; {@code 512K} and {@code 1GB} say their unit. */
public final class Bandwidth implements ITypeConverter<Long> {
    private final ByteCount bytes = new ByteCount();

    /** Creates a reader. */
    public Bandwidth() {}

    @Override
    public Long convert(String word) {
        boolean plain = !word.isBlank() && Character.isDigit(word.charAt(word.length() - 1));
        return bytes.convert(plain ? word + "M" : word);
    }
}
