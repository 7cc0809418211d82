package dev.paysig.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the library's JSON, which is documented in {@code docs/json.md}. */
public final class Json {
    private Json() {}

    public static JsonElement parse(byte[] json) {
        return JsonParser.parseString(new String(json, StandardCharsets.UTF_8));
    }

    public static JsonObject object(byte[] json) {
        return parse(json).getAsJsonObject();
    }

    public static @Nullable String text(JsonObject object, String name) {
        JsonElement value = object.get(name);
        return value == null || value.isJsonNull() ? null : value.getAsString();
    }

    public static String textOr(JsonObject object, String name, String otherwise) {
        String value = text(object, name);
        return value == null ? otherwise : value;
    }

    public static Map<String, String> texts(JsonObject object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.entrySet().forEach(entry -> texts.put(entry.getKey(), entry.getValue().getAsString()));
        return Collections.unmodifiableMap(texts);
    }

    public static <T> List<T> list(JsonObject object, String name, Function<JsonElement, T> read) {
        List<T> list = new ArrayList<>();
        object.getAsJsonArray(name).forEach(element -> list.add(read.apply(element)));
        return Collections.unmodifiableList(list);
    }

    /** The constant of this name, in any case; the other one for a name that is newer than this package. */
    public static <E extends Enum<E>> E constant(Class<E> type, String name, E other) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(name)) {
                return constant;
            }
        }
        return other;
    }

    /** The alternative's name: {@code "name"} for one that holds nothing, {@code {"name": content}} for one that does. */
    public static String alternative(JsonElement value) {
        return value.isJsonPrimitive() ? value.getAsString() : value.getAsJsonObject().keySet().iterator().next();
    }

    /** What the alternative holds. */
    public static @Nullable JsonElement content(JsonElement value) {
        return value.isJsonPrimitive() ? null : value.getAsJsonObject().get(alternative(value));
    }
}
