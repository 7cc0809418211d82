package dev.paysig;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.paysig.gateways.GlobalPayment;
import dev.paysig.gateways.Solidgate;
import dev.paysig.http.SigningClient;
import dev.paysig.okhttp.SigningInterceptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import kotlin.Pair;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/** Usual arguments and receivers of every function, and what is done with what the functions give. */
final class CensusGood implements AutoCloseable {
    static final String SECRET = "ZqY3vN8tKw5RbH2mXj7LcP9dSfG4aUeT";
    static final String PASSPHRASE = "correct horse battery staple";
    private static final String URL = "https://gateway.example/v1/pay?id=7";
    private static final String TIMESTAMP = "1700000000";
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

    private final TestGateway gateway;
    private final HttpClient http = HttpClient.newHttpClient();
    private final OkHttpClient okHttp = new OkHttpClient();
    final String privateKey = key("rsa2048.pkcs8.pem");
    private final String encryptedKey = key("rsa2048.pkcs8-encrypted.pem");
    private final String publicKey = key("rsa2048.spki.pem");
    /** By scheme, for one function: those of two calls could have two timestamps. */
    private final Map<String, Headers> signed = new HashMap<>();

    CensusGood() throws IOException {
        gateway = new TestGateway();
    }

    /** Before each function, so that no timestamp is old. */
    void begin() {
        signed.clear();
    }

    private static String key(String name) throws IOException {
        return Files.readString(Path.of(System.getProperty("paysig.top"), "tests/vectors/keys", name));
    }

    @Override
    public void close() {
        gateway.close();
        okHttp.dispatcher().executorService().shutdown();
    }

    Credentials keys() {
        return Credentials.of("sign_key", SECRET);
    }

    HttpRequest request(byte[] body) {
        return HttpRequest.newBuilder(URI.create(gateway.url())).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
    }

    Request okHttpRequest(byte[] body) {
        return new Request.Builder().url(gateway.url()).post(RequestBody.create(body)).build();
    }

    private static boolean isOf(Executable function, Class<?> type) {
        return function.getDeclaringClass() == type;
    }

    /** A verifier verifies webhooks, and whatever else does answers and requests. */
    private static String schemeOfHeaders(Executable function) {
        return isOf(function, Webhook.class) ? GlobalPayment.REQUEST
            : isOf(function, Exchange.class) ? GlobalPayment.RESPONSE : GlobalPayment.WEBHOOK;
    }

    static String signatureHeader(Executable function) {
        return isOf(function, Exchange.class) ? "D-SIGNATURE" : "SIGNATURE";
    }

    Message message(Executable function) {
        boolean signs = isOf(function, Signer.class) || isOf(function, Exchange.class) || isOf(function, Message.class);
        return signs ? Message.of(BODY).request("POST", URL) : Message.of(BODY);
    }

    /** The headers that a function is given. */
    Headers signed(Executable function) {
        return signed.computeIfAbsent(schemeOfHeaders(function), scheme -> {
            boolean webhook = scheme.equals(GlobalPayment.WEBHOOK);
            try (Signer signer = new Signer(scheme, keys())) {
                return signer.sign(webhook ? Message.of(BODY) : Message.of(BODY).request("POST", URL));
            }
        });
    }

    Map<String, List<String>> headerMap(Executable function) {
        Map<String, List<String>> map = new LinkedHashMap<>();
        signed(function).forEach((name, value) -> map.put(name, List.of(value)));
        return map;
    }

    /** What can be closed, and of paysig's. */
    static boolean isClosed(Class<?> type) {
        return AutoCloseable.class.isAssignableFrom(type) && type.getName().startsWith("dev.paysig.");
    }

    Object closed(Executable function, Class<?> type) throws Exception {
        Object made = receiver(function, type);
        ((AutoCloseable) made).close();
        return made;
    }

    Object receiver(Executable function, Class<?> type) {
        boolean form = function.getName().equals("form");
        return type == Signer.class ? form ? new Signer(Solidgate.REQUEST, credentials(scheme(Solidgate.REQUEST)))
                : new Signer(GlobalPayment.REQUEST, keys())
            : type == Verifier.class ? new Verifier(isOf(function, Webhook.class) ? GlobalPayment.REQUEST : GlobalPayment.WEBHOOK, keys())
            : type == Webhook.class ? new Webhook(new Verifier(GlobalPayment.REQUEST, keys()))
            : type == Key.class ? Key.readPrivate(privateKey.getBytes(StandardCharsets.US_ASCII), null)
            : type == Exchange.class ? exchange(function)
            : type == Exchange.Builder.class ? Exchange.builder(GlobalPayment.REQUEST, keys())
            : type == Headers.class ? withoutSignature(function)
            : type == Credentials.class ? Credentials.none()
            : type == Keyring.class ? Keyring.of("first", Credentials.of("sign_key", "another"))
            : type == Message.class ? message(function)
            : type == Options.class ? Options.none()
            : type == ExplainOptions.class ? ExplainOptions.none().budget(1 << 16)
            : type == Scheme.class ? scheme(GlobalPayment.REQUEST)
            : type == SigningClient.class ? new SigningClient(http, exchange(function))
            : type == SigningInterceptor.class ? new SigningInterceptor(exchange(function))
            : null;
    }

