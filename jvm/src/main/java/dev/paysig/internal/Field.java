package dev.paysig.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A credential or an option. It is wiped once the library has it, so its value is nobody else's. */
public final class Field {
    final byte @Nullable [] label;
    final byte[] name;
    final byte @Nullable [] value;
    final long milliseconds;

    private Field(byte @Nullable [] label, byte[] name, byte @Nullable [] value, long milliseconds) {
        this.label = label;
        this.name = name;
        this.value = value;
        this.milliseconds = milliseconds;
    }

    public static Field of(@Nullable String label, String name, byte[] value) throws Failure {
        return new Field(label == null ? null : Utf8.bytes(label), Utf8.bytes(name), value, 0);
    }

    public static Field of(String name, long milliseconds) throws Failure {
        return new Field(null, Utf8.bytes(name), null, milliseconds);
    }

    void wipe() {
        if (value != null) {
            Arrays.fill(value, (byte) 0);
        }
    }

    long size() {
        return (label == null ? 0 : label.length) + name.length + (value == null ? 0 : value.length);
    }
}
