// Generated from the library's tables by jvm/generate; changes belong there.
package dev.paysig.gateways;

import dev.paysig.Credentials;
import dev.paysig.Gateway;
import dev.paysig.GatewayError;
import org.jspecify.annotations.Nullable;

/**
 * What paysig knows of SolidGate.
 */
public final class Solidgate {
    /** The gateway's id. */
    public static final String GATEWAY = "solidgate";

    /** Where the API is. */
    public static final String CARDS_URL = "https://pay.solidgate.com";

    /** Where the API is. */
    public static final String ALTERNATIVE_URL = "https://gate.solidgate.com";

    /**
     * The scheme solidgate/request: Signature = HMAC-SHA512 of public_key + body + public_key, keyed with secret_key, written as
     * base64 of the lower-case hex digits. Neither the method, the path nor the time is signed: a captured request can be sent
     * again, also to another path. A request without a body signs the public key twice.
     */
    public static final String REQUEST = "solidgate/request";

    /**
     * The scheme solidgate/webhook: Signature = HMAC-SHA512 of public_key + body + public_key, keyed with secret_key, written as
     * base64 of the lower-case hex digits. The headers solidgate-event-id, solidgate-event-created-at and solidgate-event-type
     * are not signed. Deliveries repeat and come in any order: record the replay key of what was processed.
     */
    public static final String WEBHOOK = "solidgate/webhook";

    /**
     * The scheme solidgate-v2/webhook: signature = HMAC-SHA256 of body, keyed with endpoint_secret, written as base64 with
     * padding, on one line. The webhooks of API v2 have another rule than those of v1: choose the scheme by the endpoint. No
     * timestamp is signed: record the replay key of what was processed.
     */
    public static final String V2_WEBHOOK = "solidgate-v2/webhook";

    private Solidgate() {}

    /**
     * The credentials of {@link #REQUEST}.
     *
     * @param publicKey the public API key, api_pk_…
     * @param secretKey the secret API key, api_sk_…
     */
    public static Credentials requestCredentials(String publicKey, String secretKey) {
        Credentials credentials = Credentials.none();
        credentials = credentials.with("public_key", publicKey);
        credentials = credentials.with("secret_key", secretKey);
        return credentials;
    }

    /**
     * The credentials of {@link #WEBHOOK}.
     *
     * @param publicKey the public webhook key, wh_pk_…
     * @param secretKey the secret webhook key, wh_sk_…
     */
    public static Credentials webhookCredentials(String publicKey, String secretKey) {
        Credentials credentials = Credentials.none();
        credentials = credentials.with("public_key", publicKey);
        credentials = credentials.with("secret_key", secretKey);
        return credentials;
    }

    /**
     * The credentials of {@link #V2_WEBHOOK}.
     *
     * @param endpointSecret the secret of this webhook endpoint
     */
    public static Credentials v2WebhookCredentials(String endpointSecret) {
        Credentials credentials = Credentials.none();
        credentials = credentials.with("endpoint_secret", endpointSecret);
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
