package dev.paysig.benchmarks;

import dev.paysig.Headers;
import dev.paysig.Message;
import dev.paysig.Signer;
import dev.paysig.Verified;
import dev.paysig.Verifier;
import dev.paysig.gateways.Solidgate;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** paysig beside the lines that everybody writes who follows the gateway's formula with {@link Mac}. */
@State(Scope.Benchmark)
public class Sign {
    private static final String PUBLIC = "api_pk_7b197ff4a8c14d1e9a64d1b1f3a3e2c0";
    private static final String SECRET = "api_sk_b2a8ea1e0c6f4a5b8d2e7f3a9c1b4d60";

    /** The length of the body in bytes. */
    @Param({"256", "65536"})
    public int length;

    private byte[] body;
    private Signer signer;
    private Verifier verifier;
    private Headers headers;

    /** A Mac that is kept belongs to one thread. */
    @State(Scope.Thread)
    public static class Kept {
        private Mac mac;

        @Setup
        public void make() throws GeneralSecurityException {
            mac = newMac();
        }
    }

    @Setup
    public void make() throws GeneralSecurityException {
        body = new byte[length];
        new Random(1).nextBytes(body);
        signer = new Signer(Solidgate.REQUEST, Solidgate.requestCredentials(PUBLIC, SECRET));
        verifier = new Verifier(Solidgate.REQUEST, Solidgate.requestCredentials(PUBLIC, SECRET));
        headers = signer.sign(Message.of(body));
        Kept kept = new Kept();
        kept.make();
        String signature = headers.get("Signature");
        if (!snippet().equals(signature) || !tunedSnippet(kept).equals(signature)) {
            throw new IllegalStateException("the snippet and paysig do not agree");
        }
    }

    @Benchmark
    public Headers sign() {
        return signer.sign(Message.of(body));
    }

    @Benchmark
    public Verified verify() {
        return verifier.verify(headers, body);
    }

    /** A Mac for each call, and {@code String.format} for the digits. */
    @Benchmark
    public String snippet() throws GeneralSecurityException {
        Mac mac = newMac();
        mac.update(PUBLIC.getBytes(StandardCharsets.UTF_8));
        mac.update(body);
        mac.update(PUBLIC.getBytes(StandardCharsets.UTF_8));
        StringBuilder hex = new StringBuilder();
        for (byte b : mac.doFinal()) {
            hex.append(String.format("%02x", b));
        }
        return Base64.getEncoder().encodeToString(hex.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The fastest that a Mac allows: kept, so that each thread needs its own; and Java 17 has a class for the digits. */
    @Benchmark
    public String tunedSnippet(Kept kept) {
        kept.mac.update(PUBLIC.getBytes(StandardCharsets.UTF_8));
        kept.mac.update(body);
        kept.mac.update(PUBLIC.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(HexFormat.of().formatHex(kept.mac.doFinal()).getBytes(StandardCharsets.US_ASCII));
    }

    private static Mac newMac() throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA512");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA512"));
        return mac;
    }
}
