package dev.paysig.internal;

import org.jspecify.annotations.Nullable;

/** Keeps an object from being collected. Java 8 has nothing for it; there is another class for Java 22 and later. */
final class Fence {
    /** Nobody sets it, which no compiler can know: so the object must be there until it is read. */
    private static volatile boolean wanted;
    private static @Nullable Object kept;

    private Fence() {}

    static void keep(Object object) {
        if (wanted) {
            kept = object;
        }
    }
}
