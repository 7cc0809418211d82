package dev.paysig;

import java.net.ProtocolException;
import java.util.Objects;

/**
 * What a request fails with whose answer is not authentic. The request may have had its effect: ask the gateway before sending it again.
 *
 * <p>It is a ProtocolException because HTTP clients do not send again after one.
 */
public final class ResponseException extends ProtocolException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** Of an answer with this status; the reason is its cause. */
    public ResponseException(int status, Exception reason) {
        super("the answer with status " + status + " is not authentic: " + Objects.requireNonNull(reason, "reason").getMessage());
        this.status = status;
        initCause(reason);
    }

    /** The answer's HTTP status, for which nobody vouches. */
    public int status() {
        return status;
    }
}
