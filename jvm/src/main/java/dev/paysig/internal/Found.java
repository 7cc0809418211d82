package dev.paysig.internal;

import org.jspecify.annotations.Nullable;

/** What the library says of an authentic message. */
public final class Found {
    public final String label;
    public final String covers;
    /** {@link Library#NO_TIMESTAMP} where there is none. */
    public final long timestampMs;
    public final byte @Nullable [] replayKey;

    Found(String label, String covers, long timestampMs, byte @Nullable [] replayKey) {
        this.label = label;
        this.covers = covers;
        this.timestampMs = timestampMs;
        this.replayKey = replayKey;
    }
}
