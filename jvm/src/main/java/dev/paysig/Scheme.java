package dev.paysig;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.paysig.internal.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
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
        Objects.requireNonNull(name, "name");
        return options().stream().anyMatch(option -> option.name().equals(name));
    }

    /** The field whose value in the message chooses the credentials; null where none does. */
    public @Nullable String sender() {
        return Json.text(json, "sender");
    }

    /** What proves that a message is authentic. */
    public Proof proof() {
        return new Proof(json.get("proof"));
    }

    /** The names of what is signed, in order; empty where nothing is. */
    public List<String> parts() {
        List<String> names = new ArrayList<>();
        for (Part part : proof().parts()) {
            String of = part.of();
            names.add(of != null && part.kind().equals("field") ? of : part.kind());
        }
        return Collections.unmodifiableList(names);
    }

    /** The form and lifetime of the timestamp; null where none is signed. */
    public @Nullable Freshness freshness() {
        return json.get("freshness").isJsonNull() ? null : new Freshness(json.getAsJsonObject("freshness"));
    }

    /** The only method that the gateway takes; null where there are several. */
    public @Nullable String method() {
        return expected("method");
    }

    /** The content type that the gateway expects of a body; null for none in particular. */
    public @Nullable String contentType() {
        return expected("content_type");
    }

    /** The {@code Accept} that the gateway expects; null for none in particular. */
    public @Nullable String accept() {
        return expected("accept");
    }

    /** {@code required} where signing refuses anything else than https, and {@code expected} elsewhere. */
    public String https() {
        return json.getAsJsonObject("expects").get("https").getAsString();
    }

    /** The lowest version of TLS, such as {@code 1.2}; null for none in particular. */
    public @Nullable String tls() {
        return expected("tls");
    }

    private @Nullable String expected(String name) {
        return Json.text(json.getAsJsonObject("expects"), name);
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

    /** What proves that a message is authentic. */
    public static final class Proof {
        private final String kind;
        private final JsonObject json;

        Proof(JsonElement proof) {
            JsonElement content = Json.content(proof);
            kind = Json.alternative(proof);
            json = content == null ? new JsonObject() : content.getAsJsonObject();
        }

        /** {@code mac}, {@code rsa_pkcs1_sha256} or {@code basic}. */
        public String kind() {
            return kind;
        }

        /** The field that keys a MAC; null for others. */
        public @Nullable String key() {
            return Json.text(json, "key");
        }

        /** The hash of a MAC, {@code sha256} or {@code sha512}; null for others. */
        public @Nullable String hash() {
            return Json.text(json, "hash");
        }

        /** What is signed, in this order, without separators; empty where nothing is. */
        public List<Part> parts() {
            return json.has("parts") ? Json.list(json, "parts", Part::new) : Collections.emptyList();
        }

        /**
         * How the MAC or signature is written: {@code hex_lower}, {@code hex_any_case}, {@code base64} or {@code base64_of_hex_lower}; null
         * for HTTP Basic.
         */
        public @Nullable String text() {
            return Json.text(json, "text");
        }

        /** The field that is the user of HTTP Basic; null for others. */
        public @Nullable String user() {
            return Json.text(json, "user");
        }

        /** The field that is the password of HTTP Basic; null for others. */
        public @Nullable String password() {
            return Json.text(json, "password");
        }
    }

    /** One part of what is signed. */
    public static final class Part {
        private final String kind;
        private final @Nullable String of;

        Part(JsonElement part) {
            JsonElement content = Json.content(part);
            kind = Json.alternative(part);
            of = content == null ? null : content.getAsString();
        }

        /**
         * {@code field}, {@code literal}, {@code timestamp}, {@code method}, {@code path}, {@code query}, {@code target} or {@code body}.
         */
        public String kind() {
            return kind;
        }

        /** The field's name or the literal's characters; null for the others. */
        public @Nullable String of() {
            return of;
        }
    }

    /** The form and lifetime of a timestamp. */
    public static final class Freshness {
        private final JsonObject json;

        Freshness(JsonObject json) {
            this.json = json;
        }

        /** {@code seconds} (ten digits) or {@code milliseconds} (thirteen). */
        public String unit() {
            return json.get("unit").getAsString();
        }

        /** By how much it may differ from the clock, unless {@link Options#tolerance} says otherwise. */
        public Duration tolerance() {
            return Duration.ofSeconds(json.get("tolerance_seconds").getAsLong());
        }
    }

    /** A header of a scheme. */
    public static final class Header {
        private final String name;
        private final List<String> also;
        private final String need;
        private final String carries;
        private final @Nullable String of;
        private final String prefix;

        Header(JsonObject json) {
            name = json.get("name").getAsString();
            also = Json.list(json, "also", JsonElement::getAsString);
            need = json.get("need").getAsString();
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

        /** Other names under which it is read. */
        public List<String> also() {
            return also;
        }

        /** {@code always}, {@code if_given}, or {@code else_from_request} for a response's timestamp that may be its request's. */
        public String need() {
            return need;
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
