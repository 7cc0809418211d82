package dev.paysig;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.paysig.internal.Json;
import java.util.List;

/** A cause that explaining found. Immutable. */
public final class Finding {
    private final String cause;
    private final Certainty certainty;
    private final String summary;
    private final String detail;
    private final List<String> encoders;
    private final String fix;

    Finding(JsonObject json) {
        cause = json.get("cause").getAsString();
        certainty = Json.constant(Certainty.class, json.get("certainty").getAsString(), Certainty.OTHER);
        summary = json.get("summary").getAsString();
        detail = json.get("detail").getAsString();
        encoders = Json.list(json, "encoders", JsonElement::getAsString);
        fix = json.get("fix").getAsString();
    }

    /** The stable id, the same in every language, such as {@code json_reencoded}; {@link Cause#all} lists them. */
    public String cause() {
        return cause;
    }

    /** How sure it is. */
    public Certainty certainty() {
        return certainty;
    }

    /** What happened, in one sentence. */
    public String summary() {
        return summary;
    }

    /** With what exactly the signature was recomputed, or what is visible: for people, and free to change. */
    public String detail() {
        return detail;
    }

    /**
     * Where JSON was written again, the encoders that write the bytes that were signed, the likeliest first, such as
     * {@code python-compact}; else empty.
     */
    public List<String> encoders() {
        return encoders;
    }

    /** What to do about it. */
    public String fix() {
        return fix;
    }

    /** The cause and how sure it is. */
    @Override
    public String toString() {
        return "Finding(" + cause + ", " + certainty + ")";
    }

    /** How sure a finding is. */
    public enum Certainty {
        /** The signature was recomputed with it, and matches. */
        PROVEN,
        /** It is visible in the message. */
        EVIDENT,
        /** It fits what is visible, and something else might too. */
        LIKELY,
        /** A certainty that is newer than this package: {@link Explanation#json()} has its name. */
        OTHER
    }
}
