package dev.paysig.internal;

/** What the library says of why a message is refused: two JSON texts. */
public final class Explained {
    public final byte[] json;
    public final byte[] capsule;

    public Explained(byte[] json, byte[] capsule) {
        this.json = json;
        this.capsule = capsule;
    }
}
