package dev.paysig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paysig.gateways.GlobalPayment;
import dev.paysig.okhttp.SigningInterceptor;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NullMarked
class OkHttpTest {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final byte[] BODY = "{\"amount\":\"é\"}".getBytes(StandardCharsets.UTF_8);

    private final AtomicInteger tokens = new AtomicInteger();
    private TestGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new TestGateway();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private static OkHttpClient client(Exchange exchange, Callable<String> token) {
        return new OkHttpClient.Builder().addNetworkInterceptor(new SigningInterceptor(exchange, token)).build();
    }

    private OkHttpClient client(Exchange exchange) {
        return client(exchange, () -> "token" + tokens.incrementAndGet());
    }

    private static Request.Builder post(String url) {
        return new Request.Builder().url(url).post(RequestBody.create(BODY, JSON));
    }

    private static int status(OkHttpClient client, Request.Builder request) throws IOException {
        try (Response response = client.newCall(request.build()).execute()) {
            return response.code();
        }
    }

    @Test
    void signsAndVerifies() throws Exception {
        try (Response response = client(TestGateway.exchange().build()).newCall(post(gateway.url()).build()).execute()) {
            assertEquals(200, response.code());
            assertEquals("{\"length\":15}", response.body().string());
            // Whoever logs the request does not see what signs.
            assertNull(response.request().header("SIGNATURE"));
        }
        assertEquals(List.of("Bearer token1"), gateway.seen.get(0).get("Authorization"));
        assertEquals(List.of("identity"), gateway.seen.get(0).get("Accept-encoding"));
        assertEquals(List.of("application/json"), gateway.seen.get(0).get("Content-type"));
    }

    @Test
    void everyAttemptIsSignedAnew() throws Exception {
        gateway.failuresLeft.set(1);
        assertEquals(200, status(client(TestGateway.exchange().build()), post(gateway.url())));
        assertEquals(2, gateway.seen.size());
        assertEquals(List.of("Bearer token1"), gateway.seen.get(0).get("Authorization"));
        assertEquals(List.of("Bearer token2"), gateway.seen.get(1).get("Authorization"));
    }

    @Test
    void aKeyThatWasMadeStaysTheSame() throws Exception {
        OkHttpClient client =
            new OkHttpClient.Builder().addNetworkInterceptor(new SigningInterceptor(TestGateway.withIdempotencyKeys())).build();
        Message options = Message.withoutBody().newIdempotencyKey();
        gateway.failuresLeft.set(1);
        assertEquals(401, status(client, post(gateway.url()).tag(Message.class, options)));
        assertEquals(401, status(client, post(gateway.url()).tag(Message.class, options)));
        List<String> keys = gateway.idempotencyKeys();
        assertEquals(3, keys.size());
        assertEquals(keys.get(0), keys.get(1));
        assertNotEquals(keys.get(0), keys.get(2));
        assertTrue(keys.get(0).length() >= 4);
    }

    /** Counts how often it is written, and says nothing of its length. */
    private static final class Counted extends RequestBody {
        final AtomicInteger written = new AtomicInteger();

        @Override
        public MediaType contentType() {
            return JSON;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            written.incrementAndGet();
            sink.write(BODY);
        }
    }

    @Test
    void theBodyIsWrittenOnceForAnAttempt() throws Exception {
        Counted body = new Counted();
        assertEquals(200, status(client(TestGateway.exchange().build()), new Request.Builder().url(gateway.url()).post(body)));
        assertEquals(1, body.written.get());
    }

    @Test
    void aBodyThatCanBeReadOnlyOnceIsRefused() {
        Request.Builder request = new Request.Builder().url(gateway.url()).post(new RequestBody() {
            @Override
            public MediaType contentType() {
                return JSON;
            }

            @Override
            public boolean isOneShot() {
                return true;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                sink.write(BODY);
            }
        });
        assertThrows(ProtocolException.class, () -> status(client(TestGateway.exchange().build()), request));
        assertEquals(List.of(), gateway.seen);
    }

