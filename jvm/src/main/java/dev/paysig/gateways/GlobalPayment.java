// Generated from the library's tables by jvm/generate; changes belong there.
package dev.paysig.gateways;

import dev.paysig.Credentials;
import dev.paysig.Gateway;
import dev.paysig.GatewayError;
import org.jspecify.annotations.Nullable;

/**
 * What paysig knows of Global Payment.
 */
public final class GlobalPayment {
    /** The gateway's id. */
    public static final String GATEWAY = "global-payment";

    /** Where the API is. */
    public static final String TEST_API_URL = "https://openapi.dev.stablelink.app";

    /** Where the API is. */
    public static final String LIVE_API_URL = "https://openapi.stablelink.app";

    /**
     * The scheme global-payment/request: SIGNATURE = HMAC-SHA512 of METHOD + timestamp + path + query + body, keyed with
     * sign_key, written as base64 with padding, on one line. The parts are joined without separators; the path keeps its leading
     * slash and the query has no question mark. The signature does not say where the path, the query and the body end: a request
     * with the end of its query moved to its body, or the reverse, has the same one. With query = decoded, an escaped &amp; and a
     * plain one are the same too. Whoever verifies requests accepts only paths, parameters and bodies of the form it expects.
     * Calls that fetch an access token are not signed.
     */
    public static final String REQUEST = "global-payment/request";

    /**
     * The scheme global-payment/response: D-SIGNATURE = HMAC-SHA512 of METHOD + timestamp + path + query + body, keyed with
     * sign_key, written as base64 with padding, on one line. Bound to the method, path and query of the request that it answers.
     * A response without a timestamp of its own is bound to its request's: the request echoed with its own body and signature
     * then verifies as its response.
     */
    public static final String RESPONSE = "global-payment/response";

    /**
     * The scheme global-payment/webhook: SIGNATURE = HMAC-SHA512 of timestamp + body, keyed with sign_key, written as base64 with
     * padding, on one line. Give webhooks that waited in a queue the time at which they came.
     */
    public static final String WEBHOOK = "global-payment/webhook";

    private GlobalPayment() {}

    /**
     * The credentials of {@link #REQUEST}.
     *
     * @param signKey the sign_key, which is not the api_secret
     */
    public static Credentials requestCredentials(String signKey) {
        Credentials credentials = Credentials.none();
        credentials = credentials.with("sign_key", signKey);
        return credentials;
    }

    /**
     * The credentials of {@link #RESPONSE}.
     *
     * @param signKey the sign_key, which is not the api_secret
     */
    public static Credentials responseCredentials(String signKey) {
        Credentials credentials = Credentials.none();
        credentials = credentials.with("sign_key", signKey);
        return credentials;
    }

    /**
     * The credentials of {@link #WEBHOOK}.
     *
     * @param signKey the sign_key, which is not the api_secret
     */
    public static Credentials webhookCredentials(String signKey) {
        Credentials credentials = Credentials.none();
        credentials = credentials.with("sign_key", signKey);
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
