package dev.paysig;

import dev.paysig.internal.Failure;
import dev.paysig.internal.Field;
import dev.paysig.internal.Handle;
import dev.paysig.internal.Library;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Verifies messages of one scheme with one or more sets of credentials.
 *
 * <p>Any number of threads may use it at once. Close it to wipe its copy of the credentials from memory; one that is not closed is freed
 * after it was collected.
 */
public final class Verifier implements AutoCloseable {
    private static final Pattern LABEL = Pattern.compile("[!-~]{1,64}");

    private final String scheme;
    private final Handle handle;

    /**
     * As {@link #Verifier(String, Credentials, Options)}, without options.
     *
     * @throws ConfigurationException for wrong credentials
     */
    public Verifier(String scheme, Credentials credentials) {
        this(scheme, credentials, Options.none());
    }

    /**
     * Makes a verifier with one set of credentials, labelled {@code default}.
     *
     * @param scheme the scheme's id, such as {@code solidgate/webhook}
     * @throws ConfigurationException for wrong credentials or options
     */
    public Verifier(String scheme, Credentials credentials, Options options) {
        this.scheme = Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(credentials, "credentials");
        Objects.requireNonNull(options, "options");
        this.handle = make(scheme, () -> Signer.fields(null, credentials), options);
        handle.ownedBy(this);
    }

    /**
     * As {@link #Verifier(String, Keyring, Options)}, without options.
     *
     * @throws ConfigurationException for wrong credentials
     */
    public Verifier(String scheme, Keyring keyring) {
        this(scheme, keyring, Options.none());
    }

    /**
     * Makes a verifier with several sets of credentials.
     *
     * @param scheme the scheme's id, such as {@code solidgate/webhook}
     * @throws ConfigurationException for wrong credentials or options
     */
    public Verifier(String scheme, Keyring keyring, Options options) {
        this.scheme = Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(keyring, "keyring");
        Objects.requireNonNull(options, "options");
        this.handle = make(scheme, () -> fields(keyring), options);
        handle.ownedBy(this);
    }

    private static Handle make(String scheme, PaysigException.Call<Field[]> fields, Options options) {
        return PaysigException.orThrow(() -> Library.loaded().newVerifier(scheme, fields.make(), options.fields()));
    }

    /** The library takes one list in which each value has a label: an empty set, or one label for two sets, would not be seen there. */
    private static Field[] fields(Keyring keyring) throws Failure {
        List<Field> fields = new ArrayList<>();
        Set<String> labels = new HashSet<>();
        for (Keyring.Labelled set : keyring.sets) {
            if (set.credentials.values.isEmpty()) {
                throw PaysigException.of(ErrorCode.MISSING_CREDENTIAL, named(set.label) + " has no credentials");
            }
            if (!labels.add(set.label)) {
                throw PaysigException.of(ErrorCode.DUPLICATE_CREDENTIAL, named(set.label)
                    + " is labelled as another is; give each its own label");
            }
            fields.addAll(Arrays.asList(Signer.fields(set.label, set.credentials)));
        }
        return fields.toArray(new Field[0]);
    }

    /** What could be no label is not repeated: it can be anything, and of any length. */
    private static String named(String label) {
        return LABEL.matcher(label).matches() ? "the set labelled " + label : "a set of credentials";
    }

    /**
     * Checks that a message is authentic and, where a timestamp is signed, fresh. Any exception means: do not trust it.
     *
     * @param headers all that came, repeated ones repeated
     * @param message the raw body, before any parser touched it; and method and URL where the scheme signs them
     * @throws RejectedException for a message that is not to be trusted
     */
    public Verified verify(Headers headers, Message message) {
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(message, "message");
        return PaysigException.orThrow(handle, this, () -> {
            ByteBuffer body = message.body();
            return new Verified(scheme,
                Library.loaded().verify(handle, headers.pack(), message.content(), message.wantsReplayKey()), body);
        });
    }

    /**
     * As {@link #verify(Headers, Message)}.
     *
     * @param body the raw body; null means that it was not read, and is {@link ErrorCode#MISSING_BODY}
     */
    public Verified verify(Map<String, ? extends List<String>> headers, byte @Nullable [] body) {
        return verify(Headers.of(headers), body);
    }

    /**
     * As {@link #verify(Headers, Message)}.
     *
     * @param body the raw body; null means that it was not read, and is {@link ErrorCode#MISSING_BODY}
     */
    public Verified verify(Headers headers, byte @Nullable [] body) {
        return verify(headers, received(body));
    }

    /**
     * As {@link #explain(Headers, Message, ExplainOptions)}, with no other credentials and 128 MiB.
     *
     * @throws InputException where something was left out or cannot be read
     */
    public Explanation explain(Headers headers, Message message) {
        return explain(headers, message, ExplainOptions.none());
    }

    /**
     * Explains why a message is refused: tries what people get wrong, alone and two at a time, and claims a cause only when the signature
     * was recomputed with it, or when it is visible in the message.
     *
     * <p>For people who look for a mistake, not for every rejected message: it hashes up to 128 MiB, some tenths of a second. Whatever it
     * finds, the message stays refused. For a request that a gateway refused, it is given that request and the headers that were sent
     * with it.
     *
     * @param headers as for {@link #verify(Headers, Message)}
     * @param message as for {@link #verify(Headers, Message)}
     * @param how other credentials that may have been used by mistake, and a budget
     * @throws InputException where something was left out or cannot be read; a message that is refused throws nothing
     * @throws ConfigurationException where the scheme has no such option, or a set of others is empty or labelled as another is
     */
    public Explanation explain(Headers headers, Message message, ExplainOptions how) {
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(how, "how");
        return PaysigException.orThrow(handle, this, () -> {
            Field[] others = how.others == null ? new Field[0] : fields(how.others);
            return new Explanation(Library.loaded().explain(handle, headers.pack(), message.content(), others, how.budget));
        });
    }

    /**
     * As {@link #explain(Headers, Message)}.
     *
     * @param body the raw body; null means that it was not read, and is {@link ErrorCode#MISSING_BODY}
     */
    public Explanation explain(Map<String, ? extends List<String>> headers, byte @Nullable [] body) {
        return explain(Headers.of(headers), body);
    }

    /**
     * As {@link #explain(Headers, Message)}.
     *
     * @param body the raw body; null means that it was not read, and is {@link ErrorCode#MISSING_BODY}
     */
    public Explanation explain(Headers headers, byte @Nullable [] body) {
        return explain(headers, received(body));
    }

    private static Message received(byte @Nullable [] body) {
        return body == null ? Message.withoutBody() : Message.of(body);
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
        return "Verifier(" + scheme + ")";
    }
}
