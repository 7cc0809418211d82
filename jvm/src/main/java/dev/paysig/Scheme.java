package dev.paysig;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.paysig.internal.Json;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rule for one kind of message. */
public final class Scheme {
    private final JsonObject json;

    Scheme(JsonObject json) {
        this.json = json;
    }

    /** Stable, such as {@code solidgate/webhook}. */
    public String id() {
        return json.get("id").getAsString();
    }

    /** {@code request} (merchant to gateway), {@code response} (the answer to a request) or {@code webhook} (gateway to merchant). */
    public String kind() {
        return json.get("kind").getAsString();
    }

    /** What is signed, how, and where it is written, in one sentence. */
    public String rule() {
        return json.get("rule").getAsString();
    }

    /** What a user of the scheme must know: limits of its protection, traps. */
    public List<String> notes() {
        return Json.list(json, "notes", JsonElement::getAsString);
    }

    /** The credentials. */
    public List<Field> fields() {
        return Json.list(json, "fields", field -> new Field(field.getAsJsonObject()));
    }

    /** What proves a message, in order. */
    public List<Header> headers() {
        return Json.list(json, "headers", header -> new Header(header.getAsJsonObject()));
    }

    /** What can be set, when building or for one message. */
    public List<Option> options() {
        return Json.list(json, "options", option -> new Option(option.getAsJsonObject()));
    }

    /** Whether there is an option of this name. */
    public boolean hasOption(String name) {
        return options().stream().anyMatch(option -> option.name().equals(name));
    }

    /** The names of what is signed, in order; empty where nothing is. */
    public List<String> parts() {
        JsonElement proof = Json.content(json.get("proof"));
        if (proof == null || !proof.getAsJsonObject().has("parts")) {
            return Collections.emptyList();
        }
        return Json.list(proof.getAsJsonObject(), "parts", part -> {
            JsonElement content = Json.content(part);
            return content != null && Json.alternative(part).equals("field") ? content.getAsString() : Json.alternative(part);
        });
    }

    /** The only method that the gateway takes; null where there are several. */
    public @Nullable String method() {
        return Json.text(json.getAsJsonObject("expects"), "method");
    }

    /** The content type that the gateway expects of a body; null for none in particular. */
    public @Nullable String contentType() {
        return Json.text(json.getAsJsonObject("expects"), "content_type");
    }

    /** The {@code Accept} that the gateway expects; null for none in particular. */
    public @Nullable String accept() {
        return Json.text(json.getAsJsonObject("expects"), "accept");
    }

    @Override
    public String toString() {
        return "Scheme(" + id() + ")";
    }

    /** A credential that a scheme needs. */
    public static final class Field {
        private final JsonObject json;

        Field(JsonObject json) {
            this.json = json;
        }

        /** As {@link Credentials} have it. */
        public String name() {
            return json.get("name").getAsString();
        }

        /**
         * {@code public}, {@code secret}, {@code signing_key} (needed only to sign), {@code verifying_key} (needed only to verify) or
         * {@code passphrase}.
         */
        public String role() {
            return json.get("role").getAsString();
        }

        /** What it is and where to find it. */
        public String about() {
            return json.get("about").getAsString();
        }
    }

    /** A header of a scheme. */
    public static final class Header {
        private final String name;
        private final String carries;
        private final @Nullable String of;
        private final String prefix;

        Header(JsonObject json) {
            name = json.get("name").getAsString();
            JsonElement value = json.get("value");
            JsonElement content = Json.content(value);
            carries = Json.alternative(value);
            boolean option = content != null && content.isJsonObject();
            of = content == null ? null : option ? Json.text(content.getAsJsonObject(), "name") : content.getAsString();
            prefix = option ? Json.textOr(content.getAsJsonObject(), "prefix", "") : "";
        }

        /** As it goes over the wire, in any case. */
        public String name() {
            return name;
        }

        /** {@code proof}, {@code timestamp}, {@code field} or {@code option}. */
        public String carries() {
            return carries;
        }

        /** The name of the field or option; null for the others. */
        public @Nullable String of() {
            return of;
        }

        /** What stands before the value of an option, such as {@code Bearer} and a space. */
        public String prefix() {
            return prefix;
        }
    }

    /** Something that a caller may set. */
    public static final class Option {
        private final JsonObject json;

        Option(JsonObject json) {
            this.json = json;
        }

        /** As {@link Options#with} and {@link Message#option} take it. */
        public String name() {
            return json.get("name").getAsString();
        }

        /** {@code building} or {@code message}. */
        public String when() {
            return json.get("when").getAsString();
        }

        /** What it does. */
        public String about() {
            return json.get("about").getAsString();
        }
    }
}
