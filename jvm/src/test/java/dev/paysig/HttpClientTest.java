package dev.paysig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paysig.http.SigningClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HttpClientTest {
    private static final HttpResponse.BodyHandler<String> TEXT = HttpResponse.BodyHandlers.ofString();

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private TestGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new TestGateway();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    /** Both ways must do the same. */
    enum Way {
        WAITING {
            @Override
            <T> HttpResponse<T> send(SigningClient client, HttpRequest request, Message options, HttpResponse.BodyHandler<T> handler)
                throws Exception {
                return client.send(request, options, handler);
            }
        },
        ASYNC {
            @Override
            <T> HttpResponse<T> send(SigningClient client, HttpRequest request, Message options, HttpResponse.BodyHandler<T> handler)
                throws Exception {
                try {
                    return client.sendAsync(request, options, handler).get(20, TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    throw (Exception) e.getCause();
                }
            }
        };

        abstract <T> HttpResponse<T> send(SigningClient client, HttpRequest request, Message options,
            HttpResponse.BodyHandler<T> handler) throws Exception;

        <T> HttpResponse<T> send(SigningClient client, HttpRequest request, HttpResponse.BodyHandler<T> handler) throws Exception {
            return send(client, request, Message.withoutBody(), handler);
        }
    }

    private HttpRequest post() {
        return post(gateway.url());
    }

    private static HttpRequest post(String url) {
        return HttpRequest.newBuilder(URI.create(url)).POST(HttpRequest.BodyPublishers.ofString("{\"amount\":\"é\"}")).build();
    }

    /** Notes what it is asked, and tries again after a server's error and after any other. */
    private SigningClient.RetryPolicy upTo(int attempts) {
        return (attempt, response, error) -> {
            asked.add(attempt + ":" + (response == null ? error.getClass().getSimpleName() : response.statusCode()));
            boolean failed = response == null || response.statusCode() >= 500;
            return failed && attempt < attempts ? Duration.ofMillis(attempt - 1) : null;
        };
    }

    /** What is found out after sending has been paid for. */
    @ParameterizedTest
    @EnumSource
    void nothingIsSentWhereSomethingIsMissing(Way way) {
        SigningClient client = new SigningClient(http, TestGateway.exchange().build());
        assertThrows(NullPointerException.class, () -> way.send(client, post(), null));
        assertThrows(NullPointerException.class, () -> way.send(client, post(), null, TEXT));
        assertThrows(NullPointerException.class, () -> way.send(client, null, TEXT));
        assertEquals(List.of(), gateway.seen);
    }

    /** The JDK counts nanoseconds in 64 bits. */
    @Test
    void aWaitOfCenturiesIsWaited() throws Exception {
        SigningClient client = new SigningClient(http, TestGateway.exchange().build(), null,
            (attempt, response, error) -> Duration.ofSeconds(Long.MAX_VALUE));
        CompletableFuture<?> answer = client.sendAsync(post(), TEXT);
        assertThrows(TimeoutException.class, () -> answer.get(1, TimeUnit.SECONDS));
        assertEquals(1, gateway.seen.size());
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread waiting = new Thread(() -> thrown.set(assertThrows(Exception.class, () -> client.send(post(), TEXT))));
        waiting.start();
        while (gateway.seen.size() < 2 && waiting.isAlive()) {
            Thread.sleep(10);
        }
        waiting.join(300);
        waiting.interrupt();
        waiting.join();
        assertInstanceOf(InterruptedException.class, thrown.get());
        assertEquals(2, gateway.seen.size());
    }

    @ParameterizedTest
    @EnumSource
    void signsAndVerifies(Way way) throws Exception {
        gateway.failuresLeft.set(2);
        AtomicInteger tokens = new AtomicInteger();
        SigningClient client = new SigningClient(http, TestGateway.exchange().build(), () -> "token" + tokens.incrementAndGet(), upTo(9));
        HttpRequest request = post();
        HttpResponse<String> response = way.send(client, request, TEXT);
        assertEquals(200, response.statusCode());
        assertEquals("{\"length\":15}", response.body());
        assertEquals(List.of("1:503", "2:503", "3:200"), asked);
        assertEquals(3, gateway.seen.size());
        for (int i = 0; i < 3; i++) {
            assertEquals(List.of("Bearer token" + (i + 1)), gateway.seen.get(i).get("Authorization"));
        }
        assertEquals(List.of("application/json"), gateway.seen.get(0).get("Content-type"));
        assertEquals(List.of("identity"), gateway.seen.get(0).get("Accept-encoding"));
        // Whoever logs the request does not see what signs.
        assertTrue(response.request().headers().map().isEmpty());
        assertEquals(request, response.request());
    }

    @ParameterizedTest
    @EnumSource
    void refusesAForgedAnswer(Way way) {
        gateway.forges = true;
        SigningClient client = new SigningClient(http, TestGateway.exchange().build(), null, upTo(3));
        ResponseException error = assertThrows(ResponseException.class, () -> way.send(client, post(), TEXT));
        assertEquals(ErrorCode.SIGNATURE_MISMATCH, ((PaysigException) error.getCause()).code());
        assertEquals(200, error.status());
        // Each attempt is one of the policy's, and is asked about once.
        assertEquals(List.of("1:ResponseException", "2:ResponseException", "3:ResponseException"), asked);
        assertEquals(3, gateway.seen.size());
    }

    @ParameterizedTest
    @EnumSource
    void anErrorAfterAnAnswerIsAskedAboutOnce(Way way) {
        gateway.failuresLeft.set(1);
        SigningClient client = new SigningClient(http, TestGateway.exchange().responseLimit(200).build(), null,
            (attempt, response, error) -> {
                gateway.forges = true;
                return upTo(3).next(attempt, response, error);
            });
        assertThrows(ResponseException.class, () -> way.send(client, post(), TEXT));
        assertEquals(List.of("1:503", "2:ResponseException", "3:ResponseException"), asked);
    }

    @ParameterizedTest
    @EnumSource
    void nobodyThere(Way way) {
        gateway.close();
        SigningClient client = new SigningClient(http, TestGateway.exchange().build(), null, upTo(2));
        assertThrows(ConnectException.class, () -> way.send(client, post(), TEXT));
        assertEquals(List.of("1:ConnectException", "2:ConnectException"), asked);
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeSignedIsNotSent(Way way) {
        Exchange closed = TestGateway.exchange().build();
        closed.close();
        PaysigException error = assertThrows(PaysigException.class,
            () -> way.send(new SigningClient(http, closed, null, upTo(3)), post(), TEXT));
        assertTrue(error.getMessage().contains("closed"), error.getMessage());
        SigningClient tokenless = new SigningClient(http, TestGateway.exchange().build(), () -> {
            throw new IllegalAccessException("the vault is shut");
        }, upTo(3));
        IOException noToken = assertThrows(IOException.class, () -> way.send(tokenless, post(), TEXT));
        assertTrue(noToken.getMessage().contains("the vault is shut"), noToken.getMessage());
        SigningClient client = new SigningClient(http, TestGateway.exchange().build());
        for (Message wrong : List.of(Message.of(new byte[0]), Message.withoutBody().timestamp("1700000000"),
            Message.withoutBody().request("GET", ""), Message.withoutBody().now(java.time.Instant.EPOCH))) {
            InputException refused = assertThrows(InputException.class, () -> way.send(client, post(), wrong, TEXT));
            assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
        }
        assertEquals(List.of(), asked);
        assertEquals(List.of(), gateway.seen);
    }

    @ParameterizedTest
    @EnumSource
    void followsNoRedirect(Way way) throws Exception {
        assertThrows(IllegalArgumentException.class, () -> new SigningClient(
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build(), TestGateway.exchange().build()));
        HttpRequest request = post(gateway.url("/away"));
        SigningClient trusting = new SigningClient(http, TestGateway.exchange().withoutResponseVerification().build());
        assertEquals(307, way.send(trusting, request, HttpResponse.BodyHandlers.discarding()).statusCode());
        // Nobody signed the redirect.
        SigningClient client = new SigningClient(http, TestGateway.exchange().build());
        assertEquals(307, assertThrows(ResponseException.class, () -> way.send(client, request, TEXT)).status());
        assertEquals(List.of(), gateway.seen);
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerHasALimit(Way way) throws Exception {
        SigningClient exact = new SigningClient(http, TestGateway.exchange().responseLimit("{\"length\":15}".length()).build());
        assertEquals(200, way.send(exact, post(), TEXT).statusCode());
        SigningClient less = new SigningClient(http, TestGateway.exchange().responseLimit("{\"length\":15}".length() - 1).build());
        ResponseException error = assertThrows(ResponseException.class, () -> way.send(less, post(), TEXT));
        assertTrue(error.getMessage().contains("more than 12 bytes"), error.getMessage());
        for (int limit : new int[] {0, -1, Integer.MAX_VALUE}) {
            InputException refused = assertThrows(InputException.class, () -> TestGateway.exchange().responseLimit(limit));
            assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
            assertTrue(refused.getMessage().contains("at most " + limit + " bytes; give a limit from 1"), refused.getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource
    void optionsOfTheResponsesScheme(Way way) throws Exception {
        gateway.answersAt = "1700000000000";
        SigningClient fresh = new SigningClient(http, TestGateway.exchange().build());
        ResponseException error = assertThrows(ResponseException.class, () -> way.send(fresh, post(), TEXT));
        assertEquals(ErrorCode.STALE, ((PaysigException) error.getCause()).code());
        SigningClient patient =
            new SigningClient(http, TestGateway.exchange().responseOptions(Options.none().tolerance(Duration.ofDays(36500))).build());
        assertEquals(200, way.send(patient, post(), TEXT).statusCode());
        assertThrows(ConfigurationException.class,
            () -> TestGateway.exchange().responseOptions(Options.none().with("colour", "red")).build());
    }

    @ParameterizedTest
    @EnumSource
    void aKeyThatWasMadeStaysTheSameAndTheBodyIsReadOnce(Way way) throws Exception {
        AtomicInteger read = new AtomicInteger();
        HttpRequest.BodyPublisher counted = new HttpRequest.BodyPublisher() {
            private final HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString("{}");

            @Override
            public long contentLength() {
                return body.contentLength();
            }

            @Override
            public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
                read.incrementAndGet();
                body.subscribe(subscriber);
            }
        };
        gateway.failuresLeft.set(2);
        SigningClient client = new SigningClient(http, TestGateway.withIdempotencyKeys(), null, upTo(9));
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url())).POST(counted).build();
        Message options = Message.withoutBody().newIdempotencyKey();
        assertEquals(401, way.send(client, request, options, HttpResponse.BodyHandlers.discarding()).statusCode());
        assertEquals(3, gateway.seen.size());
        assertEquals(1, gateway.idempotencyKeys().stream().distinct().count());
        assertTrue(gateway.idempotencyKeys().get(0).length() >= 4);
        assertEquals(1, read.get());
        // Another request has another key, and a key of the caller's own is sent.
        way.send(client, request, options, HttpResponse.BodyHandlers.discarding());
        way.send(client, request, Message.withoutBody().idempotencyKey("order-7"), HttpResponse.BodyHandlers.discarding());
        assertEquals(3, gateway.idempotencyKeys().stream().distinct().count());
        assertEquals("order-7", gateway.idempotencyKeys().get(4));
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerCanBeAStream(Way way) throws Exception {
        for (Exchange exchange : List.of(TestGateway.exchange().build(), TestGateway.exchange().withoutResponseVerification().build())) {
            HttpResponse<InputStream> response =
                way.send(new SigningClient(http, exchange), post(), HttpResponse.BodyHandlers.ofInputStream());
            assertEquals("{\"length\":15}", new String(response.body().readAllBytes()));
        }
    }

    /** What is in the URL and not ASCII goes out percent-encoded by the client, as it is signed. */
    @ParameterizedTest
    @EnumSource
    void signsTheUrlThatGoesOut(Way way) throws Exception {
        SigningClient client = new SigningClient(http, TestGateway.exchange().build());
        HttpRequest request = post(gateway.url("/v1/caf\u00e9?who=Zo\u00eb"));
        HttpResponse<String> response = way.send(client, request, TEXT);
        assertEquals(200, response.statusCode());
        assertEquals(request, response.request());
    }

    /** The gateway has answered: what a handler cannot make of it is no reason to send again. */
    @ParameterizedTest
    @EnumSource
    void aHandlersMistakeIsNotSentAgain(Way way) {
        SigningClient client = new SigningClient(http, TestGateway.exchange().build(), null, upTo(3));
        HttpResponse.BodyHandler<String> broken =
            info -> HttpResponse.BodySubscribers.mapping(HttpResponse.BodySubscribers.ofByteArray(), body -> {
                throw new IllegalStateException("no JSON");
            });
        IllegalStateException error = assertThrows(IllegalStateException.class, () -> way.send(client, post(), broken));
        assertEquals("no JSON", error.getMessage());
        assertEquals(List.of("1:200"), asked);
        assertEquals(1, gateway.seen.size());
    }

    /** Nor is a connection kept for an answer that nobody will read: the gateway notices that it was given up while it still writes. */
    @ParameterizedTest
    @EnumSource
    void aHandlerThatThrowsGivesUpTheAnswer(Way way) throws Exception {
        SigningClient client = new SigningClient(http, TestGateway.exchange().withoutResponseVerification().build());
        HttpResponse.BodyHandler<String> broken = info -> {
            throw new IllegalStateException("no handler");
        };
        assertThrows(IllegalStateException.class, () -> way.send(client, post(gateway.url("/endless")), broken));
        assertTrue(gateway.givenUp.await(20, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @EnumSource
    void theTypeOfABodyThatIsNotSignedIsItsMakers(Way way) throws Exception {
        SigningClient client = new SigningClient(http, TestGateway.exchange().build());
        way.send(client, post(), Message.withoutBody().unsignedBody(), TEXT);
        assertEquals(null, gateway.seen.get(0).get("Content-type"));
    }

    @Test
    void aCancelledRequestIsNotTriedAgain() throws Exception {
        gateway.failuresLeft.set(Integer.MAX_VALUE);
        CountDownLatch failed = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        AtomicInteger tokens = new AtomicInteger();
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            SigningClient client = new SigningClient(HttpClient.newBuilder().executor(one).build(), TestGateway.exchange().build(),
                () -> "token" + tokens.incrementAndGet(), (attempt, response, error) -> {
                    failed.countDown();
                    await(cancelled);
                    return Duration.ZERO;
                });
            CompletableFuture<HttpResponse<String>> sent = client.sendAsync(post(), TEXT);
            await(failed);
            sent.cancel(true);
            cancelled.countDown();
            // When the first of these is run, the next attempt stands in the queue; when the second is, it is over.
            one.submit(() -> {}).get(20, TimeUnit.SECONDS);
            one.submit(() -> {}).get(20, TimeUnit.SECONDS);
            assertEquals(1, tokens.get());
            assertEquals(1, gateway.seen.size());
            assertInstanceOf(java.util.concurrent.CancellationException.class, assertThrows(Exception.class, sent::join));
        } finally {
            one.shutdown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
