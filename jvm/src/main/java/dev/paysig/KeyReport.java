package dev.paysig;

import com.google.gson.JsonObject;

/** What a piece of key material is. All of it may be shown to anybody. */
public final class KeyReport {
    private final JsonObject json;

    KeyReport(JsonObject json) {
        this.json = json;
    }

    /** {@code private} or {@code public}. */
    public String kind() {
        return json.get("kind").getAsString();
    }

    /** {@code pkcs1}, {@code pkcs8}, {@code encrypted_pkcs8}, {@code spki} or {@code certificate}. */
    public String form() {
        return json.get("form").getAsString();
    }

    /** {@code pem} or {@code der}. */
    public String encoding() {
        return json.get("encoding").getAsString();
    }

    /** The size of the modulus in bits. */
    public int bits() {
        return json.get("bits").getAsInt();
    }

    /** The public exponent. */
    public long exponent() {
        return json.get("exponent").getAsLong();
    }

    /** The SHA-256 of the public key's SPKI in hex: two keys with the same one belong together. */
    public String fingerprint() {
        return json.get("fingerprint").getAsString();
    }

    @Override
    public String toString() {
        return "KeyReport" + json;
    }
}
