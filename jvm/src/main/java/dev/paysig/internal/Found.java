package dev.paysig.internal;

import org.jspecify.annotations.Nullable;

/** What the library says of an authentic message: its struct {@code paysig_verified}. */
public final class Found {
    static final int SIZE = 240;
    private static final int TIMESTAMP_MS = 0;
    private static final int REPLAY_KEY = 8;
    private static final int REPLAY_KEY_LENGTH = 32;
    private static final int HAS_REPLAY_KEY = 40;
    private static final int LABEL = 44;
    private static final int COVERS = 109;

    public final String label;
    public final String covers;
    /** {@link Library#NO_TIMESTAMP} where there is none. */
    public final long timestampMs;
    /** Whether one was asked for: there is none all the same where the body is not signed. */
    public final boolean withReplayKey;
    public final byte @Nullable [] replayKey;

    Found(Scratch scratch, long at, boolean withReplayKey) {
        this.withReplayKey = withReplayKey;
        label = scratch.text(at + LABEL);
        covers = scratch.text(at + COVERS);
        timestampMs = scratch.longAt(at + TIMESTAMP_MS);
        replayKey = scratch.intAt(at + HAS_REPLAY_KEY) == 0 ? null : scratch.bytes(at + REPLAY_KEY, REPLAY_KEY_LENGTH);
    }
}
