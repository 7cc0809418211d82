package dev.paysig;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VectorsTest {
    @Test
    void everyCase() {
        Credentials keys = Credentials.of("public_key", "wh_pk_1", "secret_key", "wh_sk_2");
        try (Signer signer = new Signer("solidgate/webhook", keys); Verifier verifier = new Verifier("solidgate/webhook", keys)) {
            Vectors.run("Java", VectorsTest::run, Map.of(
                ErrorCode.INVALID_HEADERS, () -> verifier.verify(Headers.none().with("a", "\0"), new byte[0]),
                ErrorCode.UNKNOWN_HOST, () -> Gateway.url("solidgate", "live", "charge", "none", null),
                ErrorCode.INVALID_TEXT, () -> signer.sign("POST", "https://localhost/\ud800", new byte[0]),
                ErrorCode.INVALID_ARGUMENT, () -> Key.generate(2047)));
        }
    }

    /** Aeterna's own Java snippet made these. */
    @Test
    void aeternasSnippetAgrees() throws Exception {
        List<String> lines = Files.readAllLines(Path.of(System.getProperty("paysig.streams"), "java-aeterna.jsonl"));
        List<String> failures = new ArrayList<>();
        for (String line : lines) {
            Vectors.one(JsonParser.parseString(line).getAsJsonObject(), VectorsTest::run, failures);
        }
        assertEquals(List.of(), failures);
        assertTrue(lines.size() >= 300, lines.size() + " cases");
    }

    private static void run(JsonObject vector) {
        switch (vector.get("operation").getAsString()) {
            case "sign" -> sign(vector);
            case "verify" -> verify(vector);
            case "key" -> key(vector);
            case "gateway_error" -> gatewayError(vector);
            case "form" -> form(vector);
            default -> throw new AssertionError("an unknown operation");
        }
    }

    private static void sign(JsonObject vector) {
        String scheme = vector.get("scheme").getAsString();
        try (Signer signer = new Signer(scheme, credentials(vector.getAsJsonObject("credentials")), options(vector))) {
            Message message = message(vector, false);
            Headers headers = signer.sign(message);
            JsonObject expect = vector.getAsJsonObject("expect");
            List<String> signed = new ArrayList<>();
            headers.forEach((name, value) -> signed.add(name + ": " + value));
            List<String> wanted = new ArrayList<>();
            for (JsonElement header : expect.has("headers") ? expect.getAsJsonArray("headers") : new JsonArray()) {
                wanted.add(header.getAsJsonArray().get(0).getAsString() + ": " + header.getAsJsonArray().get(1).getAsString());
            }
            assertEquals(wanted, signed);
            if (expect.has("string_to_sign")) {
                JsonElement string = expect.get("string_to_sign");
                assertArrayEquals(string.isJsonNull() ? new byte[0] : Vectors.bytes(string), signer.stringToSign(message).bytes());
            }
        }
    }

    /** What {@code others} and {@code credentials} are; null for none. */
    static Keyring keyring(JsonObject vector, String name) {
        Keyring keyring = null;
        for (JsonElement each : vector.has(name) ? vector.getAsJsonArray(name) : new JsonArray()) {
            JsonObject set = each.getAsJsonObject();
            String label = set.get("label").getAsString();
            Credentials credentials = credentials(set.getAsJsonObject("values"));
            keyring = keyring == null ? Keyring.of(label, credentials) : keyring.with(label, credentials);
        }
        return keyring;
    }

    static Verifier verifier(JsonObject vector) {
        String scheme = vector.get("scheme").getAsString();
        Keyring keyring = keyring(vector, "credentials");
        return keyring == null
            ? new Verifier(scheme, Credentials.none(), options(vector)) : new Verifier(scheme, keyring, options(vector));
    }

    static Headers headers(JsonObject vector) {
        Headers headers = Headers.none();
        for (JsonElement header : vector.getAsJsonArray("headers")) {
            headers = headers.with(latin(header.getAsJsonArray().get(0)), latin(header.getAsJsonArray().get(1)));
        }
        return headers;
    }

    private static void verify(JsonObject vector) {
        try (Verifier verifier = verifier(vector)) {
            Verified verified = verifier.verify(headers(vector), message(vector, true).withReplayKey());
            JsonObject expect = vector.getAsJsonObject("expect");
            assertFalse(expect.has("error"), "it passed");
            List<String> covers = new ArrayList<>();
            expect.getAsJsonArray("covers").forEach(part -> covers.add(part.getAsString()));
            assertEquals(covers, verified.covers());
            assertEquals(expect.get("label").getAsString(), verified.label());
            assertEquals(vector.get("scheme").getAsString(), verified.scheme());
            Instant at = verified.timestamp();
            assertEquals(Vectors.text(expect, "timestamp_ms"), at == null ? null : Long.toString(at.toEpochMilli()));
            byte[] key = verified.replayKey();
            assertEquals(Vectors.text(expect, "replay_key"), key == null ? null : HexFormat.of().formatHex(key));
            if (covers.contains("body")) {
                assertArrayEquals(Vectors.bytes(vector.getAsJsonObject("message").get("body")), verified.body());
            } else {
                assertNull(verified.body());
            }
        }
    }

    private static void key(JsonObject vector) {
        byte[] material = Vectors.bytes(vector.get("key"));
        String secret = Vectors.text(vector, "passphrase");
        byte[] passphrase = secret == null ? null : secret.getBytes(StandardCharsets.UTF_8);
        KeyReport found = Key.inspect(material, passphrase);
        JsonObject expect = vector.getAsJsonObject("expect");
        assertEquals(Vectors.text(expect, "kind"), found.kind());
        assertEquals(Vectors.text(expect, "form"), found.form());
        assertEquals(Vectors.text(expect, "encoding"), found.encoding());
        assertEquals(Vectors.text(expect, "fingerprint"), found.fingerprint());
        assertEquals(expect.get("bits").getAsInt(), found.bits());
        assertEquals(expect.get("exponent").getAsLong(), found.exponent());
        try (Key key = found.kind().equals("private") ? Key.readPrivate(material, passphrase) : Key.readPublic(material)) {
            for (Key.Encoding encoding : Key.Encoding.values()) {
                KeyReport again = Key.inspect(key.writePublic(encoding), null);
                assertEquals(found.fingerprint(), again.fingerprint());
                assertEquals("spki", again.form());
            }
        }
    }

    private static void gatewayError(JsonObject vector) {
        int status = vector.has("status") ? vector.get("status").getAsInt() : 0;
        GatewayError found = Gateway.readError(vector.get("gateway").getAsString(), status, Vectors.bytes(vector.get("body")));
        if (vector.get("expect").isJsonNull()) {
            assertNull(found);
            return;
        }
        JsonObject expect = vector.getAsJsonObject("expect");
        assertNotNull(found);
        assertEquals(Vectors.text(expect, "code"), found.code());
        assertEquals(Vectors.text(expect, "kind"), found.kind());
        JsonObject retry = expect.getAsJsonObject("retry");
        assertEquals(Vectors.text(retry, "when"), found.retry());
        assertEquals(retry.has("after_seconds") ? retry.get("after_seconds").getAsLong() : 0, found.retryAfter().getSeconds());
        assertFalse(found.advice().isEmpty());
        List<String> messages = new ArrayList<>();
        expect.getAsJsonArray("messages").forEach(each -> messages.add(Vectors.text(each.getAsJsonObject(), "attribute") + "="
            + Vectors.text(each.getAsJsonObject(), "text")));
        assertEquals(messages, found.messages().stream().map(each -> each.attribute() + "=" + each.text()).toList());
    }

    private static void form(JsonObject vector) {
        try (Signer signer = new Signer("solidgate/request", credentials(vector.getAsJsonObject("credentials")))) {
            Map<String, String> fields = signer.form(vector.get("form").getAsString(), Vectors.bytes(vector.get("payload")),
                Vectors.bytes(vector.get("iv")));
            JsonObject expect = vector.getAsJsonObject("expect");
            assertEquals(expect.keySet(), fields.keySet());
            expect.entrySet().forEach(field -> assertEquals(field.getValue().getAsString(), fields.get(field.getKey())));
        }
    }

    private static Credentials credentials(JsonObject values) {
        Credentials credentials = Credentials.none();
        for (Map.Entry<String, JsonElement> value : values.entrySet()) {
            credentials = credentials.with(value.getKey(), Vectors.bytes(value.getValue()));
        }
        return credentials;
    }

    private static Options options(JsonObject vector) {
        Options options = Options.none();
        if (vector.has("options")) {
            for (Map.Entry<String, JsonElement> option : vector.getAsJsonObject("options").entrySet()) {
                String value = option.getValue().getAsString();
                options = option.getKey().equals("tolerance") && value.matches("[0-9]{1,9}")
                    ? options.tolerance(Duration.ofSeconds(Long.parseLong(value)))
                    : options.with(option.getKey(), value);
            }
        }
        return options;
    }

    /** Bodies go as arrays when signing, and as direct buffers, in the middle of which they stand, when verifying. */
    static Message message(JsonObject vector, boolean direct) {
        JsonObject json = vector.getAsJsonObject("message");
        Message message = Message.withoutBody();
        if (json.has("body")) {
            byte[] body = Vectors.bytes(json.get("body"));
            ByteBuffer buffer = ByteBuffer.allocateDirect(body.length + 2);
            buffer.position(1).limit(body.length + 1);
            buffer.duplicate().put(body);
            message = direct ? Message.of(buffer) : Message.of(body);
        }
        String method = Vectors.text(json, "method");
        String url = Vectors.text(json, "url");
        message = message.request(method == null ? "" : method, url == null ? "" : url);
        for (String name : List.of("timestamp", "request_timestamp", "idempotency_key", "submerchant", "access_token")) {
            String value = Vectors.text(json, name);
            message = value == null ? message : message.option(name, value);
        }
        String mode = Vectors.text(json, "body_mode");
        message = mode == null ? message : message.option("body", mode);
        return vector.has("now_ms") ? message.now(Instant.ofEpochMilli(vector.get("now_ms").getAsLong())) : message;
    }

    private static String latin(JsonElement data) {
        return new String(Vectors.bytes(data), StandardCharsets.ISO_8859_1);
    }
}
