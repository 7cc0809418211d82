package dev.paysig.internal;

import java.lang.ref.Reference;

/** Keeps an object from being collected: for Java 22 and later. */
final class Fence {
    private Fence() {}

    static void keep(Object object) {
        Reference.reachabilityFence(object);
    }
}
