package dev.paysig

import dev.paysig.gateways.GlobalPayment
import dev.paysig.gateways.Solidgate
import dev.paysig.http.SigningClient
import dev.paysig.internal.Json
import dev.paysig.internal.Library
import dev.paysig.okhttp.SigningInterceptor
import java.time.Duration
import java.util.Base64
import javax.crypto.Mac
import javax.crypto.spec.SecretKeySpec
import kotlin.random.Random
import org.jspecify.annotations.NullMarked
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

class KotlinTest {
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
                assertEquals(32, verifier.verify(headers, message(body, withReplayKey = true)).replayKey()?.size)
                assertThrows<IllegalStateException> { verifier.verify(headers, message(body)).replayKey() }
                val error = assertThrows<InputException> { verifier.verify(headers, message(body = null)) }
                assertEquals(ErrorCode.MISSING_BODY, error.code())
                assertTrue(options(freshness = false).toString().contains("freshness"))
            }
        }
    }

    /** Each value has the type that is said: none of a platform's. */
    @Test
    fun explanationsByName() {
        val keys = credentials("public_key" to "wh_pk_1", "secret_key" to "wh_sk_2")
        val staging = credentials("public_key" to "wh_pk_1", "secret_key" to "wh_sk_3")
        Verifier("solidgate/webhook", keys).use { verifier ->
            val body = "{}".toByteArray()
            val headers = Signer("solidgate/webhook", staging).use { it.sign(body) }
            val alone = verifier.explain(headers, message(body))
            val label: String? = alone.label()
            val rejection: RejectedException? = alone.rejection()
            assertNull(label)
            assertEquals(ErrorCode.SIGNATURE_MISMATCH, rejection?.code())
            for (found in listOf(
                verifier.explain(headers, message(body), others = staging),
                verifier.explain(headers, message(body), others = keyring("staging" to staging), budget = 1_000_000),
            )) {
                val findings: List<Finding> = found.findings()
                assertEquals(listOf("key_other_label" to Finding.Certainty.PROVEN), findings.map { it.cause() to it.certainty() })
                assertTrue(findings.single().cause() in Cause.all().map { it.id() })
            }
            assertTrue(verifier.explain(headers, message(body), budget = 1).exhausted())
            val error = assertThrows<InputException> { verifier.explain(headers, message(body), budget = 0) }
            assertEquals(ErrorCode.INVALID_ARGUMENT, error.code())
        }
    }

    @Test
    fun errorCodesAreTheTable() {
        val table = Json.`object`(Library.loaded().describe("errors")).getAsJsonArray("errors").map { it.asJsonObject }
        val known = ErrorCode.entries.filter { it != ErrorCode.OTHER }
        assertEquals(table.map { it["code"].asString to it["number"].asInt }, known.map { it.text() to it.number() })
        assertEquals(table.map { it["summary"].asString + " " + it["advice"].asString }, known.map { it.advice() })
        val kinds = mapOf(
            "configuration" to ConfigurationException::class,
            "input" to InputException::class,
            "rejected" to RejectedException::class,
            "internal" to InternalException::class,
        )
        assertEquals(table.map { kinds[it["kind"].asString] }, known.map { PaysigException.of(it, "this case")::class })
    }

    /** Without it, Kotlin would take what the package gives for neither nullable nor not. */
    @Test
    fun nullabilityIsSaidEverywhere() {
        for (one in listOf(Signer::class, Solidgate::class, SigningClient::class, SigningInterceptor::class, Library::class)) {
            assertTrue(one.java.`package`.isAnnotationPresent(NullMarked::class.java), one.qualifiedName)
        }
    }

    /** Kotlin reads what is at most one version newer than it is, and 2.1 is the oldest that README.md promises. */
    @Test
    fun olderKotlinReadsTheExtensions() {
        val metadata = Class.forName("dev.paysig.Extensions").getAnnotation(Metadata::class.java)
        assertEquals(listOf(2, 2), metadata.metadataVersion.take(2))
    }

    @Test
    fun optionsByName() {
        val all = options(
            tolerance = Duration.ofSeconds(7), queryAsSent = true, timestampHeader = "T", signatureHeader = "S",
            compactBody = true, allowHttpLoopback = true,
        )
        assertEquals(
            Options.none().tolerance(Duration.ofSeconds(7)).queryAsSent().timestampHeader("T").signatureHeader("S")
                .compactBody().allowHttpLoopback().toString(),
            all.toString(),
        )
        assertEquals(Options.none().toString(), options().toString())
    }

    @Test
    fun anExchangeByName() {
        val keys = GlobalPayment.requestCredentials("c2VjcmV0")
        exchange(
            GlobalPayment.REQUEST, keys,
            options = options(allowHttpLoopback = true), responseOptions = options(freshness = false), responseLimit = 7,
        ).use {
            assertTrue(it.verifiesResponses())
            assertEquals(7, it.responseLimit())
        }
        exchange(GlobalPayment.REQUEST, keys, verifyResponses = false).use {
            assertEquals(false, it.verifiesResponses())
            assertEquals(10 shl 20, it.responseLimit())
        }
    }
}
