package dev.paysig

import com.google.gson.JsonObject
import java.time.Duration
import java.time.Instant
import java.util.Base64
import javax.crypto.Mac
import javax.crypto.spec.SecretKeySpec
import kotlin.random.Random
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

class KotlinTest {
    @Test
    fun everyCase() = Vectors.run("Kotlin", ::run)

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
            val headers = signer.sign(message(vector)).map { listOf(it.key, it.value) }
            assertEquals(vector["expect"].asJsonObject["headers"]?.asJsonArray?.map { it.asJsonArray.map { text -> text.asString } }, headers)
        }

    private fun verify(vector: JsonObject) {
        val sets = vector["credentials"].asJsonArray.map { it.asJsonObject }
            .map { it["label"].asString to credentials(it["values"].asJsonObject) }
        val scheme = vector["scheme"].asString
        val verifier = when {
            sets.isEmpty() -> Verifier(scheme, Credentials.none(), buildingOptions(vector))
            else -> Verifier(scheme, keyring(sets.first(), *sets.drop(1).toTypedArray()), buildingOptions(vector))
        }
        verifier.use {
            val headers = vector["headers"].asJsonArray.map { it.asJsonArray }.fold(Headers.none()) { all, header ->
                all.with(Vectors.bytes(header[0]).toString(Charsets.ISO_8859_1), Vectors.bytes(header[1]).toString(Charsets.ISO_8859_1))
            }
            val verified = it.verify(headers, message(vector))
            val expect = vector["expect"].asJsonObject
            assertEquals(expect["covers"]?.asJsonArray?.map { part -> part.asString }, verified.covers())
            assertEquals(Vectors.text(expect, "label"), verified.label())
            assertEquals(Vectors.text(expect, "timestamp_ms"), verified.timestamp()?.toEpochMilli()?.toString())
            assertEquals(Vectors.text(expect, "replay_key"), verified.replayKey()?.toHexString())
            assertEquals("body" in verified.covers(), verified.body() != null)
        }
    }

    private fun key(vector: JsonObject) {
        val passphrase = Vectors.text(vector, "passphrase")?.toByteArray()
        val expect = vector["expect"].asJsonObject
        val report = Key.inspect(Vectors.bytes(vector["key"]), passphrase)
        assertEquals(Vectors.text(expect, "fingerprint"), report.fingerprint())
        assertEquals(Vectors.text(expect, "kind"), report.kind())
        assertEquals(Vectors.text(expect, "form"), report.form())
    }

    private fun gatewayError(vector: JsonObject) {
        val status = vector["status"]?.asInt ?: 0
        val found: GatewayError? = Gateway.readError(vector["gateway"].asString, status, Vectors.bytes(vector["body"]))
        val expect = vector["expect"].takeUnless { it.isJsonNull }?.asJsonObject
        assertEquals(expect?.let { Vectors.text(it, "kind") }, found?.kind())
        assertEquals(expect?.let { Vectors.text(it, "code") }, found?.code())
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

    /** SolidGate's documented formula in Kotlin: hex first, and base64 of the digits. */
    private fun solidgate(publicKey: String, body: String, secretKey: String): String {
        val mac = Mac.getInstance("HmacSHA512")
        mac.init(SecretKeySpec(secretKey.toByteArray(), "HmacSHA512"))
        val hex = mac.doFinal((publicKey + body + publicKey).toByteArray()).joinToString("") { "%02x".format(it) }
        return Base64.getEncoder().encodeToString(hex.toByteArray())
    }

    @Test
    fun solidgatesFormulaAgrees() {
        val random = Random(System.nanoTime())
        repeat(300) {
            val publicKey = "api_pk_" + random.nextBytes(16).toHexString()
            val secretKey = "api_sk_" + random.nextBytes(random.nextInt(1, 90)).toHexString()
            val body = String(CharArray(random.nextInt(0, 3000)) { random.nextInt(0, 0xd800).toChar() })
            Signer("solidgate/request", credentials("public_key" to publicKey, "secret_key" to secretKey)).use {
                assertEquals(solidgate(publicKey, body, secretKey), it.sign(body = body.toByteArray())["Signature"])
            }
        }
    }

    @Test
    fun namesAndNulls() {
        val keys = credentials("public_key" to "wh_pk_1", "secret_key" to "wh_sk_2")
        Signer("solidgate/webhook", keys).use { gateway ->
            Verifier("solidgate/webhook", keyring("live" to keys)).use { verifier ->
                val body = "{}".toByteArray()
                val headers = gateway.sign(body)
                assertNotNull(verifier.verifyOrNull(headers, message(body)))
                assertNull(verifier.verifyOrNull(headers, message("{ }".toByteArray())))
                assertNull(headers["Nothing"])
                val error = assertThrows<InputException> { verifier.verify(headers, message(body = null)) }
                assertEquals(ErrorCode.MISSING_BODY, error.code())
                assertTrue(options(freshness = false).toString().contains("freshness"))
            }
        }
    }

    @Test
    fun everyErrorCode() {
        for (code in ErrorCode.entries.filter { it != ErrorCode.OTHER }) {
            val error = PaysigException.of(code, "this case")
            val kind = when (code.number() / 100) {
                1 -> ConfigurationException::class
                2 -> InputException::class
                3 -> RejectedException::class
                else -> InternalException::class
            }
            assertEquals(kind, error::class)
            assertEquals(code, error.code())
            assertEquals(code.text() + ": this case", error.message)
        }
    }
}
