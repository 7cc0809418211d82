package dev.paysig;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What HTTP clients share that sign: which headers go out with a request, and whether its answer is authentic.
 *
 * <p>For the helpers of {@code dev.paysig.http} and {@code dev.paysig.okhttp}, and for writing one for another client. Any number of
 * threads may use it at once.
 */
public final class Exchange implements AutoCloseable {
    private static final int RESPONSE_LIMIT = 10 << 20;

    private final Scheme scheme;
    private final Signer signer;
    private final @Nullable Verifier responses;
    private final @Nullable String timestampHeader;
    private final int responseLimit;

    /**
     * Makes an exchange that verifies the answers of a gateway that signs them.
     *
     * @param scheme the id of a request's scheme, such as {@code solidgate/request}
     * @throws ConfigurationException for wrong credentials
     */
    public Exchange(String scheme, Credentials credentials) {
        this(builder(scheme, credentials));
    }

    private Exchange(Builder builder) {
        Gateway gateway = Gateway.ofScheme(builder.scheme);
        this.scheme = gateway.schemes().stream().filter(each -> each.id().equals(builder.scheme)).findFirst().get();
        this.signer = new Signer(builder.scheme, builder.credentials, builder.options);
        this.responseLimit = builder.responseLimit;
        Scheme response = !scheme.kind().equals("request") || !builder.verifyResponses ? null
            : gateway.schemes().stream().filter(each -> each.kind().equals("response")).findFirst().orElse(null);
        this.responses = response == null ? null : new Verifier(response.id(), builder.credentials, builder.responseOptions);
        String renamed = builder.options.get("header.timestamp");
        this.timestampHeader = response == null || !response.hasOption("request_timestamp") ? null
            : renamed != null ? renamed : headerOf("timestamp", null);
    }

    /**
     * Begins an exchange with more than credentials.
     *
     * @param scheme the id of a request's scheme, such as {@code solidgate/request}
     */
    public static Builder builder(String scheme, Credentials credentials) {
        return new Builder(scheme, credentials);
    }

    /** What an exchange is made of. For one thread, and for one exchange. */
    public static final class Builder {
        private final String scheme;
        private final Credentials credentials;
        private Options options = Options.none();
        private Options responseOptions = Options.none();
        private boolean verifyResponses = true;
        private int responseLimit = RESPONSE_LIMIT;

        private Builder(String scheme, Credentials credentials) {
            this.scheme = Objects.requireNonNull(scheme, "scheme");
            this.credentials = Objects.requireNonNull(credentials, "credentials");
        }

        /** Sets the options of the request's scheme. */
        public Builder options(Options options) {
            this.options = Objects.requireNonNull(options, "options");
            return this;
        }

        /** Sets the options of the response's scheme, where the gateway signs its answers; else they are left unread. */
        public Builder responseOptions(Options options) {
            this.responseOptions = Objects.requireNonNull(options, "options");
            return this;
        }

        /** Hands on answers as they come, also where the gateway signs them. */
        public Builder withoutResponseVerification() {
            this.verifyResponses = false;
            return this;
        }

        /**
         * Sets how long an answer that is verified may be; 10 MiB unless set.
         *
         * @param bytes of the body, at least 1
         * @throws InputException for less than 1, or more than an array holds
         */
        public Builder responseLimit(int bytes) {
            if (bytes < 1 || bytes > Integer.MAX_VALUE - 16) {
                throw PaysigException.of(ErrorCode.INVALID_ARGUMENT,
                    "an answer cannot have at most " + bytes + " bytes; give a limit from 1 to " + (Integer.MAX_VALUE - 16));
            }
            this.responseLimit = bytes;
            return this;
        }

        /**
         * Makes the exchange.
         *
         * @throws ConfigurationException for wrong credentials or options
         */
        public Exchange build() {
            return new Exchange(this);
        }
    }

    /**
     * Gives the message of a request that a client is about to send.
     *
     * @param options a message of which only the options are taken: what a caller gives to a client beside a request
     * @throws InputException where the options say what only the client knows: method, URL, body or time
     */
    public static Message message(String method, String url, byte[] body, Message options) {
        Message message = Message.of(body).request(method, url);
        if (Objects.requireNonNull(options, "options").tellsMoreThanOptions() || options.options().containsKey("timestamp")) {
            throw PaysigException.of(ErrorCode.INVALID_ARGUMENT,
                "method, URL and body are those of the request, and the time that of each attempt; give options only");
        }
        for (Map.Entry<String, String> option : options.options().entrySet()) {
            message = message.option(option.getKey(), option.getValue());
        }
        return message;
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
        Message complete = Objects.requireNonNull(message, "message");
        Objects.requireNonNull(own, "own");
        for (Scheme.Header header : scheme.headers()) {
            String value = own.get(header.name());
            String option = header.of();
            String prefix = header.prefix();
            // The word before a token is read in any case (RFC 9110 §11.1).
            if (header.carries().equals("option") && option != null && value != null
                && value.regionMatches(true, 0, prefix, 0, prefix.length()) && !message.options().containsKey(option)) {
                complete = complete.option(option, value.substring(prefix.length()));
            }
        }
        Headers headers = signer.sign(complete);
        // A body that is not signed is multipart, whose type only its maker can name.
        boolean unsigned = "unsigned".equals(message.options().get("body"));
        if (message.body() != null && message.body().hasRemaining() && !unsigned) {
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
        Objects.requireNonNull(signed, "signed");
        String header = headerOf("option", "idempotency_key");
        return header == null ? null : signed.get(header);
    }

    /** Whether {@link #verify} does anything: only then the answer's body must be read first. */
    public boolean verifiesResponses() {
        return responses != null;
    }

    /** How many bytes of an answer are read to be verified; a longer one is not to be trusted. */
    public int responseLimit() {
        return responseLimit;
    }

    /**
     * Verifies an answer, where the gateway signs answers.
     *
     * @param method that of the request
     * @param url that of the request
     * @param signed what {@link #sign} gave
     * @param body read to its end; null will do where {@link #verifiesResponses} says no
     * @throws RejectedException for an answer that is not authentic
     */
    public void verify(String method, String url, Headers signed, Map<String, ? extends List<String>> headers, byte @Nullable [] body) {
        Objects.requireNonNull(signed, "signed");
        Objects.requireNonNull(headers, "headers");
        if (responses == null) {
            return;
        }
        Headers came = Headers.of(headers);
        Message message = Message.of(Objects.requireNonNull(body, "body")).request(method, url);
        String timestamp = timestampHeader == null ? null : signed.get(timestampHeader);
        responses.verify(came, timestamp == null ? message : message.requestTimestamp(timestamp));
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
