package dev.paysig.examples;

import dev.paysig.Verified;
import dev.paysig.Verifier;
import dev.paysig.Webhook;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Webhooks with Javalin, or with any other server on servlets: the request as it came, before anything parses it. */
public final class JavalinWebhook {
    private JavalinWebhook() {}

    public static Javalin server(Verifier verifier, Consumer<Verified> process) {
        Webhook webhook = new Webhook(verifier, 64 << 10);
        return Javalin.create(config -> config.routes.post("/hooks", context -> {
            Webhook.Received received = webhook.receive(context.req().getMethod(), target(context), headers(context),
                context.req().getInputStream());
            Verified verified = received.verified();
            if (verified != null) {
                // What it throws is answered with 500, and the gateway sends again. It records verified.replayKey() with what it does, and
                // skips a copy.
                process.accept(verified);
            }
            context.status(received.status());
            if (received.contentType() != null) {
                context.contentType(received.contentType());
            }
            context.result(received.body());
        }));
    }

    private static String target(Context context) {
        String query = context.req().getQueryString();
        return context.req().getRequestURI() + (query == null ? "" : "?" + query);
    }

    /** All of them: Javalin's own map keeps one of each name. */
    private static Map<String, List<String>> headers(Context context) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : Collections.list(context.req().getHeaderNames())) {
            headers.put(name, new ArrayList<>(Collections.list(context.req().getHeaders(name))));
        }
        return headers;
    }
}
