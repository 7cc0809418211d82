// Generated from the library's tables by jvm/generate; changes belong there.
package dev.paysig.gateways;

import dev.paysig.Credentials;
import dev.paysig.Gateway;
import dev.paysig.GatewayError;
import org.jspecify.annotations.Nullable;

/**
 * What paysig knows of Smart Glocal.
 */
public final class SmartGlocal {
    /** The gateway's id. */
    public static final String GATEWAY = "smart-glocal";

    /** Where the API is. */
    public static final String TEST_API_URL = "https://demo.smart-glocal.com";

    /** Where the API is. */
    public static final String LIVE_API_URL = "https://proxy.smart-glocal.com";

    /**
     * The scheme smart-glocal/request: X-PARTNER-SIGN = RSASSA-PKCS1-v1_5 signature with SHA-256 of body, written as base64 with
     * padding, on one line. Only the body is signed: not the method, the path, the time or the other headers. No timestamp or
     * nonce is signed: a captured request can be sent again; use an idempotency key.
     */
    public static final String REQUEST = "smart-glocal/request";

    /**
     * The scheme smart-glocal/webhook: X-PARTNER-SIGN = RSASSA-PKCS1-v1_5 signature with SHA-256 of body, written as base64 with
     * padding, on one line. No timestamp is signed: record the replay key of what was processed. The gateway repeats a webhook
     * for up to 30 minutes until it is acknowledged.
     */
    public static final String WEBHOOK = "smart-glocal/webhook";

    private SmartGlocal() {}

    /**
     * The credentials of {@link #REQUEST}.
     *
     * @param project the project's name
     * @param privateKey the merchant's RSA private key, PEM or DER; to sign
     * @param passphrase opens the private key, if it is encrypted; where the key has one
     * @param publicKey the merchant's RSA public key, PEM or DER; to verify
     */
    public static Credentials requestCredentials(String project, @Nullable String privateKey, @Nullable String passphrase,
        @Nullable String publicKey) {
        Credentials credentials = Credentials.none();
        credentials = credentials.with("project", project);
        if (privateKey != null) {
            credentials = credentials.with("private_key", privateKey);
        }
        if (passphrase != null) {
            credentials = credentials.with("passphrase", passphrase);
        }
        if (publicKey != null) {
            credentials = credentials.with("public_key", publicKey);
        }
        return credentials;
    }

    /**
     * The credentials of {@link #WEBHOOK}.
     *
     * @param publicKey the gateway's RSA public key for this environment, PEM or DER; to verify
     * @param privateKey an RSA private key, PEM or DER, to play the gateway in tests; to sign
     * @param passphrase opens the private key, if it is encrypted; where the key has one
     */
    public static Credentials webhookCredentials(@Nullable String publicKey, @Nullable String privateKey,
        @Nullable String passphrase) {
        Credentials credentials = Credentials.none();
        if (publicKey != null) {
            credentials = credentials.with("public_key", publicKey);
        }
        if (privateKey != null) {
            credentials = credentials.with("private_key", privateKey);
        }
        if (passphrase != null) {
            credentials = credentials.with("passphrase", passphrase);
        }
        return credentials;
    }

    /**
     * Gives the URL of an API call, of the gateway's first product and version.
     *
     * @param environment {@code test} or {@code live}
     * @param path below the API's base, percent-encoded, with or without a leading slash
     */
    public static String url(String environment, String path) {
        return Gateway.url(GATEWAY, environment, path, null, null);
    }

    /** Says what error an answer is, by its HTTP status, 0 where that is not known, and its body; null when it is none. */
    public static @Nullable GatewayError readError(int status, byte[] body) {
        return Gateway.readError(GATEWAY, status, body);
    }
}
