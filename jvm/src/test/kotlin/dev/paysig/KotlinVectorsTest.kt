package dev.paysig

import com.google.gson.JsonObject
import java.time.Duration
import java.time.Instant
import java.util.concurrent.Callable
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

class KotlinVectorsTest {
    @Test
    fun everyCase() {
        val keys = credentials("public_key" to "wh_pk_1", "secret_key" to "wh_sk_2")
        Verifier("solidgate/webhook", keys).use { verifier ->
            Vectors.run(
                "Kotlin",
                ::run,
                mapOf(
                    ErrorCode.INVALID_HEADERS to
                        Callable { verifier.verify(Headers.none().with("a", "\u0000"), message(byteArrayOf())) },
                    ErrorCode.UNKNOWN_HOST to Callable { Gateway.url("solidgate", "live", "charge", "none", null) },
                    ErrorCode.INVALID_TEXT to Callable { credentials("secret_key" to "\ud800").let { Signer("solidgate/request", it) } },
                    ErrorCode.INVALID_ARGUMENT to Callable { Key.generate(0) },
                ),
            )
        }
    }

    private fun run(vector: JsonObject) = when (vector["operation"].asString) {
        "sign" -> sign(vector)
        "verify" -> verify(vector)
        "key" -> key(vector)
        "gateway_error" -> gatewayError(vector)
        "form" -> form(vector)
        else -> throw AssertionError("an unknown operation")
    }

    private fun sign(vector: JsonObject) =
        Signer(vector["scheme"].asString, credentials(vector["credentials"].asJsonObject), buildingOptions(vector)).use { signer ->
            val message = message(vector)
            val headers = signer.sign(message).map { (name, value) -> name to value }
            val expect = vector["expect"].asJsonObject
            assertEquals(expect["headers"]?.asJsonArray?.map { it.asJsonArray }?.map { it[0].asString to it[1].asString }, headers)
            expect["string_to_sign"]?.let {
                val bytes = if (it.isJsonNull) byteArrayOf() else Vectors.bytes(it)
                assertArrayEquals(bytes, signer.stringToSign(message).bytes())
            }
        }

    @Test
    fun everyBrokenMessageIsExplained() = Vectors.explain("Kotlin") { given ->
        verifier(given).use {
            val headers = headers(given)
            val message = message(given)
            val before = assertThrows<RejectedException> { it.verify(headers, message) }
            val explanation = it.explain(headers, message, others = sets(given, "others"), budget = 128L shl 20)
            assertEquals(before.code(), explanation.rejection()?.code())
            assertEquals(before.code(), assertThrows<RejectedException> { it.verify(headers, message) }.code())
            explanation
        }
    }

    private fun sets(vector: JsonObject, name: String): Keyring? =
        vector[name]?.asJsonArray?.map { it.asJsonObject }?.map { it["label"].asString to credentials(it["values"].asJsonObject) }
            ?.takeIf { it.isNotEmpty() }?.let { keyring(it.first(), *it.drop(1).toTypedArray()) }

    private fun verifier(vector: JsonObject): Verifier {
        val keyring = sets(vector, "credentials")
        val scheme = vector["scheme"].asString
        return when (keyring) {
            null -> Verifier(scheme, Credentials.none(), buildingOptions(vector))
            else -> Verifier(scheme, keyring, buildingOptions(vector))
        }
    }

    private fun headers(vector: JsonObject) =
        vector["headers"].asJsonArray.map { it.asJsonArray }.fold(Headers.none()) { all, header ->
            all.with(Vectors.bytes(header[0]).toString(Charsets.ISO_8859_1), Vectors.bytes(header[1]).toString(Charsets.ISO_8859_1))
        }

    private fun verify(vector: JsonObject) =
        verifier(vector).use {
            val verified = it.verify(headers(vector), message(vector).withReplayKey())
            val expect = vector["expect"].asJsonObject
            assertEquals(expect["covers"]?.asJsonArray?.map { part -> part.asString }, verified.covers())
            assertEquals(Vectors.text(expect, "label"), verified.label())
            assertEquals(Vectors.text(expect, "timestamp_ms"), verified.timestamp()?.toEpochMilli()?.toString())
            assertEquals(Vectors.text(expect, "replay_key"), verified.replayKey()?.toHexString())
            assertEquals(vector["scheme"].asString, verified.scheme())
            val body: ByteArray? = vector["message"].asJsonObject["body"]?.let { body -> Vectors.bytes(body) }
            assertArrayEquals(body.takeIf { "body" in verified.covers() }, verified.body())
        }

