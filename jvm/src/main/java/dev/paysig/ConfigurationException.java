package dev.paysig;

/** The credentials or options are wrong (1xx). Found when a signer or verifier is made. */
public final class ConfigurationException extends PaysigException {
    private static final long serialVersionUID = 1L;

    ConfigurationException(ErrorCode code, int number, String message) {
        super(code, number, message);
    }
}
