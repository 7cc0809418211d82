package dev.paysig.benchmarks;

import static dev.paysig.benchmarks.Documented.hmac;

import dev.paysig.Credentials;
import dev.paysig.gateways.Aeterna;
import dev.paysig.gateways.GlobalPayment;
import dev.paysig.gateways.Smart2pay;
import dev.paysig.gateways.SmartGlocal;
import dev.paysig.gateways.Solidgate;
import dev.paysig.gateways.Sumsub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** All schemes, each with its rule as documented and by hand. */
final class Subjects {
    static final String PUBLIC = "pk_7b197f0ee2c94a7c8a4d0ba108f84211";
    static final String SECRET = "0d6b3f1c52a94e0f9c7d81e2b3a4c511";
    private static final String TOKEN = "app-7b197f0e";
    private static final String EMAIL = "shop@example.com";
    private static final String METHOD = "POST";
    private static final String PATH = "/v1/orders";
    private static final String QUERY = "currency=EUR&limit=10";
    private static final String URL = "https://api.example.com" + PATH + "?" + QUERY;

    private Subjects() {}

    static List<Subject> all(Path keys) throws IOException {
        String privatePem = Files.readString(keys.resolve("rsa2048.pkcs8.pem"));
        String publicPem = Files.readString(keys.resolve("rsa2048.spki.pem"));
        Credentials pair = Credentials.of("private_key", privatePem, "public_key", publicPem);
        return Arrays.asList(
            solidgate(Solidgate.REQUEST),
            solidgate(Solidgate.WEBHOOK),
            new Subject(Solidgate.V2_WEBHOOK, Solidgate.v2WebhookCredentials(SECRET), "signature",
                (Documented) (timestamp, body) -> Documented.base64(hmac("HmacSHA256", SECRET, Documented.text(body))),
                new Kept.Keyed("HmacSHA256", SECRET, Kept::base64, (mac, timestamp, body) -> mac.update(body))),
            new Subject(Aeterna.REQUEST, Aeterna.requestCredentials(TOKEN, EMAIL, SECRET), "X-App-Access-Sig",
                (Documented) (timestamp, body) -> Documented.aeterna(timestamp, EMAIL, SECRET),
                new Kept.Keyed("HmacSHA256", SECRET, Kept::hex, (mac, timestamp, body) -> mac.update(Kept.ascii(timestamp + EMAIL))))
                .sender("X-App-Token", TOKEN).timestamp("X-App-Access-Ts", TimeUnit.SECONDS).request(METHOD, URL).withoutBody(),
            new Subject(Aeterna.WEBHOOK, Aeterna.webhookCredentials(SECRET), "X-Signature",
                (Documented) (timestamp, body) -> Documented.hex(hmac("HmacSHA256", SECRET, Documented.text(body))),
                new Kept.Keyed("HmacSHA256", SECRET, Kept::hex, (mac, timestamp, body) -> mac.update(body))),
            globalPayment(GlobalPayment.REQUEST, ""),
            globalPayment(GlobalPayment.RESPONSE, "D-"),
            new Subject(GlobalPayment.WEBHOOK, GlobalPayment.webhookCredentials(SECRET), "SIGNATURE",
                (Documented) (timestamp, body) -> Documented.base64(hmac("HmacSHA512", SECRET, timestamp + Documented.text(body))),
                new Kept.Keyed("HmacSHA512", SECRET, Kept::base64, (mac, timestamp, body) -> {
                    mac.update(Kept.ascii(timestamp));
                    mac.update(body);
                }))
                .timestamp("TIMESTAMP", TimeUnit.MILLISECONDS),
            new Subject(Sumsub.REQUEST, Sumsub.requestCredentials(TOKEN, SECRET), "X-App-Access-Sig",
                (Documented) (timestamp, body) -> Documented.hex(hmac("HmacSHA256", SECRET,
                    timestamp + METHOD + PATH + "?" + QUERY + Documented.text(body))),
                new Kept.Keyed("HmacSHA256", SECRET, Kept::hex, (mac, timestamp, body) -> {
                    mac.update(Kept.ascii(timestamp + METHOD + PATH + "?" + QUERY));
                    mac.update(body);
                }))
                .sender("X-App-Token", TOKEN).timestamp("X-App-Access-Ts", TimeUnit.SECONDS).request(METHOD, URL),
            new Subject(SmartGlocal.REQUEST, pair.with("project", "shop"), "X-PARTNER-SIGN",
                new Documented.Rsa(privatePem, publicPem), new Kept.Rsa(privatePem, publicPem)).sender("X-PARTNER-PROJECT", "shop"),
            new Subject(SmartGlocal.WEBHOOK, pair, "X-PARTNER-SIGN",
                new Documented.Rsa(privatePem, publicPem), new Kept.Rsa(privatePem, publicPem)),
            smart2pay(Smart2pay.REQUEST, Smart2pay.requestCredentials("1010", SECRET)),
            smart2pay(Smart2pay.NOTIFICATION, Smart2pay.notificationCredentials("1010", SECRET)));
    }

    private static Subject solidgate(String scheme) {
        return new Subject(scheme, Solidgate.requestCredentials(PUBLIC, SECRET), "Signature",
            (Documented) (timestamp, body) -> {
                String text = PUBLIC + Documented.text(body) + PUBLIC;
                return Documented.base64(Documented.hex(hmac("HmacSHA512", SECRET, text)).getBytes());
            },
            new Kept.Keyed("HmacSHA512", SECRET, Kept::base64OfHex, (mac, timestamp, body) -> {
                mac.update(Kept.ascii(PUBLIC));
                mac.update(body);
                mac.update(Kept.ascii(PUBLIC));
            }))
            .sender("Merchant", PUBLIC);
    }

    private static Subject globalPayment(String scheme, String prefix) {
        return new Subject(scheme, GlobalPayment.requestCredentials(SECRET), prefix + "SIGNATURE",
            (Documented) (timestamp, body) -> Documented.base64(hmac("HmacSHA512", SECRET,
                METHOD + timestamp + PATH + QUERY + Documented.text(body))),
            new Kept.Keyed("HmacSHA512", SECRET, Kept::base64, (mac, timestamp, body) -> {
                mac.update(Kept.ascii(METHOD + timestamp + PATH + QUERY));
                mac.update(body);
            }))
            .timestamp(prefix + "TIMESTAMP", TimeUnit.MILLISECONDS).request(METHOD, URL);
    }

    private static Subject smart2pay(String scheme, Credentials credentials) {
        String text = "Basic " + Documented.base64(("1010:" + SECRET).getBytes());
        return new Subject(scheme, credentials, "Authorization",
            (Documented) (timestamp, body) -> "Basic " + Documented.base64(("1010" + ":" + SECRET).getBytes()), new Kept.Constant(text))
            .request(METHOD, URL).withoutBody();
    }
}
