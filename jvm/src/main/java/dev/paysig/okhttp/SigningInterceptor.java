package dev.paysig.okhttp;

import dev.paysig.Exchange;
import dev.paysig.Headers;
import dev.paysig.Message;
import dev.paysig.PaysigException;
import dev.paysig.ResponseException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.Callable;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Signs each request exactly as it goes out, body included, and verifies the answers of a gateway that signs them. Add it with
 * {@code addNetworkInterceptor}, last: then it sees every attempt, and nothing changes what it signed.
 *
 * <p>Each attempt is signed anew, with a fresh timestamp and the same idempotency key. A redirect to another scheme, host or port is
 * refused: neither signed headers nor the body go there. Options of one request go as its tag:
 * {@code request.tag(Message.class, Message.withoutBody().idempotencyKey(…))}. Bodies are held in memory.
 */
public final class SigningInterceptor implements Interceptor {
    private final Exchange exchange;
    private final @Nullable Callable<String> token;
    private final Map<Call, String> newKeys = Collections.synchronizedMap(new WeakHashMap<>());

    /** Makes an interceptor that sends no access token, but one that a request has already. */
    public SigningInterceptor(Exchange exchange) {
        this(exchange, null);
    }

    /**
     * Makes an interceptor that sends an access token.
     *
     * @param token asked before every attempt
     */
    public SigningInterceptor(Exchange exchange, @Nullable Callable<String> token) {
        this.exchange = Objects.requireNonNull(exchange, "exchange");
        this.token = token;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        if (Objects.requireNonNull(chain, "chain").connection() == null) {
            throw new IllegalStateException("add the interceptor with addNetworkInterceptor, so that it signs what goes out");
        }
        Request request = chain.request();
        HttpUrl url = request.url();
        HttpUrl first = chain.call().request().url();
        if (!first.scheme().equals(url.scheme()) || !first.host().equals(url.host()) || first.port() != url.port()) {
            throw new ProtocolException("redirected elsewhere, where a signed request does not go: from " + first.host() + " to "
                + url.host());
        }
        byte[] body = bytes(request);
        Headers signed = sign(chain.call(), request, body);
        Request.Builder builder = request.newBuilder();
        signed.forEach(builder::header);
        MediaType type = request.body() == null ? null : request.body().contentType();
        if (request.body() != null) {
            builder.method(request.method(), RequestBody.create(body, type));
        }
        Response response = chain.proceed(builder.build());
        return exchange.verifiesResponses() ? verified(response, request, signed) : response;
    }

    private Headers sign(Call call, Request request, byte[] body) throws IOException {
        try {
            Message options = call.request().tag(Message.class);
            Message message = Exchange.message(request.method(), request.url().toString(), body,
                options == null ? Message.withoutBody() : options);
            boolean makesKey = "auto".equals(message.options().get("idempotency_key"));
            String made = newKeys.get(call);
            if (makesKey && made != null) {
                message = message.idempotencyKey(made);
            }
            if (token != null) {
                message = message.accessToken(token.call());
            }
            Headers signed = exchange.sign(message, own(request, call.request()));
            String key = exchange.idempotencyKey(signed);
            if (makesKey && key != null) {
                newKeys.put(call, key);
            }
            return signed;
        } catch (PaysigException e) {
            // OkHttp reports only an IOException to a Callback, and tries again after every other than this one.
            throw unsent("the request could not be signed: " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw unsent("there is no access token: " + e.getMessage(), e);
        }
    }

    private static ProtocolException unsent(String why, Exception reason) {
        ProtocolException exception = new ProtocolException(why);
        exception.initCause(reason);
        return exception;
    }

    /** The request's headers, without the Accept-Encoding that OkHttp itself added. */
    private static Headers own(Request request, Request first) {
        Headers own = Headers.none();
        for (kotlin.Pair<? extends String, ? extends String> header : request.headers()) {
            if (!header.getFirst().equalsIgnoreCase("Accept-Encoding") || first.header("Accept-Encoding") != null) {
                own = own.with(header.getFirst(), header.getSecond());
            }
        }
        return own;
    }

    private static byte[] bytes(Request request) throws IOException {
        RequestBody body = request.body();
        if (body == null) {
            return new byte[0];
        }
        if (body.isOneShot() || body.isDuplex()) {
            throw new ProtocolException("the body can be read only once, and it is read to be signed; give one that can be read again");
        }
        Buffer buffer = new Buffer();
        body.writeTo(buffer);
        return buffer.readByteArray();
    }

    private Response verified(Response response, Request request, Headers signed) throws IOException {
        BufferedSource source = response.body().source();
        if (source.request(exchange.responseLimit() + 1L)) {
            response.close();
            throw new ResponseException(response.code(), new IOException("it has more than " + exchange.responseLimit() + " bytes"));
        }
        byte[] body = source.getBuffer().snapshot().toByteArray();
        try {
            exchange.verify(request.method(), request.url().toString(), signed, response.headers().toMultimap(), body);
            return response;
        } catch (PaysigException e) {
            response.close();
            throw new ResponseException(response.code(), e);
        }
    }
}
