package dev.paysig;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paysig.examples.JavalinWebhook;
import dev.paysig.gateways.Solidgate;
import io.javalin.Javalin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WebhookTest {
    private static final Credentials KEYS = Solidgate.webhookCredentials("wh_pk_c52ea06e", "wh_sk_1f4a9eb0");
    private static final byte[] BODY = "{\"order\":\"é\"}".getBytes();

    private final Signer gateway = new Signer(Solidgate.WEBHOOK, KEYS);
    private final Verifier verifier = new Verifier(Solidgate.WEBHOOK, KEYS);

    @Test
    void overALocalServer() throws Exception {
        List<Verified> processed = Collections.synchronizedList(new ArrayList<>());
        Javalin server = JavalinWebhook.server(verifier, processed::add).start("127.0.0.1", 0);
        try {
            URI uri = URI.create("http://127.0.0.1:" + server.port() + "/hooks?a=1");
            Headers headers = gateway.sign(Message.of(BODY));
            assertEquals(200, send(uri, headers, BODY));
            assertEquals(401, send(uri, headers, "{}".getBytes()));
            assertEquals(401, send(uri, Headers.none(), BODY));
            assertEquals(401, send(uri, headers.with("Signature", headers.get("Signature")), BODY));
            assertEquals(413, send(uri, headers, new byte[100_000]));
            assertEquals(1, processed.size());
            assertArrayEquals(BODY, processed.get(0).body());
            assertArrayEquals(verifier.verify(headers, Message.of(BODY).withReplayKey()).replayKey(), processed.get(0).replayKey());
            verifier.close();
            assertEquals(500, send(uri, headers, BODY));
        } finally {
            server.stop();
        }
    }

    private static int send(URI uri, Headers headers, byte[] body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        HttpResponse<String> response = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertEquals("", response.body());
        return response.statusCode();
    }

    @Test
    void whatCannotBeReadIsRefused() {
        Webhook webhook = new Webhook(verifier, BODY.length);
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        };
        assertEquals(400, webhook.receive("POST", "/", Map.of(), broken).status());
        Map<String, List<String>> headers = new HashMap<>();
        gateway.sign(Message.of(BODY)).forEach((name, value) -> headers.put(name, List.of(value)));
        assertEquals(200, webhook.receive("POST", "/", headers, new ByteArrayInputStream(BODY)).status());
        assertEquals(413, new Webhook(verifier, BODY.length - 1).receive("POST", "/", headers, new ByteArrayInputStream(BODY)).status());
    }

    /** It would refuse every webhook that has a body. */
    @Test
    void noLimitIsNothing() {
        for (int limit : new int[] {0, -1, Integer.MAX_VALUE}) {
            InputException refused = assertThrows(InputException.class, () -> new Webhook(verifier, limit));
            assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
            assertTrue(refused.getMessage().contains("at most " + limit + " bytes; give a limit from 1"), refused.getMessage());
        }
    }

    /** What each gateway is answered with, over its own webhooks. */
    @Test
    void theGatewaysAcknowledgement() throws Exception {
        byte[] pem;
        byte[] publicPem;
        try (Key key = Key.generate(2048)) {
            pem = key.writePrivate(Key.Encoding.PEM);
            publicPem = key.writePublic(Key.Encoding.PEM);
        }
        Map<String, String> answers = new TreeMap<>();
        for (Gateway each : Gateway.all()) {
            for (Scheme scheme : each.schemes()) {
                if (scheme.kind().equals("webhook")) {
                    Credentials keys = Credentials.none();
                    for (Scheme.Field field : scheme.fields()) {
                        keys = switch (field.role()) {
                            case "signing_key" -> keys.with(field.name(), pem);
                            case "verifying_key" -> keys.with(field.name(), publicPem);
                            case "passphrase" -> keys;
                            default -> keys.with(field.name(), field.name().equals("public_key") ? "wh_pk_1" : "wh_sk_1");
                        };
                    }
                    answers.put(scheme.id(), answer(scheme.id(), keys));
                }
            }
        }
        assertEquals(Map.of(
            "aeterna/webhook", "200 null ",
            "global-payment/webhook", "200 application/json {\"retcode\":200,\"retmsg\":\"SUCCESS\"}",
            "smart-glocal/webhook", "200 null ",
            "smart2pay/notification", "204 null ",
            "solidgate-v2/webhook", "200 null ",
            "solidgate/webhook", "200 null "), answers);
    }

    private static String answer(String scheme, Credentials keys) {
        try (Signer sender = new Signer(scheme, keys); Verifier receiver = new Verifier(scheme, keys)) {
            Map<String, List<String>> headers = new HashMap<>();
            sender.sign(Message.of(BODY).request("POST", "https://shop.example/hooks?a=1"))
                .forEach((name, value) -> headers.put(name, List.of(value)));
            Webhook.Received received =
                new Webhook(receiver).receive("POST", "/hooks?a=1", headers, new ByteArrayInputStream(BODY));
            assertNull(received.error(), scheme);
            Verified verified = received.verified();
            assertEquals(verified.covers().contains("body"), verified.replayKey() != null, scheme);
            return received.status() + " " + received.contentType() + " " + received.body();
        }
    }
}
