package dev.paysig;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.paysig.internal.Json;
import dev.paysig.internal.Library;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A payment company's API: its schemes, and what else a client must know to reach it. */
public final class Gateway {
    private final JsonObject json;

    private Gateway(JsonObject json) {
        this.json = json;
    }

    /** Describes every gateway. */
    public static List<Gateway> all() {
        return describe("");
    }

    /** Describes the gateway of this id. */
    public static Gateway of(String id) {
        List<Gateway> found = describe(Objects.requireNonNull(id, "id"));
        if (found.size() != 1) {
            throw PaysigException.of(ErrorCode.UNKNOWN_GATEWAY, "it is not the id of one gateway");
        }
        return found.get(0);
    }

    /** The gateway that has the scheme of this id. */
    public static Gateway ofScheme(String scheme) {
        Objects.requireNonNull(scheme, "scheme");
        for (Gateway gateway : all()) {
            for (Scheme each : gateway.schemes()) {
                if (each.id().equals(scheme)) {
                    return gateway;
                }
            }
        }
        throw PaysigException.of(ErrorCode.UNKNOWN_SCHEME, "no gateway has a scheme of this id; list them with Gateway.all()");
    }

    private static List<Gateway> describe(String subject) {
        JsonObject described = Json.object(PaysigException.orThrow(() -> Library.loaded().describe(subject)));
        return Json.list(described, "gateways", gateway -> new Gateway(gateway.getAsJsonObject()));
    }

    /**
     * Gives the URL of an API call.
     *
     * @param gateway its id
     * @param environment {@code test} or {@code live}
     * @param path below the API's base, percent-encoded, with or without a leading slash
     * @param product one that the gateway's hosts name, such as {@code cards}; null for the first
     * @param version that of the API, such as {@code 1.0}, where the gateway's URLs have one; null for the first
     */
    public static String url(String gateway, String environment, String path, @Nullable String product, @Nullable String version) {
        Objects.requireNonNull(gateway, "gateway");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(path, "path");
        return new String(PaysigException.orThrow(() -> Library.loaded().gatewayUrl(gateway, environment, product, version, path)),
            StandardCharsets.UTF_8);
    }

    /**
     * Says what error a gateway's answer is; null when it is none.
     *
     * @param status the HTTP status; 0 where that is not known
     */
    public static @Nullable GatewayError readError(String gateway, int status, byte[] body) {
        Objects.requireNonNull(gateway, "gateway");
        Objects.requireNonNull(body, "body");
        if (status < 0 || status > 999) {
            throw PaysigException.of(ErrorCode.INVALID_ARGUMENT, status + " is no HTTP status");
        }
        JsonElement found =
            Json.parse(PaysigException.orThrow(() -> Library.loaded().gatewayError(gateway, status, body)));
        return found.isJsonNull() ? null : new GatewayError(found.getAsJsonObject());
    }

    /** Stable, such as {@code global-payment}. */
    public String id() {
        return json.get("id").getAsString();
    }

    /** As the company writes it. */
    public String name() {
        return json.get("name").getAsString();
    }

    /** Where the API is; empty when the company publishes no address. */
    public List<Host> hosts() {
        return Json.list(json, "hosts", host -> new Host(host.getAsJsonObject()));
    }

    /** The path of an API call, with the places <code>{major}</code> (the API version before its point) and <code>{path}</code>. */
    public String endpoint() {
        return json.get("endpoint").getAsString();
    }

    /** The rules for its kinds of messages. */
    public List<Scheme> schemes() {
        return Json.list(json, "schemes", scheme -> new Scheme(scheme.getAsJsonObject()));
    }

    /** How a webhook is answered; null when the gateway sends none. */
    public @Nullable Acknowledgement acknowledgement() {
        return json.get("acknowledgement").isJsonNull() ? null : new Acknowledgement(json.getAsJsonObject("acknowledgement"));
    }

    @Override
    public String toString() {
        return "Gateway(" + id() + ")";
    }

    /** One base address of a gateway. */
    public static final class Host {
        private final JsonObject json;

        Host(JsonObject json) {
            this.json = json;
        }

        /** {@code test}, {@code live}, or {@code any} where the credentials decide. */
        public String environment() {
            return json.get("environment").getAsString();
        }

        /** Which of the gateway's products is there, such as {@code cards}. */
        public String product() {
            return json.get("product").getAsString();
        }

        /** Scheme and authority, without a path. */
        public String url() {
            return json.get("url").getAsString();
        }
    }

    /** The answer that tells the gateway that a webhook arrived; anything else makes it send again. */
    public static final class Acknowledgement {
        private final JsonObject json;

        Acknowledgement(JsonObject json) {
            this.json = json;
        }

        /** The HTTP status. */
        public int status() {
            return json.get("status").getAsInt();
        }

        /** That of the body; null where there is none. */
        public @Nullable String contentType() {
            return Json.text(json, "content_type");
        }

        /** The body, which can be empty. */
        public String body() {
            return Json.textOr(json, "body", "");
        }
    }
}
