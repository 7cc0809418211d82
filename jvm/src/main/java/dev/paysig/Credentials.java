package dev.paysig;

import dev.paysig.internal.Failure;
import dev.paysig.internal.Utf8;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Named values, such as {@code secret_key}, with the names that the scheme lists. Keys are PEM text or DER bytes.
 *
 * <p>Immutable. Printing or logging credentials shows their names only.
 */
public final class Credentials {
    private static final Credentials NONE = new Credentials(Collections.emptyMap());

    final Map<String, Object> values;

    private Credentials(Map<String, Object> values) {
        this.values = values;
    }

    /** For schemes that need none, and to add to with {@link #with(String, String)}. */
    public static Credentials none() {
        return NONE;
    }

    /** One value by its name. */
    public static Credentials of(String name, String value) {
        return NONE.with(name, value);
    }

    /** Two values by their names. */
    public static Credentials of(String name1, String value1, String name2, String value2) {
        return NONE.with(name1, value1).with(name2, value2);
    }

    /** Values by their names. */
    public static Credentials of(Map<String, String> values) {
        Credentials made = NONE;
        for (Map.Entry<String, String> entry : Objects.requireNonNull(values, "values").entrySet()) {
            made = made.with(entry.getKey(), entry.getValue());
        }
        return made;
    }

    /** These and one more; one of the same name is replaced. */
    public Credentials with(String name, String value) {
        return withAny(name, given(name, value));
    }

    /** These and one more: the bytes of a key. */
    public Credentials with(String name, byte[] value) {
        return withAny(name, given(name, value).clone());
    }

    /** Null is what {@code System.getenv} gives for a variable that is not set. */
    private static <T> T given(String name, T value) {
        return Objects.requireNonNull(value,
            () -> name + " is null; look whether the environment variable or the file it comes from is set");
    }

    private Credentials withAny(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(Objects.requireNonNull(name, "name"), value);
        return new Credentials(more);
    }

    /** The names, in the order in which they were given. */
    public Set<String> names() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** A copy, which can be wiped. */
    static byte[] bytes(Object value) throws Failure {
        return value instanceof byte[] ? ((byte[]) value).clone() : Utf8.bytes((String) value);
    }

    /** The names. */
    @Override
    public String toString() {
        return "Credentials(" + String.join(", ", values.keySet()) + ")";
    }
}
