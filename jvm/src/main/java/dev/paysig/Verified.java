package dev.paysig;

import dev.paysig.internal.Found;
import dev.paysig.internal.Library;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An authentic message: which credentials it matched, and what of it is authentic. Immutable, but for the body. */
public final class Verified {
    private final String scheme;
    private final Found found;
    private final ByteBuffer body;

    Verified(String scheme, Found found, @Nullable ByteBuffer body) {
        this.scheme = scheme;
        this.found = found;
        this.body = body == null ? ByteBuffer.allocate(0) : body.asReadOnlyBuffer();
    }

    /** The scheme's id. */
    public String scheme() {
        return scheme;
    }

    /** That of the credentials that matched. */
    public String label() {
        return found.label;
    }

    /** The signed time, to the millisecond; null where the scheme signs none. */
    public @Nullable Instant timestamp() {
        return found.timestampMs == Library.NO_TIMESTAMP ? null : Instant.ofEpochMilli(found.timestampMs);
    }

    /**
     * What is authentic, in the order in which it was signed: names of credentials, {@code timestamp}, {@code method}, {@code path},
     * {@code query}, {@code body}. Nothing else of the message is: not its other headers, and not its body unless {@code body} is named.
     */
    public List<String> covers() {
        return found.covers.isEmpty() ? Collections.emptyList()
            : Collections.unmodifiableList(Arrays.asList(found.covers.split(",")));
    }

    /**
     * 32 bytes that are the same for every copy of the message, so that a copy can be told from news. Null when the body is not authentic:
     * nothing tells a copy then. A gateway that repeats a message repeats it too: record it after the message was processed.
     *
     * @throws IllegalStateException where the message was verified without {@link Message#withReplayKey()}: null would hide copies
     */
    public byte @Nullable [] replayKey() {
        if (!found.withReplayKey) {
            throw new IllegalStateException(
                "this message was verified without a replay key: verify it with Message.withReplayKey() to read one");
        }
        return found.replayKey == null ? null : found.replayKey.clone();
    }

    /**
     * A copy of the body, if it is authentic; else null. It is made now, of the array or buffer that was verified: what has changed that
     * since has changed this.
     */
    public byte @Nullable [] body() {
        return covers().contains("body") ? unauthenticatedBody() : null;
    }

    /**
     * A copy of the body of a message whose body nobody may vouch for: anyone on the way could have changed it. Read it only to find what
     * to ask the gateway for.
     */
    public byte[] unauthenticatedBody() {
        byte[] copy = new byte[body.remaining()];
        body.duplicate().get(copy);
        return copy;
    }

    /** The scheme, the label and what is covered, and nothing of the body. */
    @Override
    public String toString() {
        return "Verified(" + scheme + " by " + found.label + "; covers: " + String.join(", ", covers()) + ")";
    }
}
