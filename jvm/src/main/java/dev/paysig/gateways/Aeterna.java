// Generated from the library's tables by jvm/generate; changes belong there.
package dev.paysig.gateways;

import dev.paysig.Credentials;
import dev.paysig.Gateway;
import dev.paysig.GatewayError;
import org.jspecify.annotations.Nullable;

/**
 * What paysig knows of Aeterna.
 */
public final class Aeterna {
    /** The gateway's id. */
    public static final String GATEWAY = "aeterna";

    /**
     * The scheme aeterna/request: X-App-Access-Sig = HMAC-SHA256 of timestamp + email, keyed with secret_token, written as
     * lower-case hex. Only the time and the e-mail address are signed: within the tolerance one captured set of headers serves
     * any call, so use https and never log the headers. The same key signs webhooks: a request's signature verifies as a webhook
     * whose body is the timestamp and the e-mail address.
     */
    public static final String REQUEST = "aeterna/request";

    /**
     * The scheme aeterna/webhook: X-Signature = HMAC-SHA256 of body, keyed with secret_token, written as hex of either case. No
     * timestamp is signed: record the replay key of what was processed. The vendor's page also speaks of JSON without spaces or
     * line breaks; the raw bytes are verified unless compact_body says otherwise.
     */
    public static final String WEBHOOK = "aeterna/webhook";

    private Aeterna() {}

    /**
     * The credentials of {@link #REQUEST}.
     *
     * @param publicToken the PublicToken of the merchant's account
     * @param email the account's e-mail address, exactly as registered
     * @param secretToken the SecretToken of the merchant's account
     */
    public static Credentials requestCredentials(String publicToken, String email, String secretToken) {
        Credentials credentials = Credentials.none();
        credentials = credentials.with("public_token", publicToken);
        credentials = credentials.with("email", email);
        credentials = credentials.with("secret_token", secretToken);
        return credentials;
    }

    /**
     * The credentials of {@link #WEBHOOK}.
     *
     * @param secretToken the SecretToken of the merchant's account
     */
    public static Credentials webhookCredentials(String secretToken) {
        Credentials credentials = Credentials.none();
        credentials = credentials.with("secret_token", secretToken);
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
