package dev.paysig.internal;

/** A status that is not 0, with its message. The public packages make a PaysigException of it. */
public final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    private final int number;
    private final String text;

    public Failure(int number, String text) {
        // No stack trace: the exception that is made of this has one.
        super(text, null, false, false);
        this.number = number;
        this.text = text;
    }

    public int number() {
        return number;
    }

    public String text() {
        return text;
    }
}
