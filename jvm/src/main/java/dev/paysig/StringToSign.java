package dev.paysig;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is signed: named parts that follow each other without separators. Schemes that sign nothing have none. */
public final class StringToSign {
    private final List<Part> parts;

    private StringToSign(List<Part> parts) {
        this.parts = parts;
    }

    static StringToSign of(JsonObject json) {
        List<Part> parts = new ArrayList<>();
        if (json.has("parts")) {
            for (JsonElement part : json.getAsJsonArray("parts")) {
                parts.add(new Part(part.getAsJsonObject()));
            }
        }
        return new StringToSign(Collections.unmodifiableList(parts));
    }

    /** In the order in which they are signed. */
    public List<Part> parts() {
        return parts;
    }

    /** The bytes, with secrets as {@code ***}. */
    public byte[] bytes() {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (Part part : parts) {
            byte[] bytes = part.bytes == null ? "***".getBytes(StandardCharsets.US_ASCII) : part.bytes;
            joined.write(bytes, 0, bytes.length);
        }
        return joined.toByteArray();
    }

    /** The names and lengths of the parts, and nothing of the bytes: so a log holds no body. */
    @Override
    public String toString() {
        return parts.stream().map(Part::toString).collect(Collectors.joining(", ", "StringToSign(", ")"));
    }

    /** One part of what is signed. */
    public static final class Part {
        private final String name;
        private final byte @Nullable [] bytes;

        Part(JsonObject json) {
            name = json.get("name").getAsString();
            bytes = json.has("base64") ? Base64.getDecoder().decode(json.get("base64").getAsString()) : null;
        }

        /** The credential's name, {@code timestamp}, {@code method}, {@code path}, {@code query}, {@code body} or {@code literal}. */
        public String name() {
            return name;
        }

        /** The exact bytes; null for a secret, which is signed and not shown. */
        public byte @Nullable [] bytes() {
            return bytes == null ? null : bytes.clone();
        }

        @Override
        public String toString() {
            return name + " (" + (bytes == null ? "secret" : bytes.length + " bytes") + ")";
        }
    }
}
