package dev.paysig.generate;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.paysig.Gateway;
import dev.paysig.Scheme;
import dev.paysig.internal.Json;
import dev.paysig.internal.Library;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes what is made from the library's tables: the codes of errors and the gateways' conveniences. */
public final class Generator {
    private static final String FOLDER = "src/main/java/dev/paysig/";
    private static final String MARK = "// Generated from the library's tables by jvm/generate; changes belong there.\n";

    private Generator() {}

    public static void main(String[] arguments) throws Exception {
        for (Map.Entry<String, String> file : files().entrySet()) {
            Path path = Path.of(arguments[0]).resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    /** The text of each file, by its path below the folder jvm. */
    public static Map<String, String> files() throws Exception {
        Map<String, String> files = new TreeMap<>();
        files.put(FOLDER + "ErrorCode.java", errors());
        for (Gateway gateway : Gateway.all()) {
            files.put(FOLDER + "gateways/" + pascal(gateway.id()) + ".java", gateway(gateway));
        }
        files.put(FOLDER + "gateways/package-info.java", MARK + """
            /** What paysig knows of each gateway: the ids of its schemes, its credentials by name, its URLs and its error answers. */
            @NullMarked
            package dev.paysig.gateways;

            import org.jspecify.annotations.NullMarked;
            """);
        return files;
    }

    private static String errors() throws Exception {
        StringBuilder codes = new StringBuilder();
        for (JsonElement each : Json.object(Library.loaded().describe("errors")).getAsJsonArray("errors")) {
            JsonObject error = each.getAsJsonObject();
            String code = error.get("code").getAsString();
            String summary = error.get("summary").getAsString();
            String advice = error.get("advice").getAsString();
            codes.append(comment("    ", summary + " " + advice))
                .append("    ").append(code.toUpperCase(Locale.ROOT)).append("(").append(error.get("number").getAsInt()).append(", ")
                .append(literal(summary + " " + advice)).append("),\n");
        }
        return MARK + """
            package dev.paysig;

            import java.util.Locale;

            /** What can go wrong, with the same names and numbers in every language. */
            public enum ErrorCode {
            %s    /** A code that is newer than this package: {@link PaysigException#number()} has its number. */
                OTHER(0, "Update the package, which is older than the library.");

                private final int number;
                private final String advice;

                ErrorCode(int number, String advice) {
                    this.number = number;
                    this.advice = advice;
                }

                /** The number, whose first digit says the kind. */
                public int number() {
                    return number;
                }

                /** The stable name, such as {@code signature_mismatch}. */
                public String text() {
                    return name().toLowerCase(Locale.ROOT);
                }

                /** What the code means and what to do about it. */
                public String advice() {
                    return advice;
                }

                static ErrorCode of(int number) {
                    for (ErrorCode code : values()) {
                        if (code.number == number) {
                            return code;
                        }
                    }
                    return OTHER;
                }
            }
            """.formatted(codes);
    }

    private static String gateway(Gateway gateway) {
        StringBuilder text = new StringBuilder(MARK);
        text.append("package dev.paysig.gateways;\n\nimport dev.paysig.Credentials;\nimport dev.paysig.Gateway;\n"
            + "import dev.paysig.GatewayError;\nimport org.jspecify.annotations.Nullable;\n\n");
        text.append(comment("", "What paysig knows of " + gateway.name() + "."));
        text.append("public final class ").append(pascal(gateway.id())).append(" {\n");
        text.append("    /** The gateway's id. */\n    public static final String GATEWAY = ").append(literal(gateway.id())).append(";\n");
        for (Gateway.Host host : gateway.hosts()) {
            String environment = host.environment().equals("any") ? "" : host.environment() + "_";
            text.append("\n    /** Where the API is. */\n    public static final String ")
                .append(constant(environment + host.product())).append("_URL = ").append(literal(host.url())).append(";\n");
        }
        for (Scheme scheme : gateway.schemes()) {
            text.append("\n").append(comment("    ", "The scheme " + scheme.id() + ": " + scheme.rule() + ". "
                + String.join(" ", scheme.notes())));
            text.append("    public static final String ").append(constant(schemeName(gateway, scheme))).append(" = ")
                .append(literal(scheme.id())).append(";\n");
        }
        text.append("\n    private ").append(pascal(gateway.id())).append("() {}\n");
        for (Scheme scheme : gateway.schemes()) {
            credentials(text, gateway, scheme);
        }
        text.append("""

                /**
                 * Gives the URL of an API call, of the gateway's first product and version.
                 *
                 * @param environment {@code test} or {@code live}
                 * @param path below the API's base, percent-encoded, with or without a leading slash
                 */
                public static String url(String environment, String path) {
                    return Gateway.url(GATEWAY, environment, path, null, null);
                }

                /** Says what error an answer is, by its HTTP status, 0 where that is not known, and its body; null when it is none. */
                public static @Nullable GatewayError readError(int status, byte[] body) {
                    return Gateway.readError(GATEWAY, status, body);
                }
            }
            """);
        return text.toString();
    }

    /** Keys that only signing or only verifying needs can be null. */
    private static void credentials(StringBuilder text, Gateway gateway, Scheme scheme) {
        text.append("\n    /**\n").append(lines("     * ", "The credentials of {@link #" + constant(schemeName(gateway, scheme)) + "}."))
            .append("     *\n");
        for (Scheme.Field field : scheme.fields()) {
            String only = switch (field.role()) {
                case "signing_key" -> "; to sign";
                case "verifying_key" -> "; to verify";
                case "passphrase" -> "; where the key has one";
                default -> "";
            };
            text.append(lines("     * ", "@param " + camel(field.name()) + " " + field.about() + only));
        }
        String name = camel(schemeName(gateway, scheme)) + "Credentials";
        text.append("     */\n").append(lines("    ", "        ", "public static Credentials " + name + "("
            + scheme.fields().stream().map(field -> (optional(field) ? "@Nullable\u00a0" : "") + "String\u00a0" + camel(field.name()))
                .collect(Collectors.joining(", ")) + ") {").replace('\u00a0', ' '))
            .append("        Credentials credentials = Credentials.none();\n");
        for (Scheme.Field field : scheme.fields()) {
            String with = "credentials = credentials.with(" + literal(field.name()) + ", " + camel(field.name()) + ");\n";
            text.append(optional(field)
                ? "        if (" + camel(field.name()) + " != null) {\n            " + with + "        }\n"
                : "        " + with);
        }
        text.append("        return credentials;\n    }\n");
    }

    private static boolean optional(Scheme.Field field) {
        return !field.role().equals("public") && !field.role().equals("secret");
    }

    /** {@code request}, or {@code v2-webhook} for one of another family. */
    private static String schemeName(Gateway gateway, Scheme scheme) {
        String[] halves = scheme.id().split("/", 2);
        String family = halves[0].startsWith(gateway.id()) ? halves[0].substring(gateway.id().length()) : halves[0];
        family = family.startsWith("-") ? family.substring(1) : family;
        return family.isEmpty() ? halves[1] : family + "-" + halves[1];
    }

    private static String constant(String name) {
        return name.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static String pascal(String name) {
        StringBuilder made = new StringBuilder();
        for (String word : name.split("[-_]")) {
            made.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return made.toString();
    }

    private static String camel(String name) {
        String pascal = pascal(name);
        return pascal.substring(0, 1).toLowerCase(Locale.ROOT) + pascal.substring(1);
    }

    private static String literal(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String comment(String indent, String text) {
        return indent + "/**\n" + lines(indent + " * ", escape(text)) + indent + " */\n";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "&#64;").replace("*/", "*&#47;");
    }

    private static String lines(String start, String text) {
        return lines(start, start, text);
    }

    private static String lines(String first, String further, String text) {
        StringBuilder made = new StringBuilder();
        StringBuilder line = new StringBuilder(first);
        for (String word : text.trim().split(" +")) {
            if (line.length() > first.length() && line.length() + word.length() > 130) {
                made.append(line.toString().stripTrailing()).append("\n");
                line = new StringBuilder(further);
            }
            line.append(word).append(" ");
        }
        return made.append(line.toString().stripTrailing()).append("\n").toString();
    }
}
