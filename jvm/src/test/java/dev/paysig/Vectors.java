package dev.paysig;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** The cases of tests/vectors, in the format of its README.md. */
@NullMarked
public final class Vectors {
    private static final Path FOLDER = Path.of(System.getProperty("paysig.top"), "tests/vectors");

    private Vectors() {}

    /** Runs every case and says how many there were. */
    public static void run(String language, Consumer<JsonObject> runner) {
        JsonObject index = read("index.json");
        int[] ran = {0, 0};
        List<String> failures = new ArrayList<>();
        for (JsonElement file : index.getAsJsonArray("files")) {
            ran[0] += file(file.getAsJsonObject(), runner, failures);
        }
        for (JsonElement file : index.getAsJsonObject("more").getAsJsonArray("files")) {
            ran[1] += file(file.getAsJsonObject(), runner, failures);
        }
        System.out.printf("vectors: %d cases ran through %s on Java %s by %s: %d of messages and %d more%n", ran[0] + ran[1], language,
            System.getProperty("java.specification.version"), System.getProperty("paysig.expected"), ran[0], ran[1]);
        assertEquals(List.of(), failures);
        assertEquals(index.get("total").getAsInt(), ran[0]);
        assertEquals(index.getAsJsonObject("more").get("total").getAsInt(), ran[1]);
    }

    private static int file(JsonObject file, Consumer<JsonObject> runner, List<String> failures) {
        JsonArray cases = read(file.get("file").getAsString()).getAsJsonArray("cases");
        assertEquals(file.get("cases").getAsInt(), cases.size());
        for (JsonElement each : cases) {
            one(each.getAsJsonObject(), runner, failures);
        }
        return cases.size();
    }

    static void one(JsonObject vector, Consumer<JsonObject> runner, List<String> failures) {
        JsonElement expect = vector.get("expect");
        String wanted = expect.isJsonObject() && expect.getAsJsonObject().has("error")
            ? expect.getAsJsonObject().get("error").getAsString() : "no error";
        String got = "no error";
        try {
            runner.accept(vector);
        } catch (PaysigException e) {
            got = e.code().text();
        } catch (AssertionError | RuntimeException e) {
            got = e.toString();
        }
        if (!got.equals(wanted)) {
            failures.add(vector.get("id").getAsString() + ": " + got + ", and expected was " + wanted);
        }
    }

    /** The format's bytes, in any of their forms. */
    public static byte[] bytes(JsonElement data) {
        if (data.isJsonPrimitive()) {
            return data.getAsString().getBytes(StandardCharsets.UTF_8);
        }
        JsonObject form = data.getAsJsonObject();
        if (form.has("base64")) {
            return Base64.getDecoder().decode(form.get("base64").getAsString());
        }
        if (form.has("file")) {
            try {
                return Files.readAllBytes(FOLDER.resolve("keys").resolve(form.get("file").getAsString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        JsonObject repeat = form.getAsJsonObject("repeat");
        byte[] unit = bytes(repeat.get("unit"));
        byte[] all = new byte[unit.length * repeat.get("times").getAsInt()];
        for (int i = 0; i < all.length; i++) {
            all[i] = unit[i % unit.length];
        }
        return all;
    }

    public static @Nullable String text(JsonObject object, String name) {
        return object.has(name) && !object.get(name).isJsonNull() ? object.get(name).getAsString() : null;
    }

    private static JsonObject read(String file) {
        try {
            return JsonParser.parseString(Files.readString(FOLDER.resolve(file))).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
