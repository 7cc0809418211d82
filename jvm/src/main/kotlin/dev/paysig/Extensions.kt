@file:JvmName("Extensions")

package dev.paysig

import java.time.Duration
import java.time.Instant

/**
 * A message, with every part by its name; see [Message] for what each means. A null [body] is none, and so is a null [idempotencyKey]: a
 * key that was not found cannot be told from one that was left out, and a request without one can be paid twice. Where the key is looked up,
 * check that it was found, or give it by [Message.idempotencyKey]. Signing does not look at [withReplayKey].
 */
public fun message(
    body: ByteArray?,
    method: String = "",
    url: String = "",
    timestamp: String? = null,
    requestTimestamp: String? = null,
    idempotencyKey: String? = null,
    submerchant: String? = null,
    accessToken: String? = null,
    now: Instant? = null,
    options: Map<String, String> = emptyMap(),
    withReplayKey: Boolean = false,
): Message {
    var message = if (body == null) Message.withoutBody() else Message.of(body)
    message = message.request(method, url)
    timestamp?.let { message = message.timestamp(it) }
    requestTimestamp?.let { message = message.requestTimestamp(it) }
    idempotencyKey?.let { message = message.idempotencyKey(it) }
    submerchant?.let { message = message.submerchant(it) }
    accessToken?.let { message = message.accessToken(it) }
    now?.let { message = message.now(it) }
    for ((name, value) in options) message = message.option(name, value)
    if (withReplayKey) message = message.withReplayKey()
    return message
}

/** Credentials by their names: `credentials("public_key" to "…", "secret_key" to "…")`. */
public fun credentials(vararg values: Pair<String, String>): Credentials = Credentials.of(linkedMapOf(*values))

/** Several sets of credentials by their labels, tried in this order. */
public fun keyring(first: Pair<String, Credentials>, vararg more: Pair<String, Credentials>): Keyring =
    more.fold(Keyring.of(first.first, first.second)) { keyring, (label, credentials) -> keyring.with(label, credentials) }

/** Options of a signer or verifier, by their names; see [Options] for what each means. */
public fun options(
    tolerance: Duration? = null,
    freshness: Boolean = true,
    queryAsSent: Boolean = false,
    timestampHeader: String? = null,
    signatureHeader: String? = null,
    compactBody: Boolean = false,
    allowHttpLoopback: Boolean = false,
): Options {
    var options = Options.none()
    tolerance?.let { options = options.tolerance(it) }
    if (!freshness) options = options.withoutFreshness()
    if (queryAsSent) options = options.queryAsSent()
    timestampHeader?.let { options = options.timestampHeader(it) }
    signatureHeader?.let { options = options.signatureHeader(it) }
    if (compactBody) options = options.compactBody()
    if (allowHttpLoopback) options = options.allowHttpLoopback()
    return options
}

/** An exchange for a client that signs; see [Exchange.Builder] for what each part means. */
public fun exchange(
    scheme: String,
    credentials: Credentials,
    options: Options = Options.none(),
    responseOptions: Options = Options.none(),
    verifyResponses: Boolean = true,
    responseLimit: Int? = null,
): Exchange {
    val builder = Exchange.builder(scheme, credentials).options(options).responseOptions(responseOptions)
    if (!verifyResponses) builder.withoutResponseVerification()
    responseLimit?.let { builder.responseLimit(it) }
    return builder.build()
}

/** As [Signer.sign], with every part of the message by its name. A null [idempotencyKey] is none; see [message] for what to heed. */
public fun Signer.sign(
    body: ByteArray?,
    method: String = "",
    url: String = "",
    timestamp: String? = null,
    idempotencyKey: String? = null,
    submerchant: String? = null,
    accessToken: String? = null,
): Headers = sign(
    message(
        body, method, url,
        timestamp = timestamp, idempotencyKey = idempotencyKey, submerchant = submerchant, accessToken = accessToken,
    ),
)

/** As [Verifier.verify], or null for a message that is not to be trusted. What is wrong on this side is thrown all the same. */
public fun Verifier.verifyOrNull(headers: Headers, message: Message): Verified? =
    try {
        verify(headers, message)
    } catch (_: RejectedException) {
        null
    }

/** As [Verifier.explain], with what [ExplainOptions] say by its name. A null [budget] is 128 MiB. */
public fun Verifier.explain(
    headers: Headers,
    message: Message,
    others: Keyring? = null,
    budget: Long? = null,
): Explanation {
    var how = ExplainOptions.none()
    others?.let { how = how.others(it) }
    budget?.let { how = how.budget(it) }
    return explain(headers, message, how)
}

/** As [Verifier.explain], with one set of other credentials. */
public fun Verifier.explain(
    headers: Headers,
    message: Message,
    others: Credentials,
    budget: Long? = null,
): Explanation = explain(headers, message, keyring("default" to others), budget)
