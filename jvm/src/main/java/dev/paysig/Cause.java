package dev.paysig;

import com.google.gson.JsonObject;
import dev.paysig.internal.Json;
import dev.paysig.internal.Library;
import java.util.List;

/** One of the mistakes that {@link Verifier#explain} knows. The ids are the same in every language. Immutable. */
public final class Cause {
    private final String id;
    private final String summary;
    private final String fix;

    private Cause(JsonObject json) {
        id = json.get("id").getAsString();
        summary = json.get("summary").getAsString();
        fix = json.get("fix").getAsString();
    }

    /** Describes every cause, in the table's order: headers, text form, body, string to sign, time, keys, algorithm. */
    public static List<Cause> all() {
        JsonObject described = Json.object(PaysigException.orThrow(() -> Library.loaded().describe("causes")));
        return Json.list(described, "causes", cause -> new Cause(cause.getAsJsonObject()));
    }

    /** Stable, such as {@code json_reencoded}. */
    public String id() {
        return id;
    }

    /** What happened, in one sentence. */
    public String summary() {
        return summary;
    }

    /** What to do about it. */
    public String fix() {
        return fix;
    }

    /** The id. */
    @Override
    public String toString() {
        return "Cause(" + id + ")";
    }
}
