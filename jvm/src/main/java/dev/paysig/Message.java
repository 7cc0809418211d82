package dev.paysig;

import dev.paysig.internal.Content;
import dev.paysig.internal.Failure;
import dev.paysig.internal.Field;
import dev.paysig.internal.Library;
import dev.paysig.internal.Utf8;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is signed or verified: body, method and URL exactly as they go over the wire, and options of this one message.
 *
 * <p>A scheme takes those options that it lists; any other is {@link ErrorCode#UNKNOWN_OPTION}. Immutable, but for the body, which is
 * neither copied nor changed. Printing it shows nothing of the body and of the options' values.
 */
public final class Message {
    private static final String NO_BODY = "body; for none there is withoutBody()";

    private final String method;
    private final String url;
    private final @Nullable ByteBuffer body;
    private final Map<String, String> options;
    private final long nowMs;
    private final boolean replayKey;

    private Message(String method, String url, @Nullable ByteBuffer body, Map<String, String> options, long nowMs, boolean replayKey) {
        this.method = method;
        this.url = url;
        this.body = body;
        this.options = options;
        this.nowMs = nowMs;
        this.replayKey = replayKey;
    }

    /** A message with this body. */
    public static Message of(byte[] body) {
        return of(ByteBuffer.wrap(Objects.requireNonNull(body, NO_BODY)));
    }

    /** A message whose body is what is between the buffer's position and its limit, which stay where they are. */
    public static Message of(ByteBuffer body) {
        return new Message("", "", Objects.requireNonNull(body, NO_BODY).slice(), Collections.emptyMap(), Library.NOW, false);
    }

    /** A message that has no body: one to sign is signed with an empty one; one to verify is {@link ErrorCode#MISSING_BODY}. */
    public static Message withoutBody() {
        return new Message("", "", null, Collections.emptyMap(), Library.NOW, false);
    }

    /**
     * Method and URL; for a response, those of the request that it answers. Needed where the scheme signs them, and allowed
     * everywhere.
     */
    public Message request(String method, String url) {
        return new Message(Objects.requireNonNull(method, "method"), Objects.requireNonNull(url, "url"), body, options,
            nowMs, replayKey);
    }

    /**
     * Another time than the clock's, with every scheme: for tests, and for webhooks that waited in a queue the time at which they
     * came; to the millisecond.
     */
    public Message now(Instant now) {
        Objects.requireNonNull(now, "now");
        try {
            return new Message(method, url, body, options, now.toEpochMilli(), replayKey);
        } catch (ArithmeticException e) {
            throw PaysigException.of(ErrorCode.INVALID_ARGUMENT, "the time is farther away than milliseconds can count");
        }
    }

    /**
     * Makes the replay key too, which costs one more SHA-256 over the signed bytes; {@link Verified#replayKey()} refuses without it. For
     * verifying, with every scheme; signing does not look at it.
     */
    public Message withReplayKey() {
        return new Message(method, url, body, options, nowMs, true);
    }

    /** The timestamp to sign, as text in the scheme's unit. */
    public Message timestamp(String timestamp) {
        return option("timestamp", timestamp);
    }

    /** The timestamp of the request that a response answers, as text; used when the response has none of its own. */
    public Message requestTimestamp(String timestamp) {
        return option("request_timestamp", timestamp);
    }

    /**
     * The key by which the gateway knows a repeated request. For a request without one, this is not called.
     *
     * @throws NullPointerException where the key is null: one that was not found must not become a request that can be paid twice
     */
    public Message idempotencyKey(String key) {
        return option("idempotency_key", Objects.requireNonNull(key,
            "the idempotency key is null, and a repeated request could be paid twice; give one, or let newIdempotencyKey() make one"));
    }

    /** Makes a random idempotency key. */
    public Message newIdempotencyKey() {
        return idempotencyKey("auto");
    }

    /** The payer's identifier, for legal entities. */
    public Message submerchant(String submerchant) {
        return option("submerchant", submerchant);
    }

    /** Adds the access token, which needs an https URL. */
    public Message accessToken(String token) {
        return option("access_token", token);
    }

    /** Signs an empty body, as the gateway does for multipart uploads: the body is then not authentic. */
    public Message unsignedBody() {
        return option("body", "unsigned");
    }

    /** Any option by its name. */
    public Message option(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(options);
        more.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, name));
        return new Message(method, url, body, more, nowMs, replayKey);
    }

    /** The options by their names. */
    public Map<String, String> options() {
        return Collections.unmodifiableMap(options);
    }

    @Nullable ByteBuffer body() {
        return body;
    }

    /** Whether there is a body, a method, a URL or a time. */
    boolean tellsMoreThanOptions() {
        return body != null || !method.isEmpty() || !url.isEmpty() || nowMs != Library.NOW;
    }

    boolean wantsReplayKey() {
        return replayKey;
    }

    Content content() throws Failure {
        Field[] fields = new Field[options.size()];
        int at = 0;
        for (Map.Entry<String, String> option : options.entrySet()) {
            fields[at++] = Field.of(null, option.getKey(), Utf8.bytes(option.getValue()));
        }
        return new Content(method, url, body, fields, nowMs);
    }

    @Override
    public String toString() {
        return "Message(" + method + (method.isEmpty() ? "" : " ") + (body == null ? "no body" : body.remaining() + " bytes")
            + (options.isEmpty() ? "" : ", " + String.join(", ", options.keySet())) + ")";
    }
}
