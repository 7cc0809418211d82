package dev.paysig;

import dev.paysig.internal.Failure;
import dev.paysig.internal.Handle;

/**
 * What every call fails with. Its subclasses say whose turn it is; {@link #code()} says what happened.
 *
 * <p>The message says what was wrong in this very case. It never holds a secret, an expected signature or a body.
 */
public abstract class PaysigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final int number;

    PaysigException(ErrorCode code, int number, String message) {
        super(message.isEmpty() ? code.text() : code.text() + ": " + message);
        this.code = code;
        this.number = number;
    }

    /** The code; {@link ErrorCode#OTHER} for one that is newer than this package. */
    public ErrorCode code() {
        return code;
    }

    /** The code's number, which is the same in every language. */
    public int number() {
        return number;
    }

    /** What the code means and what to do about it. */
    public String advice() {
        return code.advice();
    }

    /** A call of the library. */
    interface Call<T> {
        T make() throws Failure;
    }

    static <T> T orThrow(Call<T> call) {
        try {
            return call.make();
        } catch (Failure e) {
            throw of(e);
        }
    }

    /** A call with a handle, whose owner is kept until it is over. */
    static <T> T orThrow(Handle handle, Object owner, Call<T> call) {
        try {
            return orThrow(call);
        } finally {
            handle.keep(owner);
        }
    }

    /** The exception of a failure. The first digit decides, so that a rejection that is newer than this package is still one. */
    static PaysigException of(Failure failure) {
        return of(ErrorCode.of(failure.number()), failure.number(), failure.text());
    }

    static PaysigException of(ErrorCode code, String message) {
        return of(code, code.number(), message);
    }

    private static PaysigException of(ErrorCode code, int number, String message) {
        switch (number / 100) {
            case 1:
                return new ConfigurationException(code, number, message);
            case 2:
                return new InputException(code, number, message);
            case 3:
                return new RejectedException(code, number, message);
            default:
                return new InternalException(code, number, message);
        }
    }
}
