package dev.paysig;

/** What the caller passed to a call is wrong (2xx). */
public final class InputException extends PaysigException {
    private static final long serialVersionUID = 1L;

    InputException(ErrorCode code, int number, String message) {
        super(code, number, message);
    }
}
