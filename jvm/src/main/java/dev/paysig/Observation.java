package dev.paysig;

import com.google.gson.JsonObject;

/** Something certain about a message that is no cause, and narrows the search. Immutable. */
public final class Observation {
    private final String id;
    private final String text;

    Observation(JsonObject json) {
        id = json.get("id").getAsString();
        text = json.get("text").getAsString();
    }

    /**
     * The stable id: {@code rsa_other_content}, one of the keys signed, and something else; or {@code rsa_not_these_keys}, none of them
     * signed.
     */
    public String id() {
        return id;
    }

    /** The sentence. */
    public String text() {
        return text;
    }

    /** The id and the sentence. */
    @Override
    public String toString() {
        return "Observation(" + id + ": " + text + ")";
    }
}