    @Test
    void refusesAForgedAnswerAndDoesNotSendAgain() {
        gateway.forges = true;
        ResponseException error =
            assertThrows(ResponseException.class, () -> status(client(TestGateway.exchange().build()), post(gateway.url())));
        assertEquals(ErrorCode.SIGNATURE_MISMATCH, ((PaysigException) error.getCause()).code());
        assertEquals(1, gateway.seen.size());
    }

    @Test
    void anAnswerHasALimit() throws Exception {
        assertEquals(200, status(client(TestGateway.exchange().responseLimit(13).build()), post(gateway.url())));
        ResponseException error = assertThrows(ResponseException.class,
            () -> status(client(TestGateway.exchange().responseLimit(12).build()), post(gateway.url())));
        assertTrue(error.getMessage().contains("more than 12 bytes"), error.getMessage());
    }

    @Test
    void refusesARedirectElsewhere() {
        OkHttpClient client = client(TestGateway.exchange().withoutResponseVerification().build());
        ProtocolException error = assertThrows(ProtocolException.class, () -> status(client, post(gateway.url("/away"))));
        assertTrue(error.getMessage().contains("redirected elsewhere"), error.getMessage());
        assertEquals(List.of(), gateway.seen);
    }

    @Test
    void signsAnewWhereItIsRedirectedToOnTheSameHost() throws Exception {
        assertEquals(200, status(client(TestGateway.exchange().withoutResponseVerification().build()), post(gateway.url("/here"))));
        assertEquals(1, gateway.seen.size());
        // Nobody signed the redirect.
        ResponseException error = assertThrows(ResponseException.class,
            () -> status(client(TestGateway.exchange().build()), post(gateway.url("/here"))));
        assertEquals(307, error.status());
        assertEquals(1, gateway.seen.size());
    }

    @Test
    void aTokenOfTheCallersOwnNeedsHttpsHoweverItIsWritten() {
        for (String word : List.of("Bearer", "bearer", "BEARER")) {
            Headers own = Headers.none().with("authorization", word + " token1");
            try (Exchange exchange = Exchange.builder(GlobalPayment.REQUEST, TestGateway.KEYS).build()) {
                Message insecure = Message.of(new byte[] {'{', '}'}).request("POST", "http://gateway.example/v1");
                PaysigException error = assertThrows(PaysigException.class, () -> exchange.sign(insecure, own));
                assertEquals(ErrorCode.INSECURE_URL, error.code());
                Message secure = Message.of(new byte[] {'{', '}'}).request("POST", "https://gateway.example/v1");
                assertEquals("Bearer token1", exchange.sign(secure, own).get("Authorization"));
            }
        }
    }

    @Test
    void whatCannotBeSignedIsNotSent() {
        Exchange closed = TestGateway.exchange().build();
        closed.close();
        ProtocolException error = assertThrows(ProtocolException.class, () -> status(client(closed), post(gateway.url())));
        assertTrue(error.getMessage().contains("closed"), error.getMessage());
        OkHttpClient tokenless = client(TestGateway.exchange().build(), () -> {
            throw new IllegalAccessException("the vault is shut");
        });
        error = assertThrows(ProtocolException.class, () -> status(tokenless, post(gateway.url())));
        assertTrue(error.getMessage().contains("the vault is shut"), error.getMessage());
        OkHttpClient client = client(TestGateway.exchange().build());
        assertThrows(ProtocolException.class,
            () -> status(client, post(gateway.url()).tag(Message.class, Message.withoutBody().timestamp("1700000000"))));
        OkHttpClient wrong =
            new OkHttpClient.Builder().addInterceptor(new SigningInterceptor(TestGateway.exchange().build())).build();
        assertThrows(IllegalStateException.class, () -> status(wrong, post(gateway.url())));
        assertEquals(List.of(), gateway.seen);
    }
}