    private Headers withoutSignature(Executable function) {
        Headers headers = Headers.none();
        for (Map.Entry<String, String> header : signed(function)) {
            if (!header.getKey().equals(signatureHeader(function))) {
                headers = headers.with(header.getKey(), header.getValue());
            }
        }
        return headers;
    }

    /** Clients talk with the gateway on this machine, which has keys of its own. */
    private Exchange exchange(Executable function) {
        return isOf(function, Exchange.class) ? new Exchange(GlobalPayment.REQUEST, keys()) : TestGateway.exchange().build();
    }

    private static Scheme scheme(String id) {
        return Gateway.ofScheme(id).schemes().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    }

    private Credentials credentials(Scheme scheme) {
        Credentials credentials = Credentials.none();
        for (Scheme.Field field : scheme.fields()) {
            credentials = credentials.with(field.name(), credential(field));
        }
        return credentials;
    }

    private String credential(Scheme.Field field) {
        return switch (field.role()) {
            case "signing_key" -> encryptedKey;
            case "verifying_key" -> publicKey;
            case "passphrase" -> PASSPHRASE;
            case "secret" -> SECRET;
            default -> "merchant";
        };
    }

    Object argument(Executable function, Parameter parameter) {
        Class<?> type = parameter.getType();
        String name = parameter.getName();
        boolean kotlin = function.getDeclaringClass().getSimpleName().equals("Extensions");
        if (type == String.class) {
            return text(function, name, kotlin);
        }
        return type == byte[].class ? bytes(function, name)
            : type == ByteBuffer.class ? ByteBuffer.wrap(BODY)
            : type == InputStream.class ? new ByteArrayInputStream(BODY)
            : type == boolean.class ? name.equals("freshness") || name.equals("verifyResponses")
            : type == int.class || type == Integer.class ? name.equals("bits") ? 2048 : name.equals("status") ? 200 : 1 << 20
            : type == long.class || type == Long.class ? 1L << 16
            : type == Duration.class ? Duration.ofMinutes(1)
            : type == Instant.class ? kotlin ? null : Instant.now()
            : type == Map.class ? map(function, name)
            : type == Headers.class ? isOf(function, Exchange.class) ? Headers.none() : signed(function)
            : type == Message.class ? name.equals("options") ? Message.withoutBody() : message(function)
            : type == Credentials.class ? keys()
            : type == Keyring.class ? Keyring.of("live", keys())
            : type == Key.Encoding.class ? Key.Encoding.PEM
            : type == Exception.class ? new IOException("what went wrong")
            : type == Pair.class ? new Pair<>("live", keys())
            : type == Pair[].class ? new Pair<?, ?>[] {
                function.getName().equals("credentials") ? new Pair<>("sign_key", SECRET) : new Pair<>("old", keys())}
            : type == BiConsumer.class ? (BiConsumer<String, String>) (first, second) -> { }
            : type == Callable.class ? (Callable<String>) () -> "token"
            : type == SigningClient.RetryPolicy.class ? (SigningClient.RetryPolicy) (attempt, response, error) -> null
            : type == HttpClient.class ? http
            : type == HttpRequest.class ? request(BODY)
            : type == HttpResponse.BodyHandler.class ? HttpResponse.BodyHandlers.ofString()
            : type == Interceptor.Chain.class ? okHttpRequest(BODY)
            : receiver(function, type);
    }

    private Map<String, ?> map(Executable function, String name) {
        return name.equals("headers") ? headerMap(function) : name.equals("values") ? Map.of("sign_key", SECRET) : Map.of();
    }

