// Generated from the library's tables by jvm/generate; changes belong there.
package dev.paysig.gateways;

import dev.paysig.Credentials;
import dev.paysig.Gateway;
import dev.paysig.GatewayError;
import org.jspecify.annotations.Nullable;

/**
 * What paysig knows of Sumsub.
 */
public final class Sumsub {
    /** The gateway's id. */
    public static final String GATEWAY = "sumsub";

    /** Where the API is. */
    public static final String API_URL = "https://api.sumsub.com";

    /**
     * The scheme sumsub/request: X-App-Access-Sig = HMAC-SHA256 of timestamp + METHOD + path?query + body, keyed with secret_key,
     * written as lower-case hex. The target is signed as it is on the wire: path, question mark and query. The signature does not
     * say where the target ends and the body begins: whoever verifies requests accepts only targets and bodies of the form it
     * expects.
     */
    public static final String REQUEST = "sumsub/request";

    private Sumsub() {}

    /**
     * The credentials of {@link #REQUEST}.
     *
     * @param appToken the app token
     * @param secretKey the app token's secret key
     */
    public static Credentials requestCredentials(String appToken, String secretKey) {
        Credentials credentials = Credentials.none();
        credentials = credentials.with("app_token", appToken);
        credentials = credentials.with("secret_key", secretKey);
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
