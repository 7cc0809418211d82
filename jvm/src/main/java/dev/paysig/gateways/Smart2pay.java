// Generated from the library's tables by jvm/generate; changes belong there.
package dev.paysig.gateways;

import dev.paysig.Credentials;
import dev.paysig.Gateway;
import dev.paysig.GatewayError;
import org.jspecify.annotations.Nullable;

/**
 * What paysig knows of Smart2Pay.
 */
public final class Smart2pay {
    /** The gateway's id. */
    public static final String GATEWAY = "smart2pay";

    /** Where the API is. */
    public static final String TEST_API_URL = "https://paytest.smart2pay.com";

    /** Where the API is. */
    public static final String LIVE_API_URL = "https://globalpay.smart2pay.com";

    /** Where the API is. */
    public static final String TEST_CARDS_URL = "https://securetest.smart2pay.com";

    /** Where the API is. */
    public static final String LIVE_CARDS_URL = "https://secure.smart2pay.com";

    /**
     * The scheme smart2pay/request: Authorization = `Basic ` and the base64 of site_id + `:` + api_key (RFC 7617); nothing is
     * signed. Nothing is signed: the header itself is the secret, so it goes over https only and is never logged. To rotate the
     * key, make a new one, verify with both under two labels, send with the new one, then drop the old one; if it may be known to
     * others, regenerate it at once.
     */
    public static final String REQUEST = "smart2pay/request";

    /**
     * The scheme smart2pay/notification: Authorization = `Basic ` and the base64 of site_id + `:` + api_key (RFC 7617); nothing
     * is signed. The body is not signed: a verified notification says only that its sender knows the API key. Fetch the payment
     * from the gateway before acting on it.
     */
    public static final String NOTIFICATION = "smart2pay/notification";

    private Smart2pay() {}

    /**
     * The credentials of {@link #REQUEST}.
     *
     * @param siteId the SiteID, from the merchant's dashboard
     * @param apiKey the site's API key, from the merchant's dashboard
     */
    public static Credentials requestCredentials(String siteId, String apiKey) {
        Credentials credentials = Credentials.none();
        credentials = credentials.with("site_id", siteId);
        credentials = credentials.with("api_key", apiKey);
        return credentials;
    }

    /**
     * The credentials of {@link #NOTIFICATION}.
     *
     * @param siteId the SiteID, from the merchant's dashboard
     * @param apiKey the site's API key, from the merchant's dashboard
     */
    public static Credentials notificationCredentials(String siteId, String apiKey) {
        Credentials credentials = Credentials.none();
        credentials = credentials.with("site_id", siteId);
        credentials = credentials.with("api_key", apiKey);
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