    private byte[] bytes(Executable function, String name) {
        boolean reads = function.getParameterCount() == 2;
        String text = switch (name) {
            case "material" -> function.getName().equals("readPublic") ? publicKey : reads ? encryptedKey : privateKey;
            case "passphrase" -> PASSPHRASE;
            case "value" -> SECRET;
            default -> "{}";
        };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String text(Executable function, String name, boolean kotlin) {
        if (function.getName().endsWith("Credentials")) {
            String snake = name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            return scheme(schemeOf(function)).fields().stream().filter(field -> field.name().equals(snake)).findFirst()
                .map(this::credential).orElseThrow();
        }
        String of = function.getDeclaringClass().getSimpleName();
        return switch (name) {
            case "scheme" -> GlobalPayment.REQUEST.replace("request", isOf(function, Verifier.class) ? "webhook" : "request");
            case "id", "gateway" -> "global-payment";
            case "environment" -> "test";
            case "path" -> "v1/pay";
            case "method" -> "POST";
            case "url" -> URL;
            case "target" -> "/v1/pay?id=7";
            case "label" -> "live";
            case "kind" -> "data";
            case "name1" -> "public_key";
            case "name2" -> "secret_key";
            case "value1" -> "merchant";
            case "name" -> switch (of) {
                case "Credentials" -> "sign_key";
                case "Headers" -> "SIGNATURE";
                case "Message" -> "timestamp";
                default -> function.getName().endsWith("Header") ? "X-Own" : "query";
            };
            case "value", "value2" -> switch (of) {
                case "Credentials" -> SECRET;
                case "Headers" -> signed(function).get("SIGNATURE");
                case "Message" -> TIMESTAMP;
                default -> "as-sent";
            };
            case "key" -> "order-17";
            case "timestamp" -> kotlin ? null : function.getName().equals("requestTimestamp") ? TIMESTAMP + "000" : TIMESTAMP;
            case "submerchant" -> kotlin ? null : "payer";
            case "token" -> "token";
            default -> kotlin || name.equals("product") || name.equals("version") ? null : name;
        };
    }

    /** The scheme whose credentials a function of a gateway makes. */
    private static String schemeOf(Executable function) {
        String constant = function.getName().replaceAll("Credentials$", "").replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
        try {
            return (String) function.getDeclaringClass().getField(constant).get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    Object call(Executable function, Object receiver, Object[] arguments) throws Exception {
        if (function instanceof Constructor<?> constructor) {
            return constructor.newInstance(arguments);
        }
        if (arguments[0] instanceof Request request) {
            return sendWith((Interceptor) receiver, request);
        }
        return ((Method) function).invoke(receiver, arguments);
    }

    private Object sendWith(Interceptor interceptor, Request request) throws IOException {
        try (okhttp3.Response response = okHttp.newBuilder().addNetworkInterceptor(interceptor).build().newCall(request).execute()) {
            return response.body().string();
        }
    }

    /** What a function only stores is used as it will be. */
    void use(Executable function, Object[] arguments, Object made) throws Exception {
        if (made instanceof Message message) {
            sign(message, isOf(function, Message.class) && function.getName().equals("of") ? GlobalPayment.WEBHOOK : GlobalPayment.REQUEST);
        } else if (made instanceof Credentials credentials) {
            boolean pair = credentials.names().contains("public_key") || credentials.names().contains("secret_key");
            String scheme = function.getName().endsWith("Credentials") ? schemeOf(function)
                : pair ? Solidgate.REQUEST : GlobalPayment.REQUEST;
            new Signer(scheme, credentials).close();
            new Verifier(scheme, credentials).close();
        } else if (made instanceof Keyring keyring) {
            new Verifier(GlobalPayment.REQUEST, keyring).close();
        } else if (made instanceof Options options) {
            new Verifier(GlobalPayment.REQUEST, keys(), options).close();
        } else if (made instanceof Headers headers && isOf(function, Headers.class)) {
            new Verifier(GlobalPayment.WEBHOOK, keys()).verify(headers, BODY);
        } else if (made instanceof ExplainOptions how) {
            new Verifier(GlobalPayment.WEBHOOK, keys()).explain(signed(function), Message.of("x".getBytes()), how);
        } else if (made instanceof Exchange.Builder builder) {
            builder.build().close();
        } else if (made instanceof Webhook webhook) {
            use(function, arguments, receiveNothing(webhook));
        } else if (made instanceof Webhook.Received received && received.error() != null) {
            throw received.error();
        } else if (made instanceof SigningClient client) {
            send(client, arguments[arguments.length - 1]);
        } else if (made instanceof SigningInterceptor interceptor) {
            sendWith(interceptor, okHttpRequest(BODY));
        } else if (made instanceof CompletableFuture<?> future) {
            future.get(20, TimeUnit.SECONDS);
        } else if (made == null && function.getName().equals("verifyOrNull")) {
            ((Verifier) arguments[0]).verify((Headers) arguments[1], (Message) arguments[2]);
        }
    }

    /** An empty body is within every limit. */
    private Webhook.Received receiveNothing(Webhook webhook) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        try (Signer signer = new Signer(GlobalPayment.REQUEST, keys())) {
            signer.sign("POST", "/v1/pay?id=7", new byte[0]).forEach((name, value) -> headers.put(name, List.of(value)));
        }
        return webhook.receive("POST", "/v1/pay?id=7", headers, InputStream.nullInputStream());
    }

    /** One that is told to wait for centuries does that, once it has asked; any other one has an answer. */
    private void send(SigningClient client, Object retry) throws Exception {
        CompletableFuture<?> answer = client.sendAsync(request(BODY), HttpResponse.BodyHandlers.ofString());
        if (!(retry instanceof CensusBad.Retries retries) || !retries.waitsForCenturies()) {
            answer.get(20, TimeUnit.SECONDS);
            return;
        }
        assertTrue(retries.asked.await(20, TimeUnit.SECONDS), "nobody asks whether to try again");
        assertThrows(TimeoutException.class, () -> answer.get(500, TimeUnit.MILLISECONDS));
        answer.cancel(true);
    }

    /** With the first scheme that has the message's options, or another one where there are none. */
    private void sign(Message message, String otherwise) {
        Scheme scheme = Gateway.all().stream().flatMap(each -> each.schemes().stream())
            .filter(each -> !message.options().isEmpty() && message.options().keySet().stream().allMatch(each::hasOption))
            .findFirst().orElseGet(() -> scheme(otherwise));
        try (Signer signer = new Signer(scheme.id(), credentials(scheme))) {
            signer.sign(message);
        }
    }
}
