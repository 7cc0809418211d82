package dev.paysig;

import dev.paysig.http.SigningClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import kotlin.Pair;
import okhttp3.Interceptor;

/** What can be bad in an argument, by its type, in the order of the page. */
final class CensusBad {
    /** What the caller's own code throws: it must come through as it is. */
    static final RuntimeException THROWN = new IllegalStateException("thrown by the caller's own code");
    static final IOException BROKEN = new IOException("the connection broke off");
    private static final String LONG = "A".repeat(1 << 20);

    private final CensusGood good;
    private final Executable function;
    private final List<Cell> cells = new ArrayList<>();

    /**
     * One bad value.
     *
     * @param part what of the argument is bad; empty for all of it
     * @param value null where Java's types do not let it be written
     */
    record Cell(String part, String kind, Callable<?> value) {}

    private CensusBad(CensusGood good, Executable function) {
        this.good = good;
        this.function = function;
    }

    static List<Cell> cells(CensusGood good, Executable function, Parameter parameter) {
        CensusBad bad = new CensusBad(good, function);
        bad.fill(parameter);
        return bad.cells;
    }

    /** The text that is not UTF-8 has half of a surrogate pair. */
    private static final Map<String, String> TEXTS = new LinkedHashMap<>();
    private static final Map<String, byte[]> BYTES = new LinkedHashMap<>();
    private static final Map<String, Duration> DURATIONS = new LinkedHashMap<>();

    static {
        DURATIONS.put("0", Duration.ZERO);
        DURATIONS.put("-1", Duration.ofSeconds(-1));
        DURATIONS.put("the greatest", Duration.ofSeconds(Long.MAX_VALUE));
        DURATIONS.put("the least", Duration.ofSeconds(Long.MIN_VALUE));
        text("empty", "");
        text("white space around", " value\n");
        text("NUL and control characters", "a\0b\r\n\u001b[31m");
        text("not UTF-8", "half \ud83d");
        BYTES.put("not UTF-8", "\u00ff\u00fe half \u00e2\u0082".getBytes(StandardCharsets.ISO_8859_1));
        text("nonsense", "no such thing?");
        text("right-to-left and emoji", "\u202e\ud83d\udcb3é");
        text("1 MiB", LONG);
    }

    private static void text(String kind, String text) {
        TEXTS.put(kind, text);
        BYTES.put(kind, text.getBytes(StandardCharsets.UTF_8));
    }

    private void fill(Parameter parameter) {
        Class<?> type = parameter.getType();
        if (type == boolean.class) {
            return;
        }
        if (!type.isPrimitive()) {
            add("", "nothing", () -> null);
        }
        if (type == String.class) {
            TEXTS.forEach((kind, text) -> add("", kind, () -> text));
        } else if (type == byte[].class) {
            bytes("", bytes -> bytes);
        } else if (type == ByteBuffer.class) {
            bytes("", ByteBuffer::wrap);
        } else if (type == InputStream.class) {
            bytes("", ByteArrayInputStream::new);
            add("", "throws", Broken::new);
        } else if (type == int.class || type == Integer.class) {
            numbers(0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE);
        } else if (type == long.class || type == Long.class) {
            numbers(0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE);
        } else if (type == Duration.class) {
            DURATIONS.forEach((kind, duration) -> add("", kind, () -> duration));
        } else if (type == Instant.class) {
            numbers(Instant.EPOCH, Instant.ofEpochSecond(-1), Instant.MAX, Instant.MIN);
        } else if (type == Map.class) {
            maps(parameter.getParameterizedType().getTypeName().contains("List"));
        } else if (type == Headers.class) {
            headers();
        } else if (CensusGood.isClosed(type)) {
            add("", "closed", () -> good.closed(function, type));
        } else {
            sets(type);
            clients(type);
        }
    }

    private void numbers(Object zero, Object less, Object greatest, Object least) {
        add("", "0", () -> zero);
        add("", "-1", () -> less);
        add("", "the greatest", () -> greatest);
        add("", "the least", () -> least);
    }

    private void maps(boolean ofLists) {
        add("", "empty", Collections::emptyMap);
        add("", "throws", Hostile::new);
        if (!ofLists) {
            String name = function.getDeclaringClass() == Credentials.class ? "sign_key" : "timestamp";
            texts("a name", true, text -> Collections.singletonMap(text, CensusGood.SECRET));
            texts("a value", true, text -> Collections.singletonMap(name, text));
            return;
        }
        String signature = CensusGood.signatureHeader(function);
        texts("a header's name", true, text -> headerMap(text, good.headerMap(function).get(signature)));
        add("a header's values", "nothing", () -> headerMap(signature, null));
        add("a header's values", "empty", () -> headerMap(signature, List.of()));
        texts("a header's value", true, text -> headerMap(signature, Collections.singletonList(text)));
    }

