package dev.paysig.benchmarks;

import dev.paysig.Headers;
import dev.paysig.Message;
import dev.paysig.Signer;
import dev.paysig.Verifier;
import dev.paysig.gateways.Solidgate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** What concerns the whole process: several threads, and memory. */
final class Whole {
    private static final int MEBIBYTES = 64;
    private static final int TURNS = 7;
    private static final long TURN = TimeUnit.MILLISECONDS.toNanos(60);
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");

    private Whole() {}

    /** Signs and verifies a body that is there already: as an array, and in a direct buffer. */
    static void memory(Report report) throws IOException {
        Signer signer = new Signer(Solidgate.REQUEST, Solidgate.requestCredentials(Subjects.PUBLIC, Subjects.SECRET));
        Verifier verifier = new Verifier(Solidgate.REQUEST, Solidgate.requestCredentials(Subjects.PUBLIC, Subjects.SECRET));
        Message small = Message.of(new byte[1]);
        verifier.verify(signer.sign(small), small);

        Message array = Message.of(new byte[MEBIBYTES << 20]);
        report.memory("sign a body of " + MEBIBYTES + " MiB", growth(() -> signer.sign(array)));
        Headers headers = signer.sign(array);
        ByteBuffer outside = ByteBuffer.allocateDirect(MEBIBYTES << 20);
        while (outside.hasRemaining()) {
            outside.put((byte) 0);
        }
        Message direct = Message.of((ByteBuffer) outside.flip());
        report.memory("sign a body of " + MEBIBYTES + " MiB in a direct buffer", growth(() -> signer.sign(direct)));
        report.memory("verify a body of " + MEBIBYTES + " MiB in a direct buffer", growth(() -> verifier.verify(headers, direct)));
    }

    private static long growth(Runnable call) throws IOException {
        // What earlier calls left to be collected must not make room for this one.
        System.gc();
        Files.writeString(CLEAR, "5"); // the peak is what is in use now
        long before = peak();
        call.run();
        return peak() - before;
    }

    private static long peak() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
            }
        }
        throw new IOException("the system does not say the peak of memory");
    }

    /** Calls in a second by one thread and by as many as there are processors, all with one signer or verifier. */
    static void threads(Report report, Comparison comparison) throws Exception {
        Comparison.Way paysig = comparison.ways.stream().filter(way -> way.name.equals("paysig")).findFirst().orElseThrow();
        int[] counts = {1, Math.max(2, Runtime.getRuntime().availableProcessors())};
        double[][] rates = new double[counts.length][TURNS];
        for (int turn = 0; turn < TURNS; turn++) {
            for (int i = 0; i < counts.length; i++) {
                rates[i][turn] = rate(paysig, counts[i]);
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        for (int i = 0; i < counts.length; i++) {
            medians.put(Integer.toString(counts[i]), Comparison.quartiles(rates[i])[1]);
        }
        report.threads(comparison, medians);
    }

    private static double rate(Comparison.Way way, int threads) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            long began = System.nanoTime();
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> {
                    int done = 0;
                    for (; System.nanoTime() - began < TURN; done += 20) {
                        way.turn(20);
                    }
                    return done;
                }));
            }
            long done = 0;
            for (Future<Integer> each : running) {
                done += each.get();
            }
            return done * 1e9 / (System.nanoTime() - began);
        } finally {
            pool.shutdown();
        }
    }
}
