package dev.paysig;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Headers: what {@link Signer#sign} gives, in the scheme's order and spelling, and what {@link Verifier#verify} takes, all as they came,
 * repeated ones repeated.
 *
 * <p>Immutable. They may be credentials themselves: printing or logging them shows their names only.
 */
public final class Headers implements Iterable<Map.Entry<String, String>> {
    private final List<Map.Entry<String, String>> entries;

    private Headers(List<Map.Entry<String, String>> entries) {
        this.entries = entries;
    }

    /** No headers, to add to with {@link #with}. */
    public static Headers none() {
        return new Headers(Collections.emptyList());
    }

    /**
     * Headers as {@code java.net.http}, the JDK's server and Spring have them. What has no name is left out: in
     * {@code HttpURLConnection.getHeaderFields} that is the status line.
     */
    public static Headers of(Map<String, ? extends List<String>> headers) {
        List<Map.Entry<String, String>> entries = new ArrayList<>();
        Objects.requireNonNull(headers, "headers").forEach((name, values) -> {
            if (name != null) {
                Objects.requireNonNull(values, "a header's values").forEach(value -> entries.add(entry(name, value)));
            }
        });
        return new Headers(entries);
    }

    /** These and one more. */
    public Headers with(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(entries);
        more.add(entry(name, value));
        return new Headers(more);
    }

    private static Map.Entry<String, String> entry(String name, String value) {
        return new AbstractMap.SimpleImmutableEntry<>(Objects.requireNonNull(name, "name"),
            Objects.requireNonNull(value, name));
    }

    /** The value of the first header of this name, in any case; null where there is none. */
    public @Nullable String get(String name) {
        Objects.requireNonNull(name, "name");
        for (Map.Entry<String, String> entry : entries) {
            if (entry.getKey().equalsIgnoreCase(name)) {
                return entry.getValue();
            }
        }
        return null;
    }

    /** Gives each header to a function of two texts, such as {@code HttpRequest.Builder::setHeader}. */
    public void forEach(BiConsumer<String, String> use) {
        Objects.requireNonNull(use, "use");
        entries.forEach(entry -> use.accept(entry.getKey(), entry.getValue()));
    }

    /** How many there are, repeated ones counted each time. */
    public int size() {
        return entries.size();
    }

    @Override
    public Iterator<Map.Entry<String, String>> iterator() {
        return Collections.unmodifiableList(entries).iterator();
    }

    /** Reads the library's form. */
    static Headers unpack(byte[] packed) {
        String[] texts = new String(packed, StandardCharsets.ISO_8859_1).split("\0", -1);
        List<Map.Entry<String, String>> entries = new ArrayList<>();
        for (int i = 0; i + 1 < texts.length; i += 2) {
            entries.add(entry(texts[i], texts[i + 1]));
        }
        return new Headers(entries);
    }

    byte[] pack() {
        StringBuilder packed = new StringBuilder(64 * entries.size());
        for (Map.Entry<String, String> entry : entries) {
            add(packed, entry.getKey());
            add(packed, entry.getValue());
        }
        String text = packed.toString();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length == text.length() ? bytes : packBeyondAscii();
    }

    private static void add(StringBuilder packed, String text) {
        if (text.indexOf('\0') >= 0) {
            // It would end the header early and begin another.
            throw PaysigException.of(ErrorCode.INVALID_HEADERS, "a header holds a NUL, which HTTP does not allow");
        }
        packed.append(text).append('\0');
    }

    /** Servers read a header's bytes as Latin-1; so these are the bytes that came. A character beyond can be none of them. */
    private byte[] packBeyondAscii() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (Map.Entry<String, String> entry : entries) {
            for (String text : new String[] {entry.getKey(), entry.getValue()}) {
                boolean latin = text.chars().allMatch(character -> character < 0x100);
                byte[] bytes = text.getBytes(latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
                packed.write(bytes, 0, bytes.length);
                packed.write(0);
            }
        }
        return packed.toByteArray();
    }

    /** The names. */
    @Override
    public String toString() {
        return entries.stream().map(Map.Entry::getKey).collect(Collectors.joining(", ", "Headers(", ")"));
    }
}