    private fun key(vector: JsonObject) {
        val passphrase = Vectors.text(vector, "passphrase")?.toByteArray()
        val expect = vector["expect"].asJsonObject
        val material = Vectors.bytes(vector["key"])
        val report = Key.inspect(material, passphrase)
        assertEquals(Vectors.text(expect, "fingerprint"), report.fingerprint())
        assertEquals(Vectors.text(expect, "kind"), report.kind())
        assertEquals(Vectors.text(expect, "form"), report.form())
        assertEquals(Vectors.text(expect, "encoding"), report.encoding())
        assertEquals(expect["bits"].asInt to expect["exponent"].asLong, report.bits() to report.exponent())
        val key = if (report.kind() == "private") Key.readPrivate(material, passphrase) else Key.readPublic(material)
        key.use {
            for (encoding in Key.Encoding.entries) {
                assertEquals(report.fingerprint(), Key.inspect(it.writePublic(encoding), null).fingerprint())
            }
        }
    }

    private fun gatewayError(vector: JsonObject) {
        val status = vector["status"]?.asInt ?: 0
        val found: GatewayError? = Gateway.readError(vector["gateway"].asString, status, Vectors.bytes(vector["body"]))
        val expect = vector["expect"].takeUnless { it.isJsonNull }?.asJsonObject
        assertEquals(expect?.let { Vectors.text(it, "kind") }, found?.kind())
        assertEquals(expect?.let { Vectors.text(it, "code") }, found?.code())
        val retry = expect?.getAsJsonObject("retry")
        assertEquals(retry?.let { Vectors.text(it, "when") }, found?.retry())
        assertEquals(retry?.let { it["after_seconds"]?.asLong ?: 0 }, found?.retryAfter()?.seconds)
        assertEquals(
            expect?.getAsJsonArray("messages")?.map { it.asJsonObject }
                ?.map { Vectors.text(it, "attribute") to Vectors.text(it, "text") },
            found?.messages()?.map { it.attribute() to it.text() },
        )
        assertEquals(expect != null, found?.advice()?.isNotEmpty() ?: false)
    }

    private fun form(vector: JsonObject) =
        Signer("solidgate/request", credentials(vector["credentials"].asJsonObject)).use { signer ->
            val fields = signer.form(vector["form"].asString, Vectors.bytes(vector["payload"]), Vectors.bytes(vector["iv"]))
            val expect = vector["expect"].asJsonObject
            assertEquals(expect.keySet().associateWith { expect[it].asString }, fields)
        }

    private fun credentials(values: JsonObject) =
        values.entrySet().fold(Credentials.none()) { all, (name, value) -> all.with(name, Vectors.bytes(value)) }

    private fun buildingOptions(vector: JsonObject) =
        vector["options"]?.asJsonObject?.entrySet().orEmpty().fold(Options.none()) { all, (name, value) ->
            val seconds = value.asString.toLongOrNull()
            if (name == "tolerance" && seconds != null) all.tolerance(Duration.ofSeconds(seconds)) else all.with(name, value.asString)
        }

    private fun message(vector: JsonObject): Message {
        val json = vector["message"].asJsonObject
        return message(
            body = json["body"]?.let { Vectors.bytes(it) },
            method = Vectors.text(json, "method").orEmpty(),
            url = Vectors.text(json, "url").orEmpty(),
            timestamp = Vectors.text(json, "timestamp"),
            requestTimestamp = Vectors.text(json, "request_timestamp"),
            idempotencyKey = Vectors.text(json, "idempotency_key"),
            submerchant = Vectors.text(json, "submerchant"),
            accessToken = Vectors.text(json, "access_token"),
            now = vector["now_ms"]?.let { Instant.ofEpochMilli(it.asLong) },
            options = Vectors.text(json, "body_mode")?.let { mapOf("body" to it) }.orEmpty(),
        )
    }
}
