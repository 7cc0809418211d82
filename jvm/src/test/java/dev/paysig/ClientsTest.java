package dev.paysig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.paysig.gateways.GlobalPayment;
import dev.paysig.gateways.SmartGlocal;
import dev.paysig.http.SigningClient;
import dev.paysig.okhttp.SigningInterceptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A test gateway on this machine checks requests and signs its answers, as the real one does. */
class ClientsTest {
    private static final Credentials KEYS = GlobalPayment.requestCredentials("c2VjcmV0");
    private static final Options LOOPBACK = Options.none().allowHttpLoopback();

    private final Verifier requests = new Verifier(GlobalPayment.REQUEST, KEYS);
    private final Signer answers = new Signer(GlobalPayment.RESPONSE, KEYS);
    private final List<Map<String, List<String>>> seen = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger failuresLeft = new AtomicInteger();
    private volatile boolean forged;
    private HttpServer server;
    private String url;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/pay?id=7%20a";
        server.createContext("/v1/", this::answer);
        server.createContext("/away", exchange -> {
            exchange.getResponseHeaders().set("Location", "http://localhost:" + server.getAddress().getPort() + "/v1/pay");
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String target = exchange.getRequestURI().toASCIIString();
        int status = 200;
        seen.add(Map.copyOf(exchange.getRequestHeaders()));
        try {
            requests.verify(Headers.of(exchange.getRequestHeaders()), Message.of(body).request(exchange.getRequestMethod(), target));
            status = failuresLeft.getAndDecrement() > 0 ? 503 : 200;
        } catch (RejectedException e) {
            status = 401;
        }
        byte[] answer = ("{\"length\":" + body.length + "}").getBytes();
        answers.sign(Message.of(answer).request(exchange.getRequestMethod(), target))
            .forEach(exchange.getResponseHeaders()::set);
        if (forged) {
            answer[answer.length - 2] ^= 1;
        }
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private Exchange exchange() {
        return new Exchange(GlobalPayment.REQUEST, KEYS, LOOPBACK, true);
    }

    private HttpRequest.Builder post(String url) {
        return HttpRequest.newBuilder(URI.create(url)).POST(HttpRequest.BodyPublishers.ofString("{\"amount\":\"é\"}"));
    }

    @Test
    void httpClientSignsAndVerifies() throws Exception {
        failuresLeft.set(2);
        List<String> waits = new ArrayList<>();
        SigningClient client = new SigningClient(HttpClient.newHttpClient(), exchange(), () -> "token" + waits.size(),
            (attempt, response, error) -> {
                waits.add(attempt + ":" + (response == null ? error : response.statusCode()));
                return response != null && response.statusCode() >= 500 ? Duration.ofMillis(5) : null;
            });
        HttpRequest request = post(url).build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode());
        assertEquals("{\"length\":15}", response.body());
        assertEquals(List.of("1:503", "2:503", "3:200"), waits);
        assertEquals(3, seen.size());
        assertEquals(List.of("Bearer token2"), seen.get(2).get("Authorization"));
        assertEquals(List.of("application/json"), seen.get(0).get("Content-type"));
        assertEquals(List.of("identity"), seen.get(0).get("Accept-encoding"));
        // Whoever logs the request does not see what signs.
        assertTrue(response.request().headers().map().isEmpty());
        assertEquals(request, response.request());
    }

    @Test
    void httpClientRefusesAForgedAnswer() {
        forged = true;
        SigningClient client = new SigningClient(HttpClient.newHttpClient(), exchange());
        ResponseException error = assertThrows(ResponseException.class,
            () -> client.send(post(url).build(), HttpResponse.BodyHandlers.ofString()));
        assertEquals(ErrorCode.SIGNATURE_MISMATCH, ((PaysigException) error.getCause()).code());
        assertEquals(200, error.status());
    }

    @Test
    void httpClientFollowsNoRedirect() throws Exception {
        assertThrows(IllegalArgumentException.class, () -> new SigningClient(
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build(), exchange()));
        SigningClient client = new SigningClient(HttpClient.newHttpClient(),
            new Exchange(GlobalPayment.REQUEST, KEYS, LOOPBACK, false));
        HttpResponse<Void> response =
            client.send(post(url.replaceFirst("/v1.*", "/away")).build(), HttpResponse.BodyHandlers.discarding());
        assertEquals(307, response.statusCode());
        assertEquals(0, seen.size());
    }

    @Test
    void aKeyThatWasMadeStaysTheSame() throws Exception {
        Key key = Key.generate(2048);
        Exchange exchange = new Exchange(SmartGlocal.REQUEST, Credentials.of("private_key",
            new String(key.writePrivate(Key.Encoding.PEM, null))).with("project", "p"), Options.none(), true);
        AtomicInteger attempts = new AtomicInteger();
        SigningClient client = new SigningClient(HttpClient.newHttpClient(), exchange, null,
            (attempt, response, error) -> attempts.incrementAndGet() < 3 ? Duration.ZERO : null);
        assertEquals(401, client.send(post(url).build(), Message.withoutBody().newIdempotencyKey(),
            HttpResponse.BodyHandlers.discarding()).statusCode());
        assertEquals(3, seen.size());
        String header = Gateway.of("smart-glocal").schemes().get(0).headers().stream()
            .filter(each -> "idempotency_key".equals(each.of())).findFirst().orElseThrow().name();
        List<String> keys = seen.stream().map(headers -> Headers.of(headers).get(header)).distinct().toList();
        assertEquals(1, keys.size());
        assertTrue(keys.get(0).length() >= 4, keys.toString());
    }

    private OkHttpClient okHttp(Exchange exchange) {
        return new OkHttpClient.Builder().addNetworkInterceptor(new SigningInterceptor(exchange, () -> "token")).build();
    }

    private Request okPost(String url) {
        return new Request.Builder().url(url).post(RequestBody.create("{\"amount\":\"é\"}".getBytes(), MediaType.parse("application/json")))
            .build();
    }

    @Test
    void okHttpSignsAndVerifies() throws Exception {
        try (Response response = okHttp(exchange()).newCall(okPost(url)).execute()) {
            assertEquals(200, response.code());
            assertEquals("{\"length\":15}", response.body().string());
            assertNull(response.request().header("SIGNATURE"));
        }
        assertEquals(List.of("Bearer token"), seen.get(0).get("Authorization"));
        assertEquals(List.of("identity"), seen.get(0).get("Accept-encoding"));
    }

    @Test
    void okHttpRefusesAForgedAnswerAndDoesNotSendAgain() {
        forged = true;
        IOException error = assertThrows(IOException.class, () -> okHttp(exchange()).newCall(okPost(url)).execute());
        assertInstanceOf(ResponseException.class, error);
        assertEquals(1, seen.size());
    }

    @Test
    void okHttpRefusesARedirectElsewhere() {
        OkHttpClient client = okHttp(new Exchange(GlobalPayment.REQUEST, KEYS, LOOPBACK, false));
        ProtocolException error =
            assertThrows(ProtocolException.class, () -> client.newCall(okPost(url.replaceFirst("/v1.*", "/away"))).execute());
        assertTrue(error.getMessage().contains("redirected elsewhere"), error.getMessage());
        assertEquals(0, seen.size());
    }

    @Test
    void okHttpSaysWhatCannotBeSigned() {
        Exchange exchange = exchange();
        exchange.close();
        ProtocolException error = assertThrows(ProtocolException.class, () -> okHttp(exchange).newCall(okPost(url)).execute());
        assertTrue(error.getMessage().contains("closed"), error.getMessage());
        OkHttpClient wrong = new OkHttpClient.Builder().addInterceptor(new SigningInterceptor(exchange())).build();
        assertThrows(IllegalStateException.class, () -> wrong.newCall(okPost(url)).execute());
        assertFalse(seen.size() > 0);
    }
}
