package dev.paysig;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.paysig.internal.Explained;
import dev.paysig.internal.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a message is refused, as far as it can be proven. Immutable.
 *
 * <p>It holds no secret, expected signature or body: all of it may be logged.
 */
public final class Explanation {
    private final Outcome outcome;
    private final String scheme;
    private final @Nullable String label;
    private final @Nullable RejectedException rejection;
    private final List<Finding> findings;
    private final List<Observation> observations;
    private final List<String> ruledOut;
    private final long attempts;
    private final long bytes;
    private final boolean exhausted;
    private final String text;
    private final String json;
    private final String capsule;

    Explanation(Explained explained) {
        json = new String(explained.json, StandardCharsets.UTF_8);
        capsule = new String(explained.capsule, StandardCharsets.UTF_8);
        JsonObject told = Json.object(explained.json);
        outcome = Json.constant(Outcome.class, told.get("outcome").getAsString(), Outcome.OTHER);
        scheme = told.get("scheme").getAsString();
        label = Json.text(told, "label");
        rejection = told.get("rejection").isJsonNull() ? null : rejection(told.getAsJsonObject("rejection"));
        findings = Json.list(told, "findings", finding -> new Finding(finding.getAsJsonObject()));
        observations = Json.list(told, "observations", observation -> new Observation(observation.getAsJsonObject()));
        ruledOut = Json.list(told, "ruled_out", JsonElement::getAsString);
        attempts = told.get("attempts").getAsLong();
        bytes = told.get("bytes").getAsLong();
        exhausted = told.get("exhausted").getAsBoolean();
        text = told.get("text").getAsString();
    }

    private static RejectedException rejection(JsonObject json) {
        int number = json.get("number").getAsInt();
        return new RejectedException(ErrorCode.of(number), number, json.get("message").getAsString());
    }

    /** What explaining came to. */
    public Outcome outcome() {
        return outcome;
    }

    /** Whether there is nothing to explain, as the message is accepted. */
    public boolean verifies() {
        return outcome == Outcome.VERIFIES;
    }

    /** The id of the scheme by whose rule the message was judged. */
    public String scheme() {
        return scheme;
    }

    /** The label of the credentials with which the signature matches; null where none does. */
    public @Nullable String label() {
        return label;
    }

    /** What {@link Verifier#verify} throws for the message; null when it is accepted. It was made here and not thrown. */
    public @Nullable RejectedException rejection() {
        return rejection;
    }

    /** The causes: none, one, or several that hold together. */
    public List<Finding> findings() {
        return findings;
    }

    /** What is certain and no cause. */
    public List<Observation> observations() {
        return observations;
    }

    /** The ids of the causes that were tried alone, in every way that is known, where nothing matches. */
    public List<String> ruledOut() {
        return ruledOut;
    }

    /** How many strings to sign were tried. */
    public long attempts() {
        return attempts;
    }

    /** How many bytes were hashed or written for them. */
    public long bytes() {
        return bytes;
    }

    /** Whether the budget ended the search. */
    public boolean exhausted() {
        return exhausted;
    }

    /** All of it for people, in several lines. */
    public String text() {
        return text;
    }

    /** All of it as JSON, whose members {@code docs/json.md} lists. */
    public String json() {
        return json;
    }

    /**
     * One redacted JSON to attach to a ticket with the gateway: header names and sizes, values and body as length and SHA-256 only, the
     * shape of what is signed, key fingerprints, clock, version, and the explanation. A digest confirms a guess: of a short value, such
     * as an amount, it is as good as the value.
     */
    public String capsule() {
        return capsule;
    }

    /** The text for people. */
    @Override
    public String toString() {
        return text;
    }

    /** What explaining can come to. */
    public enum Outcome {
        /** The message is accepted: there is nothing to explain. */
        VERIFIES,
        /** One cause was found, or several that hold together. */
        EXPLAINED,
        /** Nothing that was tried matches. */
        UNEXPLAINED,
        /** An outcome that is newer than this package: {@link Explanation#json()} has its name. */
        OTHER
    }
}
