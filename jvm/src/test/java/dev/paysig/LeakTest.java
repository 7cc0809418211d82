package dev.paysig;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Native;
import com.sun.jna.Structure;
import dev.paysig.gateways.SmartGlocal;
import dev.paysig.gateways.Solidgate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** After many calls of each kind, no more native memory is in use than before, whether or not things were closed. */
class LeakTest {
    /** In a batch: so a leak of 32 bytes a call shows, and of 512 where calls are dear. */
    private static final int CALLS = 4000;
    private static final int DEAR_CALLS = 250;
    private static final long ALLOWED = 128 << 10;
    /** What grows in one batch only is the virtual machine's: compiled code, caches. */
    private static final int BATCHES = 5;

    /** Of glibc; counts bytes of its main arena. */
    @Structure.FieldOrder({"arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"})
    public static class Info extends Structure implements Structure.ByValue {
        public long arena;
        public long ordblks;
        public long smblks;
        public long hblks;
        public long hblkhd;
        public long usmblks;
        public long fsmblks;
        public long uordblks;
        public long fordblks;
        public long keepcost;
    }

    /** The C library. */
    public interface C extends com.sun.jna.Library {
        Info mallinfo2();
    }

    /** Prints which kinds of calls leave something, and how much; then how many there were. */
    public static final class Main {
        private static final C LIBC = Native.load("c", C.class);

        /** Takes by how much longer the batches are. */
        public static void main(String[] arguments) throws Exception {
            Map<String, Callable<?>> calls = calls();
            long made = 0;
            long most = 0;
            for (Map.Entry<String, Callable<?>> each : calls.entrySet()) {
                int times = Integer.parseInt(arguments[0]) * (each.getKey().startsWith("dear") ? DEAR_CALLS : CALLS);
                long least = Long.MAX_VALUE;
                for (int batch = 0; batch < BATCHES && least > ALLOWED; batch++) {
                    long before = inUse(0);
                    repeat(each.getValue(), times);
                    made += times;
                    least = Math.min(least, inUse(before + ALLOWED) - before);
                }
                if (least > ALLOWED) {
                    System.out.println(each.getKey() + ": " + least + " bytes");
                }
                most = Math.max(most, least);
            }
            System.out.println(made + " calls of " + calls.size() + " kinds, at most " + most + " bytes more after those of one");
            System.exit(most > ALLOWED ? 1 : 0);
        }

        private static void repeat(Callable<?> call, int times) throws Exception {
            for (int i = 0; i < times; i++) {
                call.call();
            }
        }

        /** What is not closed goes some time after it was collected: so it waits for as long as that becomes less. */
        private static long inUse(long enough) throws Exception {
            long used = Long.MAX_VALUE;
            int inVain = 0;
            while (inVain < 4 && used > enough) {
                System.gc();
                Thread.sleep(20);
                Info info = LIBC.mallinfo2();
                long now = info.uordblks + info.hblkhd;
                inVain = now < used - 1024 ? 0 : inVain + 1;
                used = Math.min(used, now);
            }
            return used;
        }

        private static String refused(Callable<?> call) throws Exception {
            try {
                call.call();
            } catch (PaysigException e) {
                return e.getMessage();
            }
            throw new AssertionError("it was not refused");
        }

        private static Map<String, Callable<?>> calls() throws Exception {
            Credentials keys = Solidgate.requestCredentials("api_pk_test", "api_sk_0d6b3f1c52a94e0f9c7d81e2b3a4c511");
            byte[] pem = Files.readAllBytes(Path.of(System.getProperty("paysig.top"), "tests/vectors/keys/bank131.private.pem"));
            Credentials rsa =
                SmartGlocal.requestCredentials("shop", new String(pem, StandardCharsets.US_ASCII), null, null);
            byte[] body = "{\"order\":1}".getBytes(StandardCharsets.UTF_8);
            Signer signer = new Signer(Solidgate.REQUEST, keys);
            Signer signsOptions = new Signer(SmartGlocal.REQUEST, rsa);
            Verifier verifier = new Verifier(Solidgate.REQUEST, keys);
            Headers headers = signer.sign(Message.of(body));
            Map<String, Callable<?>> calls = new LinkedHashMap<>();
            calls.put("sign", () -> signer.sign(Message.of(body)));
            calls.put("verify", () -> verifier.verify(headers, Message.of(body).withReplayKey()).replayKey());
            calls.put("verify, refused", () -> refused(() -> verifier.verify(headers, new byte[1])));
            calls.put("an unknown option", () -> refused(() -> signer.sign(Message.of(body).option("colour", "red"))));
            calls.put("half a character", () -> refused(() -> signer.sign(Message.of(body).option("colour", "\ud800"))));
            calls.put("string to sign", () -> signer.stringToSign(Message.of(body)));
            calls.put("form", () -> signer.form("data", body));
            calls.put("a signer, closed", () -> {
                try (Signer made = new Signer(Solidgate.REQUEST, keys)) {
                    return made.sign(Message.of(body));
                }
            });
            calls.put("a signer, collected", () -> new Signer(Solidgate.REQUEST, keys));
            calls.put("a verifier, collected", () -> new Verifier(Solidgate.REQUEST, Keyring.of("a", keys).with("b", keys)));
            calls.put("a signer, refused", () -> refused(() -> new Signer(Solidgate.REQUEST, Credentials.of("secret_key", "a"))));
            calls.put("dear: a key, inspected", () -> Key.inspect(pem, null));
            calls.put("a key, refused", () -> refused(() -> Key.readPublic(pem)));
            calls.put("an error answer", () -> Gateway.readError("solidgate", 401, body));
            calls.put("a URL", () -> Solidgate.url("live", "charge"));
            calls.put("dear: a long body", () -> signer.sign(Message.of(new byte[2 << 20])));
            calls.put("dear: an option, with RSA", () -> signsOptions.sign(Message.of(body).newIdempotencyKey()));
            calls.put("dear: a key, written", () -> {
                try (Key key = Key.readPrivate(pem, null)) {
                    return key.writePublic(Key.Encoding.PEM);
                }
            });
            calls.put("dear: descriptions", Gateway::all);
            ExplainOptions how = ExplainOptions.none().others(Keyring.of("staging", keys.with("secret_key", "api_sk_1")));
            calls.put("dear: explained", () -> verifier.explain(headers, Message.of(new byte[1]), how).capsule());
            calls.put("explaining, refused", () -> refused(() -> verifier.explain(headers, Message.withoutBody(), how)));
            return calls;
        }
    }

    @Test
    void nothingLeaks() throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-Dpaysig.provider="
            + System.getProperty("paysig.expected"), "-Dpaysig.top=" + System.getProperty("paysig.top")));
        if (Runtime.version().feature() >= 22) {
            arguments.add("--enable-native-access=ALL-UNNAMED");
        }
        arguments.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(),
            System.getProperty("paysig.leak.times", "1")));
        // One arena, so that all of it is counted.
        String said = Processes.java(Map.of("MALLOC_ARENA_MAX", "1"), arguments);
        assertTrue(said.matches("\\d+ calls of \\d+ kinds, [^\n]*\n"), said);
        System.out.print("memory: " + System.getProperty("paysig.expected") + ": " + said);
    }
}
