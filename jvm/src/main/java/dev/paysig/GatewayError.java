package dev.paysig;

import com.google.gson.JsonObject;
import dev.paysig.internal.Json;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The error that a gateway answered with. Code and messages are the gateway's words, and can repeat parts of the request. */
public final class GatewayError {
    private final @Nullable String code;
    private final String kind;
    private final List<GatewayMessage> messages;
    private final String retry;
    private final Duration retryAfter;
    private final String advice;

    GatewayError(JsonObject json) {
        code = Json.text(json, "code");
        kind = json.get("kind").getAsString();
        messages = Json.list(json, "messages", message -> new GatewayMessage(message.getAsJsonObject()));
        JsonObject again = json.getAsJsonObject("retry");
        retry = again.get("when").getAsString();
        retryAfter = again.has("after_seconds") ? Duration.ofSeconds(again.get("after_seconds").getAsLong()) : Duration.ZERO;
        advice = json.get("advice").getAsString();
    }

    /** The gateway's code; null where there is none. */
    public @Nullable String code() {
        return code;
    }

    /**
     * {@code authentication}, {@code validation}, {@code declined}, {@code fraud}, {@code idempotency}, {@code processing} or
     * {@code unknown}.
     */
    public String kind() {
        return kind;
    }

    /** What the gateway says about it, in its own words; at most 100. */
    public List<GatewayMessage> messages() {
        return messages;
    }

    /** Whether to send the same request again: {@code never}, {@code corrected} or {@code later}. */
    public String retry() {
        return retry;
    }

    /** How long to wait when it is later; else zero. */
    public Duration retryAfter() {
        return retryAfter;
    }

    /** What to do. */
    public String advice() {
        return advice;
    }

    /** The code, the kind and the advice, and none of the gateway's messages. */
    @Override
    public String toString() {
        return "GatewayError(" + (code == null ? "an error without a code" : code) + ", " + kind + ": " + advice + ")";
    }

    /** One thing that a gateway says about an error. */
    public static final class GatewayMessage {
        private final @Nullable String attribute;
        private final String text;

        GatewayMessage(JsonObject json) {
            attribute = Json.text(json, "attribute");
            text = json.get("text").getAsString();
        }

        /** The part of the request that it is about; null where it is not said. */
        public @Nullable String attribute() {
            return attribute;
        }

        /** The gateway's words. */
        public String text() {
            return text;
        }

        @Override
        public String toString() {
            return attribute == null ? text : attribute + ": " + text;
        }
    }
}
