package dev.paysig;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.paysig.gateways.GlobalPayment;
import dev.paysig.gateways.SmartGlocal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A gateway on this machine, which checks requests and signs its answers as the real one does. */
final class TestGateway implements AutoCloseable {
    static final Credentials KEYS = GlobalPayment.requestCredentials("c2VjcmV0");
    static final Options LOOPBACK = Options.none().allowHttpLoopback();

    private final Verifier requests = new Verifier(GlobalPayment.REQUEST, KEYS);
    private final Signer answers = new Signer(GlobalPayment.RESPONSE, KEYS);
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    /** The headers of the requests that came to the API, authentic or not. */
    final List<Map<String, List<String>>> seen = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger failuresLeft = new AtomicInteger();
    /** The client left while it was answered. */
    final CountDownLatch givenUp = new CountDownLatch(1);
    /** The answer is changed after it was signed. */
    volatile boolean forges;
    /** The answer's timestamp; the present one where there is none. */
    volatile String answersAt = "";

    TestGateway() throws IOException {
        server.createContext("/v1/", this::answer);
        server.createContext("/away", exchange -> redirect(exchange, "http://localhost:" + server.getAddress().getPort() + "/v1/pay"));
        server.createContext("/here", exchange -> redirect(exchange, "/v1/pay?id=here"));
        server.createContext("/endless", this::writeUntilGivenUp);
        server.start();
    }

    private void writeUntilGivenUp(HttpExchange exchange) {
        byte[] some = new byte[1 << 16];
        try {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write(some);
            }
        } catch (IOException e) {
            givenUp.countDown();
        }
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** What most requests are for. */
    String url() {
        return url("/v1/pay?id=7%20a");
    }

    /** One that takes part in the gateway's own exchange, answers included. */
    static Exchange.Builder exchange() {
        return Exchange.builder(GlobalPayment.REQUEST, KEYS).options(LOOPBACK);
    }

    /** One of a scheme with idempotency keys, whose answers nobody signs. The gateway takes its requests for forged. */
    static Exchange withIdempotencyKeys() {
        try (Key key = Key.generate(2048)) {
            return new Exchange(SmartGlocal.REQUEST, SmartGlocal.requestCredentials("shop",
                new String(key.writePrivate(Key.Encoding.PEM), StandardCharsets.US_ASCII), null, null));
        }
    }

    /** The value of each request's idempotency key. */
    List<String> idempotencyKeys() {
        String name = Gateway.ofScheme(SmartGlocal.REQUEST).schemes().get(0).headers().stream()
            .filter(header -> "idempotency_key".equals(header.of())).findFirst().orElseThrow().name();
        return seen.stream().map(headers -> Headers.of(headers).get(name)).toList();
    }

    private static void redirect(HttpExchange exchange, String where) throws IOException {
        exchange.getResponseHeaders().set("Location", where);
        exchange.sendResponseHeaders(307, -1);
        exchange.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String target = exchange.getRequestURI().toASCIIString();
        int status;
        try {
            requests.verify(Headers.of(exchange.getRequestHeaders()), Message.of(body).request(exchange.getRequestMethod(), target));
            status = 200;
        } catch (RejectedException e) {
            status = 401;
        }
        if (failuresLeft.getAndDecrement() > 0) {
            status = 503;
            exchange.getResponseHeaders().set("Retry-After", "0");
        }
        seen.add(Map.copyOf(exchange.getRequestHeaders()));
        byte[] answer = ("{\"length\":" + body.length + "}").getBytes(StandardCharsets.UTF_8);
        Message message = Message.of(answer).request(exchange.getRequestMethod(), target);
        answers.sign(answersAt.isEmpty() ? message : message.timestamp(answersAt)).forEach(exchange.getResponseHeaders()::set);
        if (forges) {
            answer[answer.length - 2] ^= 1;
        }
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        requests.close();
        answers.close();
    }
}
