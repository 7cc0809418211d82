package dev.paysig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** The cases of tests/vectors, in the format of its README.md, and those of tests/explain. */
@NullMarked
public final class Vectors {
    private static final Path TESTS = Path.of(System.getProperty("paysig.top"), "tests");
    private static final Path FOLDER = TESTS.resolve("vectors");

    private static final Set<ErrorCode> THROWN = EnumSet.noneOf(ErrorCode.class);

    private Vectors() {}

    /** Codes that no input can bring about from the JVM: wrong arguments of the C library, broken machines, schemes of one's own. */
    private static final Set<ErrorCode> OUT_OF_REACH = EnumSet.of(ErrorCode.INVALID_SCHEME, ErrorCode.BUFFER_TOO_SMALL,
        ErrorCode.RANDOM_UNAVAILABLE, ErrorCode.FAULT_DETECTED, ErrorCode.OTHER);

    /**
     * Runs every case and says how many there were. Each code must have been thrown by one of them, or by one of those below.
     *
     * @param more what fails with the codes of which there is no case, as they can be said in one language only
     */
    public static void run(String language, Consumer<JsonObject> runner, Map<ErrorCode, Callable<?>> more) {
        JsonObject index = read(FOLDER.resolve("index.json"));
        int[] ran = {0, 0};
        THROWN.clear();
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
        more.forEach((code, call) -> {
            PaysigException error = assertThrows(PaysigException.class, call::call, code.text());
            assertEquals(code, error.code(), error.getMessage());
            THROWN.add(check(error));
        });
        THROWN.addAll(OUT_OF_REACH);
        THROWN.add(ErrorCode.INTERNAL); // in LibraryTest
        assertEquals(EnumSet.allOf(ErrorCode.class), THROWN);
    }

    /** The kind is the class, the number is the code's, and the message begins with the code. */
    private static ErrorCode check(PaysigException error) {
        Class<?> kind = switch (error.number() / 100) {
            case 1 -> ConfigurationException.class;
            case 2 -> InputException.class;
            case 3 -> RejectedException.class;
            default -> InternalException.class;
        };
        assertEquals(kind, error.getClass());
        assertEquals(error.code().number(), error.number());
        assertEquals(error.code().advice(), error.advice());
        String message = String.valueOf(error.getMessage());
        assertTrue(message.startsWith(error.code().text() + ": ") && message.length() > error.code().text().length() + 10, message);
        return error.code();
    }

    private static int file(JsonObject file, Consumer<JsonObject> runner, List<String> failures) {
        JsonArray cases = read(FOLDER.resolve(file.get("file").getAsString())).getAsJsonArray("cases");
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
            got = check(e).text();
            THROWN.add(e.code());
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

    /**
     * Runs every case of tests/explain, a message that a real mistake broke, and says how many there were.
     *
     * @param runner explains the message of a case, and sees that it stays refused
     */
    public static void explain(String language, Function<JsonObject, Explanation> runner) {
        JsonObject index = read(TESTS.resolve("explain/index.json"));
        int ran = 0;
        List<String> failures = new ArrayList<>();
        for (JsonElement each : index.getAsJsonArray("files")) {
            JsonObject file = each.getAsJsonObject();
            JsonArray cases = read(TESTS.resolve("explain").resolve(file.get("file").getAsString())).getAsJsonArray("cases");
            assertEquals(file.get("cases").getAsInt(), cases.size());
            for (JsonElement one : cases) {
                ran++;
                try {
                    JsonObject given = one.getAsJsonObject();
                    explained(given, runner.apply(given));
                } catch (AssertionError | RuntimeException e) {
                    failures.add(one.getAsJsonObject().get("id").getAsString() + ": " + e);
                }
            }
        }
        System.out.printf("explained: %d broken messages through %s on Java %s by %s%n", ran, language,
            System.getProperty("java.specification.version"), System.getProperty("paysig.expected"));
        assertEquals(0, failures.size(), () -> String.join("\n", failures.subList(0, Math.min(failures.size(), 20))));
        assertEquals(index.get("total").getAsInt(), ran);
    }

    private static void explained(JsonObject given, Explanation explanation) {
        JsonObject expect = given.getAsJsonObject("expect");
        assertEquals(Explanation.Outcome.EXPLAINED, explanation.outcome());
        assertEquals(given.get("scheme").getAsString(), explanation.scheme());
        assertEquals(expect.getAsJsonArray("causes").asList().stream().map(JsonElement::getAsString).sorted().toList(),
            explanation.findings().stream().map(Finding::cause).sorted().toList());
        Finding.Certainty certainty = Finding.Certainty.valueOf(expect.get("certainty").getAsString().toUpperCase(Locale.ROOT));
        assertEquals(Set.of(certainty), explanation.findings().stream().map(Finding::certainty).collect(Collectors.toSet()));
        if (expect.has("label")) {
            assertEquals(text(expect, "label"), explanation.label());
        }
        if (expect.has("encoder")) {
            // Another scheme's id stands in the sentence.
            Set<String> named = explanation.findings().stream()
                .flatMap(finding -> Stream.concat(finding.encoders().stream(), Stream.of(finding.detail().split("[ :]"))))
                .collect(Collectors.toSet());
            assertTrue(named.contains(expect.get("encoder").getAsString()), named.toString());
        }
    }

    public static @Nullable String text(JsonObject object, String name) {
        return object.has(name) && !object.get(name).isJsonNull() ? object.get(name).getAsString() : null;
    }

    private static JsonObject read(Path file) {
        try {
            return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
