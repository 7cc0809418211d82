package dev.paysig.http;

import dev.paysig.Exchange;
import dev.paysig.Headers;
import dev.paysig.Message;
import dev.paysig.PaysigException;
import dev.paysig.ResponseException;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** One request on its way: what stays the same from attempt to attempt, and the headers of the one that is under way. */
final class Sending<T> {
    private final Exchange exchange;
    private final @Nullable Callable<String> token;
    private final HttpRequest request;
    private final HttpResponse.BodyHandler<T> handler;
    private final byte[] body;
    private Message message;
    private Headers headers = Headers.none();

    Sending(Exchange exchange, @Nullable Callable<String> token, HttpRequest request, Message options, HttpResponse.BodyHandler<T> handler,
        byte[] body) {
        this.exchange = exchange;
        this.token = token;
        this.request = request;
        this.handler = handler;
        this.body = body;
        this.message = Exchange.message(request.method(), request.uri().toASCIIString(), body, options);
    }

    /** Begins an attempt. An idempotency key that it made is the key of all further ones. */
    HttpRequest sign() throws IOException {
        headers = exchange.sign(withToken(), Headers.of(request.headers().map()));
        String key = exchange.idempotencyKey(headers);
        if ("auto".equals(message.options().get("idempotency_key")) && key != null) {
            message = message.idempotencyKey(key);
        }
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri()).expectContinue(request.expectContinue());
        request.timeout().ifPresent(builder::timeout);
        request.version().ifPresent(builder::version);
        request.headers().map().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        builder.method(request.method(), request.bodyPublisher().isPresent()
            ? HttpRequest.BodyPublishers.ofByteArray(body) : HttpRequest.BodyPublishers.noBody());
        headers.forEach(builder::setHeader);
        return builder.build();
    }

    private Message withToken() throws IOException {
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

    /** The body of an answer, once it is known to be authentic where the gateway signs answers. */
    CompletableFuture<Flow.Publisher<List<ByteBuffer>>> verified(HttpResponse<Flow.Publisher<List<ByteBuffer>>> response) {
        if (!exchange.verifiesResponses()) {
            return CompletableFuture.completedFuture(response.body());
        }
        int status = response.statusCode();
        return Bodies.collect(response.body(), exchange.responseLimit()).thenCompose(answer -> {
            if (answer == null) {
                return CompletableFuture.failedFuture(new ResponseException(status,
                    new IOException("it has more than " + exchange.responseLimit() + " bytes")));
            }
            try {
                exchange.verify(request.method(), request.uri().toASCIIString(), headers, response.headers().map(), answer);
                return CompletableFuture.completedFuture(Bodies.of(answer));
            } catch (PaysigException e) {
                return CompletableFuture.failedFuture(new ResponseException(status, e));
            }
        });
    }

    /** The answer with what the caller's handler makes of the body. */
    CompletableFuture<HttpResponse<T>> answer(HttpResponse<?> response, Flow.Publisher<List<ByteBuffer>> answer) {
        HttpResponse.BodySubscriber<T> subscriber;
        try {
            subscriber = handler.apply(new Info(response));
        } catch (RuntimeException | Error e) {
            Bodies.cancel(answer); // else the connection would wait for a reader for ever
            throw e;
        }
        answer.subscribe(subscriber);
        return subscriber.getBody().toCompletableFuture().thenApply(made -> new Answer<>(request, response, made));
    }
}
