package dev.paysig;

/** Paysig or the machine failed (9xx). */
public final class InternalException extends PaysigException {
    private static final long serialVersionUID = 1L;

    InternalException(ErrorCode code, int number, String message) {
        super(code, number, message);
    }
}
