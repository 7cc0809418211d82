package dev.paysig;

/** The message is not to be trusted (3xx). The only kind that a sender can bring about: answer it with 401, and all others with 500. */
public final class RejectedException extends PaysigException {
    private static final long serialVersionUID = 1L;

    RejectedException(ErrorCode code, int number, String message) {
        super(code, number, message);
    }
}
