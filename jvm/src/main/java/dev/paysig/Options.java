package dev.paysig;

import dev.paysig.internal.Failure;
import dev.paysig.internal.Field;
import dev.paysig.internal.Utf8;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is set when a signer or verifier is made. A scheme takes those options that it lists; any other is
 * {@link ErrorCode#UNKNOWN_OPTION}. Immutable.
 */
public final class Options {
    private static final Options NONE = new Options(Collections.emptyMap());

    /** Text, or a duration. */
    private final Map<String, Object> values;

    private Options(Map<String, Object> values) {
        this.values = values;
    }

    /** No options, to add to. */
    public static Options none() {
        return NONE;
    }

    /** By how much a message's timestamp may differ from the clock, to either side; counted in whole milliseconds. */
    public Options tolerance(Duration tolerance) {
        return withAny("tolerance", tolerance);
    }

    /** Accepts a message of any age: guard against replays in another way. */
    public Options withoutFreshness() {
        return with("freshness", "off");
    }

    /** Signs the query as it stands, instead of percent-decoded. */
    public Options queryAsSent() {
        return with("query", "as-sent");
    }

    /** Gives the timestamp's header another name. */
    public Options timestampHeader(String name) {
        return with("header.timestamp", name);
    }

    /** Gives the signature's header another name. */
    public Options signatureHeader(String name) {
        return with("header.signature", name);
    }

    /** Signs the JSON body without the white space between its tokens, instead of as it stands. */
    public Options compactBody() {
        return with("compact_body", "true");
    }

    /** Allows http to localhost, 127.0.0.0/8 and [::1] where https is needed, for tests. */
    public Options allowHttpLoopback() {
        return with("allow_http_loopback", "true");
    }

    /** Any option by its name, as text. The tolerance has a unit: use {@link #tolerance}. */
    public Options with(String name, String value) {
        return withAny(name, value);
    }

    private Options withAny(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, name));
        return new Options(more);
    }

    /** The value of an option that was given as text. */
    public @Nullable String get(String name) {
        Object value = values.get(Objects.requireNonNull(name, "name"));
        return value instanceof String ? (String) value : null;
    }

    Field[] fields() throws Failure {
        Field[] fields = new Field[values.size()];
        int at = 0;
        for (Map.Entry<String, Object> option : values.entrySet()) {
            fields[at++] = option.getValue() instanceof Duration
                ? Field.of(option.getKey(), milliseconds((Duration) option.getValue()))
                : Field.of(null, option.getKey(), Utf8.bytes((String) option.getValue()));
        }
        return fields;
    }

    private static long milliseconds(Duration duration) {
        try {
            return duration.toMillis();
        } catch (ArithmeticException e) {
            throw PaysigException.of(ErrorCode.INVALID_OPTION, "the tolerance is longer than milliseconds can count");
        }
    }

    @Override
    public String toString() {
        return "Options" + values;
    }
}
