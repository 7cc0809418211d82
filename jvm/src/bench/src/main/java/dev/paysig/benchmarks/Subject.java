package dev.paysig.benchmarks;

import dev.paysig.Credentials;
import dev.paysig.Headers;
import dev.paysig.Message;
import dev.paysig.Options;
import dev.paysig.PaysigException;
import dev.paysig.Signer;
import dev.paysig.Verifier;
import dev.paysig.benchmarks.Comparison.Call;
import dev.paysig.benchmarks.Comparison.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A scheme with all that its ways need. */
final class Subject {
    /** The benchmark takes longer than messages stay fresh, so the tolerance is long; it is looked at all the same. */
    private static final Duration ANY_AGE = Duration.ofHours(1);

    final String scheme;
    private final Credentials credentials;
    private final Rule snippet;
    private final Rule byHand;
    private final String signatureHeader;
    private String senderHeader;
    private String sender;
    private String timestampHeader;
    private TimeUnit timestampUnit;
    private String method = "";
    private String url = "";
    private boolean signsBody = true;

    Subject(String scheme, Credentials credentials, String signatureHeader, Rule snippet, Rule byHand) {
        this.scheme = scheme;
        this.credentials = credentials;
        this.signatureHeader = signatureHeader;
        this.snippet = snippet;
        this.byHand = byHand;
    }

    Subject sender(String header, String value) {
        senderHeader = header;
        sender = value;
        return this;
    }

    Subject timestamp(String header, TimeUnit unit) {
        timestampHeader = header;
        timestampUnit = unit;
        return this;
    }

    Subject request(String method, String url) {
        this.method = method;
        this.url = url;
        return this;
    }

    Subject withoutBody() {
        signsBody = false;
        return this;
    }

    int[] sizes() {
        return scheme.equals("solidgate/request") ? new int[] {0, 64, 256, 1 << 10, 4 << 10, 16 << 10, 64 << 10, 1 << 20}
            : new int[] {256, 4 << 10};
    }

    /**
     * Signing and verifying. Every way was seen to sign what paysig accepts, to accept what paysig signed, and to refuse another body.
     */
    List<Comparison> comparisons(int size) throws Exception {
        byte[] body = new byte[size];
        for (int i = 0; i < size; i++) {
            body[i] = (byte) ('a' + i % 26);
        }
        Signer signer = new Signer(scheme, credentials);
        Verifier verifier = new Verifier(scheme, credentials,
            timestampHeader == null ? Options.none() : Options.none().tolerance(ANY_AGE));

        // A request that is about to be sent has its other headers already.
        Map<String, List<String>> outgoing = headers();
        outgoing.put("Content-Type", Collections.singletonList("application/json"));
        for (Rule rule : Arrays.asList(snippet, byHand)) {
            setHeaders(outgoing, rule, body);
            verifier.verify(Headers.of(outgoing), message(body));
        }
        List<Way> signing = Arrays.asList(
            new Way("snippet", () -> setHeaders(outgoing, snippet, body)),
            new Way("by hand", () -> setHeaders(outgoing, byHand, body)),
            new Way("paysig", () -> signer.sign(method, url, body)));

        Map<String, List<String>> incoming = usualHeaders();
        signer.sign(method, url, body).forEach((name, value) -> incoming.put(name, Collections.singletonList(value)));
        List<Way> verifying = new ArrayList<>(Arrays.asList(
            accepting("snippet", body, given -> verify(incoming, snippet, given)),
            accepting("by hand", body, given -> isFresh(incoming) && verify(incoming, byHand, given)),
            accepting("paysig", body, given -> accepts(verifier, incoming, message(given)))));
        if (signsBody) {
            verifying.add(accepting("paysig, with replay key", body,
                given -> accepts(verifier, incoming, message(given).withReplayKey())));
        }
        return Arrays.asList(new Comparison(scheme, "sign", size, signing), new Comparison(scheme, "verify", size, verifying));
    }

    private interface Verify {
        boolean verify(byte[] body) throws Exception;
    }

    private Way accepting(String name, byte[] body, Verify verify) throws Exception {
        if (signsBody && verify.verify(Arrays.copyOf(body, body.length + 1))) {
            throw new IllegalStateException(scheme + ": " + name + " accepts another body");
        }
        Call call = () -> {
            if (!verify.verify(body)) {
                throw new IllegalStateException(scheme + ": " + name + " refuses what was signed");
            }
            return Boolean.TRUE;
        };
        return new Way(name, call);
    }

    private static boolean accepts(Verifier verifier, Map<String, List<String>> headers, Message message) {
        try {
            verifier.verify(Headers.of(headers), message);
            return true;
        } catch (PaysigException e) {
            return false;
        }
    }

    private Message message(byte[] body) {
        return Message.of(body).request(method, url);
    }

    private Object setHeaders(Map<String, List<String>> headers, Rule rule, byte[] body) throws Exception {
        String timestamp = "";
        if (timestampHeader != null) {
            timestamp = Long.toString(timestampUnit.convert(System.currentTimeMillis(), TimeUnit.MILLISECONDS));
            headers.put(timestampHeader, Collections.singletonList(timestamp));
        }
        if (senderHeader != null) {
            headers.put(senderHeader, Collections.singletonList(sender));
        }
        headers.put(signatureHeader, Collections.singletonList(rule.sign(timestamp, body)));
        return headers;
    }

    private boolean verify(Map<String, List<String>> headers, Rule rule, byte[] body) throws Exception {
        String timestamp = timestampHeader == null ? "" : headers.get(timestampHeader).get(0);
        if (senderHeader != null && !headers.get(senderHeader).get(0).equals(sender)) {
            return false;
        }
        return rule.verify(headers.get(signatureHeader).get(0), timestamp, body);
    }

    private boolean isFresh(Map<String, List<String>> headers) {
        if (timestampHeader == null) {
            return true;
        }
        long signed = timestampUnit.toMillis(Long.parseLong(headers.get(timestampHeader).get(0)));
        return Math.abs(System.currentTimeMillis() - signed) <= ANY_AGE.toMillis();
    }

    /** As {@code java.net.http} has them. */
    private static Map<String, List<String>> headers() {
        return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    }

    /** What a webhook has beside its signature. */
    private static Map<String, List<String>> usualHeaders() {
        Map<String, List<String>> headers = headers();
        for (String[] each : new String[][] {
            {"Accept", "*/*"}, {"Accept-Encoding", "gzip, deflate"}, {"Content-Length", "256"}, {"Content-Type", "application/json"},
            {"User-Agent", "Gateway/1.0"}, {"X-Forwarded-For", "203.0.113.7"}, {"X-Forwarded-Proto", "https"},
            {"X-Request-Id", "0f8fad5b-d9cb-469f-a165-70867728950e"},
        }) {
            headers.put(each[0], Collections.singletonList(each[1]));
        }
        return headers;
    }
}
