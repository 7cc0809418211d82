package dev.paysig.http;

import dev.paysig.Exchange;
import dev.paysig.Message;
import dev.paysig.PaysigException;
import dev.paysig.ResponseException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests with an {@link HttpClient}, signed exactly as they go out, body included, and verifies the answers of a gateway that
 * signs them. Redirects are not followed: they come back as they are. Bodies of requests are held in memory, and of answers that are
 * verified.
 *
 * <p>Make it once; any number of threads may use it at once.
 */
public final class SigningClient {
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

    /**
     * Makes a client that sends each request once, and no access token.
     *
     * @param client one that does not follow redirects
     */
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
        if (Objects.requireNonNull(client, "client").followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException(
                "the client follows redirects, and would take signed headers elsewhere; make one that does not");
        }
        this.client = client;
        this.exchange = Objects.requireNonNull(exchange, "exchange");
        this.token = token;
        this.retry = Objects.requireNonNull(retry, "retry");
    }

    /** As {@link #send(HttpRequest, Message, HttpResponse.BodyHandler)}, without options. */
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
        given(request, options, handler);
        Sending<T> sending = new Sending<>(exchange, token, request, options, handler, Bodies.await(Bodies.read(request)));
        for (int attempt = 1; ; attempt++) {
            HttpRequest signed = sending.sign();
            Duration wait;
            try {
                HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = client.send(signed, HttpResponse.BodyHandlers.ofPublisher());
                Flow.Publisher<List<ByteBuffer>> body = Bodies.await(sending.verified(response));
                wait = next(attempt, response, body);
                if (wait == null) {
                    return Bodies.await(sending.answer(response, body));
                }
            } catch (IOException e) {
                wait = retry.next(attempt, null, e);
                if (wait == null) {
                    throw e;
                }
            }
            TimeUnit.NANOSECONDS.sleep(TimeUnit.NANOSECONDS.convert(wait));
        }
    }

    /** As {@link #sendAsync(HttpRequest, Message, HttpResponse.BodyHandler)}, without options. */
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        return sendAsync(request, Message.withoutBody(), handler);
    }

    /**
     * Signs and sends without waiting. What goes wrong completes the future: {@link ResponseException} for an answer that is not
     * authentic, {@link PaysigException} for a request that cannot be signed. Cancelling the future ends the attempt that is under way,
     * where the client can do that, and there is no other one.
     *
     * <p>Signing and asking for the token happen on the client's executor, or on the common pool where it was given none.
     *
     * @param options a message of which only the options are taken, such as {@code Message.withoutBody().idempotencyKey(id)}
     */
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, Message options, HttpResponse.BodyHandler<T> handler) {
        given(request, options, handler);
        CompletableFuture<HttpResponse<T>> result = new CompletableFuture<>();
        Bodies.read(request)
            .thenCompose(body -> attempt(new Sending<>(exchange, token, request, options, handler, body), 1, Duration.ZERO, result))
            .whenComplete((response, error) -> {
                if (error == null) {
                    result.complete(response);
                } else {
                    result.completeExceptionally(cause(error));
                }
            });
        return result;
    }

    /** Before anything is sent: what fails later has been paid. */
    private static void given(HttpRequest request, Message options, HttpResponse.BodyHandler<?> handler) {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(handler, "handler");
    }

    /** Asks the policy about a response; the body of one that is not handed on is let go. */
    private @Nullable Duration next(int attempt, HttpResponse<?> response, Flow.Publisher<List<ByteBuffer>> body) {
        boolean handedOn = false;
        try {
            Duration wait = retry.next(attempt, new Info(response), null);
            handedOn = wait == null;
            return wait;
        } finally {
            if (!handedOn) {
                Bodies.cancel(body);
            }
        }
    }

    /** What came of an attempt: an answer, or a wait before the next one. */
    private static final class Outcome<T> {
        final @Nullable HttpResponse<T> answer;
        final Duration wait;

        Outcome(@Nullable HttpResponse<T> answer, Duration wait) {
            this.answer = answer;
            this.wait = wait;
        }
    }

    private <T> CompletableFuture<HttpResponse<T>> attempt(Sending<T> sending, int attempt, Duration wait, CompletableFuture<?> result) {
        Executor now = client.executor().orElseGet(ForkJoinPool::commonPool);
        long nanoseconds = TimeUnit.NANOSECONDS.convert(wait);
        Executor executor = wait.isZero() ? now : CompletableFuture.delayedExecutor(nanoseconds, TimeUnit.NANOSECONDS, now);
        return CompletableFuture.supplyAsync(() -> signed(sending, result), executor)
            .thenCompose(signed -> once(sending, signed, attempt, result))
            .thenCompose(outcome -> outcome.answer != null
                ? CompletableFuture.completedFuture(outcome.answer) : attempt(sending, attempt + 1, outcome.wait, result));
    }

    private static HttpRequest signed(Sending<?> sending, CompletableFuture<?> result) {
        if (result.isDone()) {
            throw new CancellationException();
        }
        try {
            return sending.sign();
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /** An attempt that is signed. A request that cannot be signed is never tried again, so that is not part of it. */
    private <T> CompletableFuture<Outcome<T>> once(Sending<T> sending, HttpRequest signed, int attempt, CompletableFuture<?> result) {
        CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> sent =
            client.sendAsync(signed, HttpResponse.BodyHandlers.ofPublisher());
        result.whenComplete((response, error) -> sent.cancel(true));
        return sent
            .thenCompose(response -> sending.verified(response).thenCompose(body -> {
                Duration wait = next(attempt, response, body);
                return wait != null ? CompletableFuture.completedFuture(new Outcome<T>(null, wait))
                    : sending.answer(response, body).thenApply(answer -> new Outcome<>(answer, Duration.ZERO));
            }))
            .handle((outcome, error) -> {
                Throwable cause = error == null ? null : cause(error);
                Duration wait = cause instanceof IOException ? retry.next(attempt, null, (IOException) cause) : null;
                if (cause != null && wait == null) {
                    throw new CompletionException(cause);
                }
                return wait == null ? outcome : new Outcome<T>(null, wait);
            });
    }

    private static Throwable cause(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }
}