    /** The good headers, but for the signature's, in the place of which there is this one. */
    private Map<String, List<String>> headerMap(String name, List<String> values) {
        Map<String, List<String>> headers = new LinkedHashMap<>(good.headerMap(function));
        headers.remove(CensusGood.signatureHeader(function));
        headers.put(name, values);
        return headers;
    }

    private void headers() {
        add("", "empty", Headers::none);
        texts("a header's name", false, text -> Headers.none().with(text, "1"));
        // An exchange reads the caller's own token.
        boolean own = function.getDeclaringClass() == Exchange.class && function.getName().equals("sign");
        String name = own ? "Authorization" : CensusGood.signatureHeader(function);
        texts("a header's value", false, text -> {
            Headers headers = Headers.none();
            for (Map.Entry<String, String> header : good.signed(function)) {
                headers = header.getKey().equals(name) ? headers : headers.with(header.getKey(), header.getValue());
            }
            return headers.with(name, own ? "Bearer " + text : text);
        });
    }

    private void sets(Class<?> type) {
        if (type == Credentials.class) {
            add("", "empty", Credentials::none);
            texts("a credential", false, text -> Credentials.of("sign_key", text));
        } else if (type == Keyring.class) {
            texts("a label", false, text -> Keyring.of(text, good.keys()));
            texts("a credential", false, text -> Keyring.of("live", Credentials.of("sign_key", text)));
            add("a set", "empty", () -> Keyring.of("live", Credentials.none()));
        } else if (type == Options.class) {
            add("", "empty", Options::none);
            texts("an option", false, text -> Options.none().with("query", text));
        } else if (type == Message.class) {
            // A client refuses any timestamp that it is given.
            boolean ofClient = function.getDeclaringClass() == SigningClient.class || function.getName().equals("message");
            texts("an option", false, text -> ofClient ? Message.withoutBody().accessToken(text)
                : good.message(function).option("timestamp", text));
        } else if (type == ExplainOptions.class) {
            add("", "empty", ExplainOptions::none);
        } else if (type == Pair.class) {
            texts("the label", true, text -> new Pair<>(text, good.keys()));
            add("the credentials", "nothing", () -> new Pair<>("live", null));
            add("the credentials", "empty", () -> new Pair<>("live", Credentials.none()));
        } else if (type == Pair[].class) {
            add("", "empty", () -> new Pair<?, ?>[0]);
            if (function.getName().equals("credentials")) {
                texts("a name", true, text -> pairs(text, CensusGood.SECRET));
                texts("a value", true, text -> pairs("sign_key", text));
            } else {
                texts("a label", true, text -> pairs(text, good.keys()));
                add("the credentials", "nothing", () -> pairs("live", null));
                add("the credentials", "empty", () -> pairs("live", Credentials.none()));
            }
        }
    }

    private static Pair<?, ?>[] pairs(Object first, Object second) {
        return new Pair<?, ?>[] {new Pair<>(first, second)};
    }

    private void clients(Class<?> type) {
        if (type == Callable.class) {
            texts("what it gives", true, text -> (Callable<String>) () -> text);
            add("what it gives", "throws", () -> (Callable<String>) () -> {
                throw THROWN;
            });
        } else if (type == SigningClient.RetryPolicy.class) {
            DURATIONS.forEach((kind, wait) -> add("the wait", kind, () -> new Retries(wait)));
        } else if (type == HttpRequest.class) {
            add("the body", "nothing", null);
            bytes("the body", good::request);
        } else if (type == Interceptor.Chain.class) {
            add("the body", "nothing", null);
            bytes("the body", good::okHttpRequest);
        }
    }

    private void texts(String part, boolean nullable, Function<String, ?> make) {
        add(part, "nothing", nullable ? () -> make.apply(null) : null);
        TEXTS.forEach((kind, text) -> add(part, kind, () -> make.apply(text)));
    }

    private void bytes(String part, Function<byte[], ?> make) {
        BYTES.forEach((kind, bytes) -> add(part, kind, () -> make.apply(bytes.clone())));
    }

    private void add(String part, String kind, Callable<?> value) {
        cells.add(new Cell(part, kind, value));
    }

    /** Tries again once, after a wait. */
    static final class Retries implements SigningClient.RetryPolicy {
        final CountDownLatch asked = new CountDownLatch(1);
        private final Duration wait;

        Retries(Duration wait) {
            this.wait = wait;
        }

        boolean waitsForCenturies() {
            return wait.compareTo(Duration.ofDays(36500)) > 0;
        }

        @Override
        public Duration next(int attempt, HttpResponse.ResponseInfo response, IOException error) {
            asked.countDown();
            return attempt == 1 ? wait : null;
        }
    }

    private static final class Hostile extends AbstractMap<String, Object> {
        @Override
        public Set<Entry<String, Object>> entrySet() {
            throw THROWN;
        }
    }

    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw BROKEN;
        }
    }
}
