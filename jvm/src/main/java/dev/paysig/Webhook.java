package dev.paysig;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Receives webhooks, whatever the server: it takes what came, and says what to answer.
 *
 * <p>A webhook that is not authentic is answered with 401, one that is too long with 413, one that could not be read with 400, and trouble
 * on this side with 500, so that the gateway sends again; always without the reason, which {@link Received#error()} has for the log.
 * Any number of threads may use it at once.
 */
public final class Webhook {
    private static final List<String> OF_THE_REQUEST = Arrays.asList("method", "path", "query", "target");

    private final Verifier verifier;
    private final int bodyLimit;
    private final Gateway.@Nullable Acknowledgement acknowledgement;
    private final boolean signsRequest;

    /** Takes webhooks of up to 1 MiB. */
    public Webhook(Verifier verifier) {
        this(verifier, 1 << 20);
    }

    /**
     * Takes webhooks of up to some size.
     *
     * @param bodyLimit in bytes, at least 1
     * @throws InputException for a limit under 1, or of more than an array holds
     */
    public Webhook(Verifier verifier, int bodyLimit) {
        if (bodyLimit < 1 || bodyLimit > Integer.MAX_VALUE - 16) {
            throw PaysigException.of(ErrorCode.INVALID_ARGUMENT,
                "a webhook cannot have at most " + bodyLimit + " bytes; give a limit from 1 to " + (Integer.MAX_VALUE - 16));
        }
        this.verifier = Objects.requireNonNull(verifier, "verifier");
        this.bodyLimit = bodyLimit;
        Gateway gateway = Gateway.ofScheme(verifier.scheme());
        this.acknowledgement = gateway.acknowledgement();
        this.signsRequest = gateway.schemes().stream()
            .filter(scheme -> scheme.id().equals(verifier.scheme()))
            .anyMatch(scheme -> scheme.parts().stream().anyMatch(OF_THE_REQUEST::contains));
    }

    /**
     * Verifies what came.
     *
     * @param target path and query as they came over the wire
     * @param body the raw body, before any parser touched it; it is read to its end or the limit, and not closed
     */
    public Received receive(String method, String target, Map<String, ? extends List<String>> headers, InputStream body) {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
        byte[] raw;
        try {
            raw = read(body);
        } catch (IOException e) {
            return new Received(400, e);
        }
        if (raw.length > bodyLimit) {
            return new Received(413, new IOException("the body has more than " + bodyLimit + " bytes"));
        }
        try {
            Message message = Message.of(raw).withReplayKey();
            return new Received(verifier.verify(Headers.of(headers), signsRequest ? message.request(method, target) : message),
                acknowledgement);
        } catch (RejectedException e) {
            return new Received(401, e);
        } catch (PaysigException e) {
            return new Received(500, e);
        }
    }

    /** At most one byte more than the limit. */
    private byte[] read(InputStream body) throws IOException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        byte[] chunk = new byte[8192];
        while (raw.size() <= bodyLimit) {
            int count = body.read(chunk, 0, Math.min(chunk.length, bodyLimit + 1 - raw.size()));
            if (count < 0) {
                break;
            }
            raw.write(chunk, 0, count);
        }
        return raw.toByteArray();
    }

    /** What came of a webhook, and what to answer it with once it has been processed. */
    public static final class Received {
        private final @Nullable Verified verified;
        private final @Nullable Exception error;
        private final int status;
        private final @Nullable String contentType;
        private final String body;

        Received(Verified verified, Gateway.@Nullable Acknowledgement acknowledgement) {
            this.verified = verified;
            this.error = null;
            this.status = acknowledgement == null ? 200 : acknowledgement.status();
            this.contentType = acknowledgement == null ? null : acknowledgement.contentType();
            this.body = acknowledgement == null ? "" : acknowledgement.body();
        }

        Received(int status, Exception error) {
            this.verified = null;
            this.error = error;
            this.status = status;
            this.contentType = null;
            this.body = "";
        }

        /** What is authentic, with its replay key; null for a webhook that is refused: do nothing with that but answer. */
        public @Nullable Verified verified() {
            return verified;
        }

        /** Why it is refused; null when it is not. Not for the sender. */
        public @Nullable Exception error() {
            return error;
        }

        /** The answer's status. To have an authentic webhook sent again, answer with 500 instead. */
        public int status() {
            return status;
        }

        /** The answer's content type; null for none. */
        public @Nullable String contentType() {
            return contentType;
        }

        /** The answer's body, which can be empty. */
        public String body() {
            return body;
        }

        @Override
        public String toString() {
            return "Received(" + (verified == null ? "refused with " + status : verified.toString()) + ")";
        }
    }
}
