package dev.paysig.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Bodies between the client's publishers and subscribers, and arrays. */
final class Bodies {
    private Bodies() {}

    /** The bytes that a request's publisher gives, asked once. */
    static CompletableFuture<byte[]> read(HttpRequest request) {
        if (request.bodyPublisher().isEmpty()) {
            return CompletableFuture.completedFuture(new byte[0]);
        }
        HttpResponse.BodySubscriber<byte[]> collector = HttpResponse.BodySubscribers.ofByteArray();
        request.bodyPublisher().get().subscribe(new Flow.Subscriber<>() {
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
        return collector.getBody().toCompletableFuture();
    }

    /** A body that was read before. */
    static Flow.Publisher<List<ByteBuffer>> of(byte[] body) {
        return subscriber -> HttpRequest.BodyPublishers.ofByteArray(body).subscribe(new Flow.Subscriber<>() {
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
    }

    /** Gives up a body that nobody reads, and its connection. */
    static void cancel(Flow.Publisher<List<ByteBuffer>> body) {
        body.subscribe(new Collector(-1));
    }

    /** The bytes of a body; null for one that is longer than the limit, the rest of which is given up. */
    static CompletableFuture<byte @Nullable []> collect(Flow.Publisher<List<ByteBuffer>> body, int limit) {
        Collector collector = new Collector(limit);
        body.subscribe(collector);
        return collector.body;
    }

    /** Waits. What is thrown that is no IOException is a mistake of the caller's own code, and is thrown as it is. */
    static <T> T await(CompletableFuture<T> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() instanceof CompletionException && e.getCause().getCause() != null
                ? e.getCause().getCause() : e.getCause();
            if (cause instanceof IOException) {
                throw (IOException) cause;
            }
            if (cause instanceof RuntimeException) {
                throw (RuntimeException) cause;
            }
            if (cause instanceof Error) {
                throw (Error) cause;
            }
            throw new IOException("a body could not be read: " + cause.getMessage(), cause);
        }
    }

    private static final class Collector implements Flow.Subscriber<List<ByteBuffer>> {
        final CompletableFuture<byte @Nullable []> body = new CompletableFuture<>();
        private final int limit;
        private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
        private Flow.@Nullable Subscription subscription;

        Collector(int limit) {
            this.limit = limit;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            if (limit < 0) {
                subscription.cancel();
            } else {
                subscription.request(Long.MAX_VALUE);
            }
        }

        @Override
        public void onNext(List<ByteBuffer> items) {
            for (ByteBuffer item : items) {
                if (body.isDone()) {
                    return;
                }
                if (item.remaining() > limit - collected.size()) {
                    Objects.requireNonNull(subscription).cancel();
                    body.complete(null);
                    return;
                }
                byte[] bytes = new byte[item.remaining()];
                item.get(bytes);
                collected.write(bytes, 0, bytes.length);
            }
        }

        @Override
        public void onError(Throwable error) {
            body.completeExceptionally(error);
        }

        @Override
        public void onComplete() {
            body.complete(collected.toByteArray());
        }
    }
}
