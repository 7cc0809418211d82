package dev.paysig.benchmarks;

import dev.paysig.Headers;
import dev.paysig.Message;
import dev.paysig.Signer;
import dev.paysig.Verified;
import dev.paysig.Verifier;
import dev.paysig.gateways.Solidgate;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** paysig beside the lines that the gateway's documentation would have everybody write. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class Sign {
    private static final String PUBLIC = "api_pk_7b197ff4";
    private static final String SECRET = "api_sk_b2a8ea1e";

    @Param({"200", "2000", "100000"})
    public int length;

    private byte[] body;
    private Signer signer;
    private Verifier verifier;
    private Headers headers;

    @Setup
    public void make() {
        body = new byte[length];
        signer = new Signer(Solidgate.REQUEST, Solidgate.requestCredentials(PUBLIC, SECRET));
        verifier = new Verifier(Solidgate.REQUEST, Solidgate.requestCredentials(PUBLIC, SECRET));
        headers = signer.sign(Message.of(body));
        if (!snippet().equals(headers.get("Signature"))) {
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

    @Benchmark
    public String snippet() {
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA512"));
            mac.update(PUBLIC.getBytes(StandardCharsets.UTF_8));
            mac.update(body);
            mac.update(PUBLIC.getBytes(StandardCharsets.UTF_8));
            StringBuilder hex = new StringBuilder();
            for (byte b : mac.doFinal()) {
                hex.append(String.format("%02x", b));
            }
            return Base64.getEncoder().encodeToString(hex.toString().getBytes(StandardCharsets.UTF_8));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
