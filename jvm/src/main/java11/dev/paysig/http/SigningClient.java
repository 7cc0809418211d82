package dev.paysig.http;

import dev.paysig.Exchange;
import dev.paysig.Headers;
import dev.paysig.Message;
import dev.paysig.PaysigException;
import dev.paysig.ResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests with an {@link HttpClient}, signed exactly as they go out, body included, and verifies the answers of a gateway that
 * signs them. Redirects are not followed: they come back as they are. Bodies are held in memory.
 *
 * <p>Make it once; any number of threads may use it at once.
 */
public final class SigningClient {
    private static final int RESPONSE_LIMIT = 10 << 20;

    private final HttpClient client;
    private final Exchange exchange;
    private final @Nullable Callable<String> token;
    private final RetryPolicy retry;

    /** Decides after each attempt whether there is another one. */
    @FunctionalInterface
    public interface RetryPolicy {
        /**
         * Gives how long to wait before the next attempt, or null for none.
         *
         * @param attempt counted from 1
         * @param response what came back, whose body is not for this; null where nothing authentic came
         * @param error what went wrong, which is a {@link ResponseException} for an answer that is not authentic; null where nothing did
         */
        @Nullable Duration next(int attempt, HttpResponse.@Nullable ResponseInfo response, @Nullable IOException error);
    }

    public SigningClient(HttpClient client, Exchange exchange) {
        this(client, exchange, null, (attempt, response, error) -> null);
    }

    /**
     * Makes a client.
     *
     * @param client one that does not follow redirects
     * @param token asked for the access token before every attempt; null for none
     * @param retry each attempt is signed anew, with a fresh timestamp and the same idempotency key
     */
    public SigningClient(HttpClient client, Exchange exchange, @Nullable Callable<String> token, RetryPolicy retry) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("the client follows redirects, and would take signed headers elsewhere; make one that does not");
        }
        this.client = client;
        this.exchange = exchange;
        this.token = token;
        this.retry = retry;
    }

    /** Signs and sends. */
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) throws IOException, InterruptedException {
        return send(request, Message.withoutBody(), handler);
    }

    /**
     * Signs and sends with options of this one request.
     *
     * @param options a message of which only the options are taken, such as {@code Message.withoutBody().idempotencyKey(id)}
     * @throws ResponseException for an answer that is not authentic
     * @throws PaysigException for a request that cannot be signed
     */
    public <T> HttpResponse<T> send(HttpRequest request, Message options, HttpResponse.BodyHandler<T> handler)
        throws IOException, InterruptedException {
        byte[] body = request.bodyPublisher().isPresent() ? Bytes.of(request.bodyPublisher().get()) : new byte[0];
        String url = request.uri().toASCIIString();
        Message message = Message.of(body).request(request.method(), url);
        for (Map.Entry<String, String> option : options.options().entrySet()) {
            message = message.option(option.getKey(), option.getValue());
        }
        for (int attempt = 1; ; attempt++) {
            Headers signed = exchange.sign(withToken(message), Headers.of(request.headers().map()));
            String key = exchange.idempotencyKey(signed);
            if ("auto".equals(message.options().get("idempotency_key")) && key != null) {
                message = message.idempotencyKey(key);
            }
            HttpResponse<InputStream> response = null;
            Duration wait;
            try {
                response = client.send(signed(request, signed, body), HttpResponse.BodyHandlers.ofInputStream());
                byte[] answer = exchange.verifiesResponses() ? verified(response, request, url, signed) : null;
                wait = retry.next(attempt, new Info(response), null);
                if (wait == null) {
                    return new Answer<>(request, response, Bytes.apply(handler, new Info(response), answer, response.body()));
                }
                response.body().close();
            } catch (IOException e) {
                if (response != null) {
                    response.body().close();
                }
                wait = retry.next(attempt, null, e);
                if (wait == null) {
                    throw e;
                }
            }
            Thread.sleep(wait.toMillis());
        }
    }

    private Message withToken(Message message) throws IOException {
        if (token == null) {
            return message;
        }
        try {
            return message.accessToken(token.call());
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("there is no access token: " + e.getMessage(), e);
        }
    }

    private static HttpRequest signed(HttpRequest request, Headers signed, byte[] body) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri()).expectContinue(request.expectContinue());
        request.timeout().ifPresent(builder::timeout);
        request.version().ifPresent(builder::version);
        request.headers().map().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        builder.method(request.method(), request.bodyPublisher().isPresent()
            ? HttpRequest.BodyPublishers.ofByteArray(body) : HttpRequest.BodyPublishers.noBody());
        signed.forEach(builder::setHeader);
        return builder.build();
    }

    private byte[] verified(HttpResponse<InputStream> response, HttpRequest request, String url, Headers signed) throws IOException {
        byte[] body = response.body().readNBytes(RESPONSE_LIMIT + 1);
        if (body.length > RESPONSE_LIMIT) {
            throw new ResponseException(response.statusCode(), new IOException("it has more than " + RESPONSE_LIMIT + " bytes"));
        }
        try {
            exchange.verify(request.method(), url, signed, response.headers().map(), body);
            return body;
        } catch (PaysigException e) {
            throw new ResponseException(response.statusCode(), e);
        }
    }

    /** Bodies between the client's publishers and subscribers, and arrays. */
    private static final class Bytes {
        static byte[] of(HttpRequest.BodyPublisher publisher) throws IOException, InterruptedException {
            HttpResponse.BodySubscriber<byte[]> collector = HttpResponse.BodySubscribers.ofByteArray();
            publisher.subscribe(new Flow.Subscriber<ByteBuffer>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    collector.onSubscribe(subscription);
                }

                @Override
                public void onNext(ByteBuffer item) {
                    collector.onNext(List.of(item));
                }

                @Override
                public void onError(Throwable error) {
                    collector.onError(error);
                }

                @Override
                public void onComplete() {
                    collector.onComplete();
                }
            });
            return await(collector.getBody().toCompletableFuture());
        }

        /** Gives a handler the body: as an array where it was read already. */
        static <T> T apply(HttpResponse.BodyHandler<T> handler, HttpResponse.ResponseInfo info, byte @Nullable [] read, InputStream rest)
            throws IOException, InterruptedException {
            HttpResponse.BodySubscriber<T> subscriber = handler.apply(info);
            byte[] body = read == null ? rest.readAllBytes() : read;
            HttpRequest.BodyPublishers.ofByteArray(body).subscribe(new Flow.Subscriber<ByteBuffer>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    subscriber.onSubscribe(subscription);
                }

                @Override
                public void onNext(ByteBuffer item) {
                    subscriber.onNext(List.of(item));
                }

                @Override
                public void onError(Throwable error) {
                    subscriber.onError(error);
                }

                @Override
                public void onComplete() {
                    subscriber.onComplete();
                }
            });
            return await(subscriber.getBody().toCompletableFuture());
        }

        private static <T> T await(CompletableFuture<T> future) throws IOException, InterruptedException {
            try {
                return future.get();
            } catch (ExecutionException e) {
                throw new IOException("a body could not be read: " + e.getCause().getMessage(), e.getCause());
            }
        }
    }
}
