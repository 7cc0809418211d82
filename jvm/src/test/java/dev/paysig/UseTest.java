package dev.paysig;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.paysig.gateways.Smart2pay;
import dev.paysig.generate.Generator;
import dev.paysig.internal.Json;
import dev.paysig.internal.Library;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class UseTest {
    private static final Credentials KEYS = Credentials.of("public_key", "wh_pk_c52ea06e", "secret_key", "wh_sk_1f4a9eb0");
    private static final byte[] BODY = "{\"order\":1}".getBytes(StandardCharsets.UTF_8);
    private static final String SCHEME = "solidgate/webhook";

    private static PaysigException fails(ErrorCode code, Callable<?> call) {
        PaysigException error = assertThrows(PaysigException.class, call::call);
        assertEquals(code, error.code(), error.getMessage());
        return error;
    }

    @Test
    void theProviderIsTheExpectedOne() throws Exception {
        assertEquals(System.getProperty("paysig.expected"), Library.loaded().provider());
        assertEquals("0.1.0", Library.loaded().version());
    }

    @Test
    void errorCodesAreTheTable() throws Exception {
        List<ErrorCode> known = new ArrayList<>(List.of(ErrorCode.values()));
        assertEquals(ErrorCode.OTHER, known.remove(known.size() - 1));
        List<ErrorCode> table = new ArrayList<>();
        for (JsonElement each : Json.object(Library.loaded().describe("errors")).getAsJsonArray("errors")) {
            JsonObject row = each.getAsJsonObject();
            ErrorCode code = ErrorCode.of(row.get("number").getAsInt());
            table.add(code);
            assertEquals(row.get("code").getAsString(), code.text());
            assertEquals(code.text(), Library.loaded().statusName(code.number()));
            assertEquals(Library.loaded().statusMessage(code.number()), code.advice());
            PaysigException error = PaysigException.of(code, "this case");
            Class<?> kind = Map.of("configuration", ConfigurationException.class, "input", InputException.class, "rejected",
                RejectedException.class, "internal", InternalException.class).get(row.get("kind").getAsString());
            assertInstanceOf(kind, error);
            assertEquals(code, error.code());
        }
        assertEquals(known, table);
        assertTrue(known.size() > 40);
        // A rejection that is newer than this package is still one.
        PaysigException newer = PaysigException.of(new dev.paysig.internal.Failure(399, "new"));
        assertInstanceOf(RejectedException.class, newer);
        assertEquals(ErrorCode.OTHER, newer.code());
        assertEquals(399, newer.number());
    }

    @Test
    void generatedFilesAreCurrent() throws Exception {
        for (Map.Entry<String, String> file : Generator.files().entrySet()) {
            String committed = Files.readString(Path.of(System.getProperty("paysig.top"), "jvm", file.getKey()));
            assertEquals(file.getValue(), committed, "run jvm/generate, which writes " + file.getKey());
        }
        try (var files = Files.list(Path.of(System.getProperty("paysig.top"), "jvm/src/main/java/dev/paysig/gateways"))) {
            assertEquals(Gateway.all().size() + 1, files.count());
        }
    }

    @Test
    void wrongUse() {
        fails(ErrorCode.UNKNOWN_SCHEME, () -> new Signer("solidgate/webhooks", KEYS));
        fails(ErrorCode.MISSING_CREDENTIAL, () -> new Signer(SCHEME, Credentials.none()));
        fails(ErrorCode.EMPTY_CREDENTIAL, () -> new Signer(SCHEME, KEYS.with("secret_key", "")));
        fails(ErrorCode.WRONG_HALF_OF_PAIR, () -> new Signer(SCHEME, KEYS.with("secret_key", "wh_pk_c52ea06e")));
        fails(ErrorCode.UNKNOWN_OPTION, () -> new Verifier(SCHEME, KEYS, Options.none().tolerance(Duration.ofSeconds(1))));
        fails(ErrorCode.INVALID_OPTION, () -> new Verifier("aeterna/request", Credentials.none(), Options.none()
            .tolerance(Duration.ofSeconds(Long.MAX_VALUE))));
        fails(ErrorCode.INVALID_TEXT, () -> new Signer(SCHEME, KEYS.with("secret_key", "wh_sk_\ud800")));
        fails(ErrorCode.DUPLICATE_CREDENTIAL, () -> new Verifier(SCHEME, Keyring.of("a", KEYS).with("a", KEYS)));
        fails(ErrorCode.MISSING_CREDENTIAL, () -> new Verifier(SCHEME, Keyring.of("a", Credentials.none())));
        fails(ErrorCode.INVALID_LABEL, () -> new Verifier(SCHEME, Keyring.of("é", KEYS)));
        // What could be no label is not repeated.
        for (Keyring keyring : List.of(Keyring.of("\0\u001b", Credentials.none()), Keyring.of("\0\u001b", KEYS).with("\0\u001b", KEYS))) {
            String message = assertThrows(ConfigurationException.class, () -> new Verifier(SCHEME, keyring)).getMessage();
            assertTrue(message.chars().noneMatch(Character::isISOControl), message);
        }
        fails(ErrorCode.UNKNOWN_GATEWAY, () -> Gateway.of("none"));
        fails(ErrorCode.INVALID_ARGUMENT, () -> Key.generate(1000));
        fails(ErrorCode.MALFORMED_KEY, () -> Key.readPrivate("-----BEGIN PRIVATE KEY-----\nAAAA".getBytes(), null));
        NullPointerException unset = assertThrows(NullPointerException.class, () -> KEYS.with("secret_key", System.getenv("PAYSIG_UNSET")));
        assertTrue(unset.getMessage().startsWith("secret_key is null; look whether the environment variable"), unset.getMessage());
        assertThrows(NullPointerException.class, () -> new Signer(SCHEME, null));
        try (Signer signer = new Signer(SCHEME, KEYS); Verifier verifier = new Verifier(SCHEME, KEYS)) {
            Headers headers = signer.sign(Message.of(BODY));
            fails(ErrorCode.MISSING_BODY, () -> verifier.verify(headers, (byte[]) null));
            fails(ErrorCode.SIGNATURE_MISMATCH, () -> verifier.verify(headers, new byte[0]));
            fails(ErrorCode.DUPLICATE_HEADER, () -> verifier.verify(headers.with("signature", "x"), BODY));
            fails(ErrorCode.INVALID_HEADERS, () -> verifier.verify(headers.with("x", "a\0b"), BODY));
            fails(ErrorCode.UNKNOWN_OPTION, () -> signer.sign(Message.of(BODY).newIdempotencyKey()));
            fails(ErrorCode.INVALID_ARGUMENT, () -> signer.form("data", BODY));
            Map<String, List<String>> withStatusLine = new HashMap<>();
            headers.forEach((name, value) -> withStatusLine.put(name, List.of(value)));
            withStatusLine.put(null, List.of("HTTP/1.1 200 OK"));
            assertEquals("default", verifier.verify(withStatusLine, BODY).label());
            // Nothing of a credential or a body is printed.
            String printed = KEYS + " " + signer + verifier + headers + Message.of(BODY) + verifier.verify(headers, BODY)
                + Keyring.of("live", KEYS) + signer.stringToSign(Message.of(BODY));
            assertFalse(printed.contains("1f4a9eb0") || printed.contains("order"), printed);
        }
    }

    @Test
    void whatIsClosedIsRefused() {
        Signer signer = new Signer(SCHEME, KEYS);
        signer.close();
        signer.close();
        assertTrue(fails(ErrorCode.INVALID_ARGUMENT, () -> signer.sign(Message.of(BODY))).getMessage().contains("closed"));
        Verifier verifier = new Verifier(SCHEME, KEYS);
        verifier.close();
        fails(ErrorCode.INVALID_ARGUMENT, () -> verifier.verify(Headers.none(), BODY));
    }

    /** An adapter for another client has then sent the request, and need not have read what came back. */
    @Test
    void anAnswerThatNobodyVerifiesNeedsNoBody() {
        Headers none = Headers.none();
        try (Exchange trusting = new Exchange("solidgate/request", Credentials.of("public_key", "api_pk_1", "secret_key", "api_sk_2"))) {
            assertFalse(trusting.verifiesResponses());
            trusting.verify("POST", "https://gateway.example/", none, Map.of(), null);
            assertThrows(NullPointerException.class, () -> trusting.verify("POST", "https://gateway.example/", null, Map.of(), null));
            assertThrows(NullPointerException.class, () -> trusting.verify("POST", "https://gateway.example/", none, null, null));
        }
        try (Exchange verifying = new Exchange("global-payment/request", Credentials.of("sign_key", "c2VjcmV0"))) {
            assertTrue(verifying.verifiesResponses());
            assertThrows(NullPointerException.class,
                () -> verifying.verify("POST", "https://gateway.example/", none, Map.of(), null));
        }
    }

    @Test
    void everyKindOfBufferIsTheSame() {
        byte[] large = new byte[3 << 20];
        large[large.length - 1] = 7;
        ByteBuffer direct = ByteBuffer.allocateDirect(large.length).put(large).flip();
        ByteBuffer middle = ByteBuffer.allocate(large.length + 9).position(4).put(large).flip().position(4).asReadOnlyBuffer();
        try (Signer signer = new Signer(SCHEME, KEYS); Verifier verifier = new Verifier(SCHEME, KEYS)) {
            Headers headers = signer.sign(Message.of(large));
            assertEquals(headers.get("signature"), signer.sign(Message.of(direct)).get("Signature"));
            assertEquals(headers.get("signature"), signer.sign(Message.of(middle)).get("Signature"));
            ByteBuffer within = ByteBuffer.allocateDirect(large.length + 9).position(4).put(large).flip().position(4);
            assertEquals(headers.get("signature"), signer.sign(Message.of(within)).get("Signature"));
            assertEquals(signer.sign(Message.of(new byte[0])).get("signature"),
                signer.sign(Message.of(ByteBuffer.allocateDirect(0))).get("signature"));
            assertEquals(4, middle.position());
            assertArrayEquals(large, verifier.verify(headers, Message.of(middle)).body());
            assertNotNull(verifier.verify(headers, Message.of(middle).withReplayKey()).replayKey());
        }
    }

    /** Null would be recorded as any key is, and no copy would ever be found. */
    @Test
    void aReplayKeyIsForWhoAsksForIt() {
        try (Signer signer = new Signer(SCHEME, KEYS); Verifier verifier = new Verifier(SCHEME, KEYS)) {
            Headers headers = signer.sign(Message.of(BODY));
            Message asks = Message.of(BODY).withReplayKey();
            Verified verified = verifier.verify(headers, asks);
            byte[] key = verified.replayKey();
            assertEquals(32, key.length);
            assertArrayEquals(key, verifier.verify(headers, asks.request("POST", "/").now(Instant.now())).replayKey());
            key[0]++;
            assertFalse(Arrays.equals(key, verified.replayKey()));
            hasNoReplayKey(verifier.verify(headers, BODY));
            hasNoReplayKey(verifier.verify(headers, Message.of(BODY).now(Instant.now())));
        }
        Credentials notification = Smart2pay.notificationCredentials("30201", "hJ5Q0vT1");
        try (Signer signer = new Signer(Smart2pay.NOTIFICATION, notification);
            Verifier verifier = new Verifier(Smart2pay.NOTIFICATION, notification)) {
            Headers headers = signer.sign(Message.of(BODY).request("POST", "https://shop.example/hooks"));
            assertNull(verifier.verify(headers, Message.of(BODY).withReplayKey()).replayKey());
            hasNoReplayKey(verifier.verify(headers, BODY));
        }
    }

    /** What was looked up and not found is not taken for what was left out. */
    @Test
    void nullLeavesNoKeyOpenAndNoRequestToBePaidTwice() {
        byte[] passphrase = "pass phrase".getBytes(StandardCharsets.UTF_8);
        try (Key key = Key.generate(2048)) {
            assertEquals("pkcs8", Key.inspect(key.writePrivate(Key.Encoding.DER), null).form());
            assertEquals("encrypted_pkcs8", Key.inspect(key.writePrivate(Key.Encoding.PEM, passphrase), passphrase).form());
            String message = assertThrows(NullPointerException.class, () -> key.writePrivate(Key.Encoding.PEM, null)).getMessage();
            assertTrue(message.startsWith("the passphrase is null"), message);
        }
        String message = assertThrows(NullPointerException.class, () -> Message.of(BODY).idempotencyKey(null)).getMessage();
        assertTrue(message.startsWith("the idempotency key is null"), message);
    }

    private static void hasNoReplayKey(Verified verified) {
        String message = assertThrows(IllegalStateException.class, verified::replayKey).getMessage();
        assertTrue(message.contains("Message.withReplayKey()"), message);
        assertTrue(verified.toString().startsWith("Verified(" + verified.scheme()));
    }

    @Test
    void manyThreadsShareAndOneCloses() throws Exception {
        Signer signer = new Signer(SCHEME, KEYS);
        Verifier verifier = new Verifier(SCHEME, KEYS);
        AtomicBoolean closing = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(32);
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            byte[] body = ("{\"order\":" + i + "}").getBytes(StandardCharsets.UTF_8);
            all.add(threads.submit(() -> {
                for (int done = 0; ; done++) {
                    try {
                        verifier.verify(signer.sign(Message.of(body)), body);
                    } catch (InputException e) {
                        assertTrue(closing.get());
                        return done;
                    }
                }
            }));
        }
        Thread.sleep(500);
        closing.set(true);
        signer.close();
        verifier.close();
        int done = 0;
        for (Future<Integer> each : all) {
            done += each.get();
        }
        threads.shutdown();
        assertTrue(done > 32, "only " + done + " calls");
    }

    /** The owner may be collected while its only call runs: what is used must stay. */
    @Test
    void collectionDuringCalls() throws Exception {
        Thread collector = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                System.gc();
            }
        });
        collector.start();
        try {
            for (int i = 0; i < 3000; i++) {
                Headers headers = new Signer(SCHEME, KEYS).sign(Message.of(BODY));
                assertEquals("default", new Verifier(SCHEME, KEYS).verify(headers, BODY).label());
            }
        } finally {
            collector.interrupt();
            collector.join();
        }
    }

    @Test
    void theLicencesAreInTheJar() {
        for (String name : List.of("LICENSE-APACHE", "LICENSE-MIT")) {
            assertNotNull(Signer.class.getResource("/META-INF/" + name), name);
        }
    }

    @Test
    void whatASchemeExpects() {
        Scheme webhook = Gateway.of("solidgate").schemes().stream().filter(each -> each.kind().equals("webhook")).findFirst().orElseThrow();
        assertEquals("POST", webhook.method());
        Scheme request = Gateway.of("global-payment").schemes().get(0);
        assertEquals(null, request.method());
        assertEquals("application/json", request.contentType());
    }

    @Test
    void whatASchemeIs() {
        Gateway gateway = Gateway.of("global-payment");
        assertEquals("/{path}", gateway.endpoint());
        Scheme response = scheme(gateway, "global-payment/response");
        assertEquals("milliseconds", response.freshness().unit());
        assertEquals(Duration.ofMinutes(2), response.freshness().tolerance());
        assertEquals("expected 1.2", response.https() + " " + response.tls());
        assertEquals(null, response.sender());
        Scheme.Proof proof = response.proof();
        assertEquals(List.of("mac", "sha512", "sign_key", "base64"), List.of(proof.kind(), proof.hash(), proof.key(), proof.text()));
        assertEquals(List.of("method", "timestamp", "path", "query", "body"), response.parts());
        assertEquals("else_from_request [TIMESTAMP]", response.headers().get(0).need() + " " + response.headers().get(0).also());

        Scheme request = scheme(Gateway.of("solidgate"), "solidgate/request");
        assertEquals(null, request.freshness());
        assertEquals("public_key", request.sender());
        assertEquals("field public_key", request.proof().parts().get(0).kind() + " " + request.proof().parts().get(0).of());
        assertEquals(List.of("public_key", "body", "public_key"), request.parts());

        Scheme basic = scheme(Gateway.of("smart2pay"), "smart2pay/request");
        assertEquals(List.of("basic", "site_id", "api_key", "required"),
            List.of(basic.proof().kind(), basic.proof().user(), basic.proof().password(), basic.https()));
        assertEquals(List.of(), basic.parts());
    }

    private static Scheme scheme(Gateway gateway, String id) {
        return gateway.schemes().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void generatedConveniences() {
        assertEquals("https://pay.solidgate.com", dev.paysig.gateways.Solidgate.CARDS_URL);
        assertTrue(dev.paysig.gateways.Solidgate.url("live", "charge").startsWith("https://pay.solidgate.com/"));
        assertEquals(null, dev.paysig.gateways.Solidgate.readError(200, new byte[0]));
        try (Signer signer = new Signer(dev.paysig.gateways.Solidgate.WEBHOOK,
            dev.paysig.gateways.Solidgate.webhookCredentials("wh_pk_c52ea06e", "wh_sk_1f4a9eb0"))) {
            assertEquals(SCHEME, signer.scheme());
        }
    }
}
