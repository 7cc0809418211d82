package dev.paysig;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.List;
import java.util.Map;
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
        Map<String, List<String>> headers = new java.util.HashMap<>();
        gateway.sign(Message.of(BODY)).forEach((name, value) -> headers.put(name, List.of(value)));
        assertEquals(200, webhook.receive("POST", "/", headers, new ByteArrayInputStream(BODY)).status());
        assertEquals(413, new Webhook(verifier, BODY.length - 1).receive("POST", "/", headers, new ByteArrayInputStream(BODY)).status());
    }

    /** The gateway's own acknowledgement is what it is answered with. */
    @Test
    void theGatewaysAcknowledgement() {
        for (Gateway each : Gateway.all()) {
            Gateway.Acknowledgement wanted = each.acknowledgement();
            if (each.id().equals("global-payment") && wanted != null) {
                assertEquals("{\"retcode\":200,\"retmsg\":\"SUCCESS\"}", wanted.body());
                assertEquals("application/json", wanted.contentType());
            }
        }
    }
}
