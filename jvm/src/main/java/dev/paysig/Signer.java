package dev.paysig;

import dev.paysig.internal.Failure;
import dev.paysig.internal.Field;
import dev.paysig.internal.Handle;
import dev.paysig.internal.Json;
import dev.paysig.internal.Library;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Signs messages of one scheme with one set of credentials.
 *
 * <p>Any number of threads may use it at once. Close it to wipe its copy of the credentials from memory; one that is not closed is freed
 * after it was collected.
 */
public final class Signer implements AutoCloseable {
    private final String scheme;
    private final Handle handle;

    /**
     * As {@link #Signer(String, Credentials, Options)}, without options.
     *
     * @throws ConfigurationException for wrong credentials
     */
    public Signer(String scheme, Credentials credentials) {
        this(scheme, credentials, Options.none());
    }

    /**
     * Makes a signer; every mistake in credentials and options is found here.
     *
     * @param scheme the scheme's id, such as {@code solidgate/request}
     * @throws ConfigurationException for wrong credentials or options
     */
    public Signer(String scheme, Credentials credentials, Options options) {
        this.scheme = Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(credentials, "credentials");
        Objects.requireNonNull(options, "options");
        this.handle = PaysigException.orThrow(() -> Library.loaded().newSigner(scheme, fields(null, credentials), options.fields()));
        handle.ownedBy(this);
    }

    /** Sorted, so that of several mistakes the same one is told each time. */
    static Field[] fields(@Nullable String label, Credentials credentials) throws Failure {
        Field[] fields = new Field[credentials.values.size()];
        int at = 0;
        for (Map.Entry<String, Object> each : new TreeMap<>(credentials.values).entrySet()) {
            fields[at++] = Field.of(label, each.getKey(), Credentials.bytes(each.getValue()));
        }
        return fields;
    }

    /**
     * Gives the headers that prove a message, in the scheme's order.
     *
     * <p>For a response, the message has method and URL of the request that it answers; for a webhook it may have none.
     *
     * @throws InputException for a message that cannot be signed
     */
    public Headers sign(Message message) {
        Objects.requireNonNull(message, "message");
        return PaysigException.orThrow(handle, this, () -> Headers.unpack(Library.loaded().sign(handle, message.content())));
    }

    /** As {@link #sign(Message)}. */
    public Headers sign(String method, String url, byte[] body) {
        return sign(Message.of(body).request(method, url));
    }

    /** Shows the exact bytes that {@link #sign(Message)} signs for the same message. */
    public StringToSign stringToSign(Message message) {
        Objects.requireNonNull(message, "message");
        return StringToSign.of(Json.object(
            PaysigException.orThrow(handle, this, () -> Library.loaded().stringToSign(handle, message.content()))));
    }

    /**
     * Makes the fields of a payment form, under the names that the gateway's script expects: the attributes of an order, encrypted for
     * the gateway and signed.
     *
     * @param kind {@code data} for a new form, {@code update} for one that is already shown, {@code resign} for a payment with a card that
     *     the gateway knows
     * @param attributes JSON, as the gateway's documentation lists it; it is taken as it is
     * @throws InputException where the scheme has no payment form, or the kind is unknown
     */
    public Map<String, String> form(String kind, byte[] attributes) {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(attributes, "attributes");
        return form(kind, attributes, null);
    }

    /** With another initialisation vector than a random one: for tests only. */
    Map<String, String> form(String kind, byte[] attributes, byte @Nullable [] iv) {
        return Json.texts(Json.object(PaysigException.orThrow(handle, this, () -> Library.loaded().form(handle, kind, attributes, iv))));
    }

    /** The scheme's id. */
    public String scheme() {
        return scheme;
    }

    /** Wipes the credentials once no call uses them any more. Later calls fail. It never fails, and can be called again. */
    @Override
    public void close() {
        handle.close();
    }

    /** The scheme's id, and nothing of the credentials. */
    @Override
    public String toString() {
        return "Signer(" + scheme + ")";
    }
}
