package dev.paysig;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What HTTP clients share that sign: which headers go out with a request, and whether its answer is authentic.
 *
 * <p>For the helpers of {@code dev.paysig.http} and {@code dev.paysig.okhttp}, and for writing one for another client. Any number of
 * threads may use it at once.
 */
public final class Exchange implements AutoCloseable {
    private final Scheme scheme;
    private final Signer signer;
    private final @Nullable Verifier responses;
    private final @Nullable String timestampHeader;

    public Exchange(String scheme, Credentials credentials) {
        this(scheme, credentials, Options.none(), true);
    }

    /**
     * Makes an exchange.
     *
     * @param scheme the id of a request's scheme, such as {@code solidgate/request}
     * @param options those of the request's scheme
     * @param verifyResponses whether answers are verified, where the gateway signs them
     */
    public Exchange(String scheme, Credentials credentials, Options options, boolean verifyResponses) {
        Gateway gateway = Gateway.ofScheme(scheme);
        this.scheme = gateway.schemes().stream().filter(each -> each.id().equals(scheme)).findFirst().get();
        this.signer = new Signer(scheme, credentials, options);
        Scheme response = gateway.schemes().stream().filter(each -> each.kind().equals("response")).findFirst().orElse(null);
        if (response == null || !verifyResponses || !this.scheme.kind().equals("request")) {
            this.responses = null;
            this.timestampHeader = null;
            return;
        }
        this.responses = new Verifier(response.id(), credentials);
        String renamed = options.get("header.timestamp");
        this.timestampHeader = !response.hasOption("request_timestamp") ? null
            : renamed != null ? renamed : headerOf("timestamp", null);
    }

    private @Nullable String headerOf(String carries, @Nullable String name) {
        return scheme.headers().stream()
            .filter(header -> header.carries().equals(carries) && (name == null || name.equals(header.of())))
            .map(Scheme.Header::name).findFirst().orElse(null);
    }

    /**
     * Gives the headers to set on a request: the signature's, and those that the gateway expects where the request has none.
     *
     * @param message body, method and URL as they go out; its options win over the request's own headers
     * @param own the request's own headers: one for something that the scheme lists as an option, such as an idempotency key or a bearer
     *     token, is taken for that option
     */
    public Headers sign(Message message, Headers own) {
        Message complete = message;
        for (Scheme.Header header : scheme.headers()) {
            String value = own.get(header.name());
            String option = header.of();
            if (header.carries().equals("option") && option != null && value != null && value.startsWith(header.prefix())
                && !message.options().containsKey(option)) {
                complete = complete.option(option, value.substring(header.prefix().length()));
            }
        }
        Headers headers = signer.sign(complete);
        if (message.body() != null && message.body().hasRemaining()) {
            headers = expected(headers, own, "Content-Type", scheme.contentType());
        }
        headers = expected(headers, own, "Accept", scheme.accept());
        // A compressed answer, decompressed on the way, is not what was signed.
        return expected(headers, own, "Accept-Encoding", responses == null ? null : "identity");
    }

    private static Headers expected(Headers headers, Headers own, String name, @Nullable String value) {
        return value == null || own.get(name) != null ? headers : headers.with(name, value);
    }

    /** The idempotency key among signed headers; null where the scheme has none or none was sent. */
    public @Nullable String idempotencyKey(Headers signed) {
        String header = headerOf("option", "idempotency_key");
        return header == null ? null : signed.get(header);
    }

    /** Whether {@link #verify} does anything: then the answer's body must be read first. */
    public boolean verifiesResponses() {
        return responses != null;
    }

    /**
     * Verifies an answer, where the gateway signs answers.
     *
     * @param method that of the request
     * @param url that of the request
     * @param signed what {@link #sign} gave
     * @throws RejectedException for an answer that is not authentic
     */
    public void verify(String method, String url, Headers signed, Map<String, ? extends List<String>> headers, byte[] body) {
        if (responses == null) {
            return;
        }
        Message message = Message.of(body).request(method, url);
        String timestamp = timestampHeader == null ? null : signed.get(timestampHeader);
        responses.verify(Headers.of(headers), timestamp == null ? message : message.requestTimestamp(timestamp));
    }

    /** Wipes the credentials. Later calls fail. */
    @Override
    public void close() {
        signer.close();
        if (responses != null) {
            responses.close();
        }
    }

    @Override
    public String toString() {
        return "Exchange(" + scheme.id() + ")";
    }
}
