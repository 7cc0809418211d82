package dev.paysig.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paysig.Credentials;
import dev.paysig.Headers;
import dev.paysig.Message;
import dev.paysig.RejectedException;
import dev.paysig.Signer;
import dev.paysig.Verifier;
import dev.paysig.gateways.GlobalPayment;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Neither memory that is used again nor copies of this package hold what is secret once a call is over. */
class WipingTest {
    private static final String KEY = "c2VjcmV0LWtleS1vZi10aGUtdGVzdA==";
    private static final String TOKEN = "token-4f1c9d2e";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void memoryThatIsUsedAgain() {
        Credentials keys = GlobalPayment.requestCredentials(KEY);
        try (Signer signer = new Signer(GlobalPayment.REQUEST, keys); Verifier verifier = new Verifier(GlobalPayment.REQUEST, keys)) {
            Message message = Message.of(bytes("{}")).request("POST", "https://localhost/v1/pay");
            Headers headers = signer.sign(message.accessToken(TOKEN));
            assertEquals("Bearer " + TOKEN, headers.get("Authorization"));
            verifier.verify(headers, message);
            assertThrows(RejectedException.class, () -> verifier.verify(headers, message.request("POST", "/v1")));
            verifier.explain(headers, message);
        }
        assertTrue(Scratch.SMALL.all().iterator().hasNext());
        for (Scratch each : Scratch.SMALL.all()) {
            String left = new String(each.bytes(each.message(), Scratch.SMALLEST), StandardCharsets.ISO_8859_1);
            assertFalse(left.contains(TOKEN) || left.contains(KEY));
        }
    }

    @Test
    void copies() throws Failure {
        byte[] copy = bytes(KEY);
        Field[] fields = {Field.of(null, "sign_key", copy)};
        Library.loaded().newSigner(GlobalPayment.REQUEST, fields, new Field[0]).close();
        assertArrayEquals(new byte[KEY.length()], copy);
        byte[] refused = bytes(KEY);
        Field[] unknown = {Field.of("a label that is none", "sign_key", copy), Field.of(null, "sign_key", refused)};
        assertThrows(Failure.class, () -> Library.loaded().newVerifier(GlobalPayment.REQUEST, unknown, new Field[0]));
        assertArrayEquals(new byte[KEY.length()], refused);
    }

    @Test
    void whatTheCallerGaveStays() {
        byte[] given = bytes(KEY);
        Credentials keys = Credentials.none().with("sign_key", given);
        Message message = Message.of(bytes("{}")).request("POST", "https://localhost/").timestamp("1700000000000");
        try (Signer one = new Signer(GlobalPayment.REQUEST, keys); Signer two = new Signer(GlobalPayment.REQUEST, keys)) {
            assertEquals(one.sign(message).get("SIGNATURE"), two.sign(message).get("SIGNATURE"));
        }
        assertArrayEquals(bytes(KEY), given);
    }
}
