package dev.paysig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.paysig.internal.Explained;
import dev.paysig.internal.Library;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ExplainTest {
    private static final String SCHEME = "solidgate/webhook";
    private static final Credentials KEYS = Credentials.of("public_key", "wh_pk_c52ea06e", "secret_key", "wh_sk_1f4a9eb0");
    private static final Credentials STAGING = KEYS.with("secret_key", "wh_sk_0d7be55a");
    private static final byte[] BODY = bytes("{\"order\":{\"card\":\"4242424242424242\"}}");
    private static final byte[] WRITTEN_AGAIN = bytes("{\"order\": {\"card\": \"4242424242424242\"}}");
    /** Nothing that is tried makes it match, and trying takes longer than the budget. */
    private static final byte[] LONG = bytes("{\"order\":1".repeat(200_000));
    /** The capsule tells the time. */
    private static final Instant NOW = Instant.ofEpochSecond(1767315845);
    private static final Verifier VERIFIER = new Verifier(SCHEME, KEYS);
    private static final Headers HEADERS = sign(KEYS);

    @AfterAll
    static void close() {
        VERIFIER.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Headers sign(Credentials keys) {
        try (Signer signer = new Signer(SCHEME, keys)) {
            return signer.sign(Message.of(BODY));
        }
    }

    private static Explanation explained() {
        return VERIFIER.explain(HEADERS, Message.of(WRITTEN_AGAIN).now(NOW));
    }

    private static void fails(ErrorCode code, Callable<?> call) {
        PaysigException error = assertThrows(PaysigException.class, call::call);
        assertEquals(code, error.code(), error.getMessage());
    }

    private static JsonObject object(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }

    @Test
    void everyCase() {
        Vectors.explain("Java", given -> {
            try (Verifier verifier = VectorsTest.verifier(given)) {
                Headers headers = VectorsTest.headers(given);
                Message message = VectorsTest.message(given, true);
                Keyring others = VectorsTest.keyring(given, "others");
                RejectedException before = assertThrows(RejectedException.class, () -> verifier.verify(headers, message));
                Explanation explanation =
                    verifier.explain(headers, message, others == null ? ExplainOptions.none() : ExplainOptions.none().others(others));
                RejectedException after = assertThrows(RejectedException.class, () -> verifier.verify(headers, message));
                assertNotNull(explanation.rejection());
                assertEquals(before.code(), explanation.rejection().code());
                assertEquals(before.code(), after.code());
                return explanation;
            }
        });
    }

    @Test
    void whatVerifies() {
        Explanation explanation = VERIFIER.explain(HEADERS, BODY);
        assertEquals(Explanation.Outcome.VERIFIES, explanation.outcome());
        assertTrue(explanation.verifies());
        assertEquals("default", explanation.label());
        assertNull(explanation.rejection());
        assertEquals(List.of(), explanation.findings());
        assertEquals(List.of(), explanation.observations());
        assertEquals(List.of(), explanation.ruledOut());
        assertEquals("this verifies (solidgate/webhook, default)", explanation.toString());
    }

    @Test
    void whatIsExplained() {
        Explanation explanation = explained();
        assertEquals(Explanation.Outcome.EXPLAINED, explanation.outcome());
        assertFalse(explanation.verifies());
        assertEquals(SCHEME, explanation.scheme());
        assertEquals("default", explanation.label());
        assertEquals(1, explanation.findings().size());
        Finding finding = explanation.findings().get(0);
        assertEquals("json_reencoded", finding.cause());
        assertEquals(Finding.Certainty.PROVEN, finding.certainty());
        assertEquals("Finding(json_reencoded, PROVEN)", finding.toString());
        assertTrue(finding.encoders().contains("python-compact"), finding.encoders().toString());
        Cause known = Cause.all().stream().filter(cause -> cause.id().equals(finding.cause())).findAny().orElseThrow();
        assertEquals(known.summary(), finding.summary());
        assertEquals(known.fix(), finding.fix());
        assertTrue(explanation.text().contains(finding.detail()), explanation.text());
        assertTrue(explanation.attempts() > 0);
        assertTrue(explanation.bytes() > BODY.length);
        assertFalse(explanation.exhausted());
        RejectedException thrown = assertThrows(RejectedException.class, () -> VERIFIER.verify(HEADERS, WRITTEN_AGAIN));
        RejectedException told = explanation.rejection();
        assertNotNull(told);
        assertEquals(thrown.code(), told.code());
        assertEquals(thrown.number(), told.number());
        assertEquals(thrown.getMessage(), told.getMessage());
        assertThrows(UnsupportedOperationException.class, () -> explanation.findings().clear());
        assertThrows(UnsupportedOperationException.class, () -> explanation.ruledOut().add("x"));
    }

    @Test
    void whatStaysUnexplained() {
        Explanation explanation = VERIFIER.explain(sign(STAGING), BODY);
        assertEquals(Explanation.Outcome.UNEXPLAINED, explanation.outcome());
        assertNull(explanation.label());
        assertEquals(List.of(), explanation.findings());
        Set<String> known = Cause.all().stream().map(Cause::id).collect(Collectors.toSet());
        assertTrue(explanation.ruledOut().contains("key_white_space") && known.containsAll(explanation.ruledOut()));
    }

    private static Credentials keyFile(String name, String file) {
        return Credentials.none().with(name, Vectors.bytes(object("{\"file\": \"" + file + "\"}")));
    }

    @Test
    void observations() {
        try (Signer signer = new Signer("smart-glocal/webhook", keyFile("private_key", "rsa2048.pkcs8.pem"));
            Verifier verifier = new Verifier("smart-glocal/webhook", keyFile("public_key", "rsa2048.spki.pem"))) {
            Explanation explanation = verifier.explain(signer.sign(Message.of(bytes("{\"amount\":1}"))), bytes("{\"amount\":2}"));
            assertEquals(List.of("rsa_other_content"), explanation.observations().stream().map(Observation::id).toList());
            Observation observation = explanation.observations().get(0);
            assertTrue(explanation.text().contains(observation.text()), explanation.text());
            assertEquals("Observation(rsa_other_content: " + observation.text() + ")", observation.toString());
        }
    }

    @Test
    void others() {
        Headers headers = sign(STAGING);
        ExplainOptions none = ExplainOptions.none();
        for (ExplainOptions how : List.of(none.others(STAGING), none.others(Keyring.of("staging", STAGING)))) {
            Explanation explanation = VERIFIER.explain(headers, Message.of(BODY), how);
            assertEquals(List.of("key_other_label"), explanation.findings().stream().map(Finding::cause).toList());
            assertEquals(how.toString().contains("staging") ? "staging" : "default", explanation.label());
            fails(ErrorCode.SIGNATURE_MISMATCH, () -> VERIFIER.verify(headers, BODY));
            assertFalse(how.toString().contains("wh_sk_"), how.toString());
        }
    }

    @Test
    void budget() {
        Explanation small = VERIFIER.explain(HEADERS, Message.of(LONG), ExplainOptions.none().budget(10_000_000));
        assertTrue(small.exhausted());
        assertTrue(small.bytes() <= 10_000_000, small.bytes() + " bytes");
        Explanation whole = VERIFIER.explain(HEADERS, LONG);
        assertTrue(whole.bytes() > small.bytes() && whole.bytes() <= 128 << 20, whole.bytes() + " bytes");
        Explanation large =
            VERIFIER.explain(HEADERS, Message.of(WRITTEN_AGAIN).now(NOW), ExplainOptions.none().budget(Long.MAX_VALUE));
        assertEquals(explained().json(), large.json());
        for (long wrong : new long[] {0, -1, Long.MIN_VALUE}) {
            fails(ErrorCode.INVALID_ARGUMENT, () -> ExplainOptions.none().budget(wrong));
        }
    }

    @Test
    void wrongUse() {
        fails(ErrorCode.MISSING_BODY, () -> VERIFIER.explain(HEADERS, (byte[]) null));
        fails(ErrorCode.MISSING_BODY, () -> VERIFIER.explain(HEADERS, Message.withoutBody()));
        fails(ErrorCode.INVALID_HEADERS, () -> VERIFIER.explain(HEADERS.with("x", "a\0b"), BODY));
        fails(ErrorCode.UNKNOWN_OPTION, () -> VERIFIER.explain(HEADERS, Message.of(BODY).option("colour", "red")));
        fails(ErrorCode.INVALID_TEXT, () -> VERIFIER.explain(HEADERS, Message.of(BODY).request("POST", "https://localhost/\ud800")));
        fails(ErrorCode.INVALID_TEXT, () -> VERIFIER.explain(HEADERS, Message.of(BODY),
            ExplainOptions.none().others(KEYS.with("secret_key", "wh_sk_\ud800"))));
        fails(ErrorCode.DUPLICATE_CREDENTIAL, () -> VERIFIER.explain(HEADERS, Message.of(BODY),
            ExplainOptions.none().others(Keyring.of("a", KEYS).with("a", STAGING))));
        fails(ErrorCode.MISSING_CREDENTIAL, () -> VERIFIER.explain(HEADERS, Message.of(BODY),
            ExplainOptions.none().others(Credentials.none())));
        assertThrows(NullPointerException.class, () -> ExplainOptions.none().others((Keyring) null));
        assertThrows(NullPointerException.class, () -> VERIFIER.explain((Headers) null, BODY));
        assertThrows(NullPointerException.class, () -> VERIFIER.explain(HEADERS, (Message) null));
        assertThrows(NullPointerException.class, () -> VERIFIER.explain(HEADERS, Message.of(BODY), null));
        // Without any header there is still something to say.
        assertEquals("header_missing", VERIFIER.explain(Map.of(), BODY).findings().get(0).cause());
        Verifier closed = new Verifier(SCHEME, KEYS);
        closed.close();
        fails(ErrorCode.INVALID_ARGUMENT, () -> closed.explain(HEADERS, BODY));
    }

    @Test
    void jsonAndCapsule() throws Exception {
        JsonObject told = object(explained().json());
        assertEquals(Set.of("outcome", "scheme", "label", "rejection", "findings", "observations", "ruled_out", "attempts", "bytes",
            "exhausted", "text"), told.keySet());
        assertEquals(explained().text(), told.get("text").getAsString());
        JsonObject capsule = object(explained().capsule());
        assertEquals(1, capsule.get("capsule").getAsInt());
        assertEquals(Library.loaded().version(), capsule.get("paysig").getAsString());
        assertEquals(NOW.toEpochMilli(), capsule.get("clock_ms").getAsLong());
        assertEquals(WRITTEN_AGAIN.length, capsule.getAsJsonObject("body").get("length").getAsInt());
        assertEquals(told, capsule.get("explanation"));
    }

    @Test
    void nothingSecret() {
        Headers other = sign(STAGING);
        ExplainOptions staging = ExplainOptions.none().others(Keyring.of("staging", STAGING));
        Headers broken = Headers.none().with("Merchant", "wh_pk_c52ea06e")
            .with("Signature", Base64.getEncoder().encodeToString(bytes("0".repeat(128))));
        List<String> secrets = new ArrayList<>(List.of("4242424242424242"));
        for (String key : List.of("wh_sk_1f4a9eb0", "wh_sk_0d7be55a")) {
            secrets.addAll(List.of(key, HexFormat.of().formatHex(bytes(key)), Base64.getEncoder().encodeToString(bytes(key))));
        }
        for (Headers signed : List.of(HEADERS, other)) {
            String signature = signed.get("Signature");
            String digits = new String(Base64.getDecoder().decode(signature), StandardCharsets.US_ASCII);
            secrets.addAll(List.of(signature, digits, digits.toUpperCase(Locale.ROOT),
                Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digits))));
        }
        for (Explanation each : List.of(VERIFIER.explain(broken, Message.of(BODY), staging),
            VERIFIER.explain(other, Message.of(BODY), staging), explained())) {
            assertFalse(each.verifies());
            String shown = each.text() + each + each.json() + each.capsule() + each.rejection() + each.findings() + each.observations();
            assertEquals(List.of(), secrets.stream().filter(shown::contains).toList());
        }
    }

    @Test
    void causes() {
        List<Cause> all = Cause.all();
        assertTrue(all.size() > 50, all.size() + " causes");
        Set<String> ids = new HashSet<>();
        for (Cause cause : all) {
            assertTrue(ids.add(cause.id()) && cause.id().matches("[a-z0-9_]+"), cause.toString());
            assertTrue(cause.summary().endsWith(".") && cause.fix().endsWith("."), cause.toString());
        }
        assertThrows(UnsupportedOperationException.class, all::clear);
    }

    /** A newer library may know more words, and more members. */
    @Test
    void whatIsNewerIsKeptSafe() {
        JsonObject told = object(explained().json());
        told.addProperty("outcome", "guessed");
        told.addProperty("more", 1);
        told.getAsJsonArray("findings").get(0).getAsJsonObject().addProperty("certainty", "sworn");
        told.getAsJsonObject("rejection").addProperty("number", 399);
        Explanation newer = new Explanation(new Explained(bytes(told.toString()), bytes("{}")));
        assertEquals(Explanation.Outcome.OTHER, newer.outcome());
        assertFalse(newer.verifies());
        assertEquals(Finding.Certainty.OTHER, newer.findings().get(0).certainty());
        assertEquals(ErrorCode.OTHER, newer.rejection().code());
        assertEquals(399, newer.rejection().number());
        assertTrue(newer.json().contains("guessed"));
    }

    @Test
    void manyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Explanation>> all = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            all.add(threads.submit(ExplainTest::explained));
        }
        for (Future<Explanation> each : all) {
            assertEquals(explained().json(), each.get().json());
            assertEquals(explained().capsule(), each.get().capsule());
        }
        threads.shutdown();
    }
}
