package dev.paysig.benchmarks;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints a table, and writes one JSON object a line to the file that PAYSIG_BENCH_RESULTS names. */
final class Report {
    private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

    private final String language;
    private final String file = System.getenv("PAYSIG_BENCH_RESULTS");

    Report(String language) {
        this.language = language;
        System.out.printf("%n%s: nanoseconds for a call (how many times as fast as the snippet)%n", language);
    }

    void calls(Comparison of, List<Comparison.Measured> ways) throws IOException {
        System.out.printf("%-24s %-7s %8d", of.scheme, of.operation, of.body);
        for (Comparison.Measured way : ways) {
            System.out.printf(way == ways.get(0) ? "  %s %.0f" : "  %s %.0f (%.2f)", way.name, way.ns[1], way.ratio[1]);
        }
        System.out.println();
        Map<String, Object> object = object("calls", of);
        object.put("ways", ways);
        write(object);
    }

    void threads(Comparison of, Map<String, Double> perSecond) throws IOException {
        System.out.printf("%-24s %-7s %8d  calls a second:", of.scheme, of.operation, of.body);
        perSecond.forEach((threads, rate) -> System.out.printf("  %s threads %.0f", threads, rate));
        System.out.println();
        Map<String, Object> object = object("threads", of);
        object.put("per_second", perSecond);
        write(object);
    }

    void memory(String what, long bytes) throws IOException {
        System.out.printf("%-42s %10d bytes more%n", what, bytes);
        Map<String, Object> object = object("memory");
        object.put("what", what);
        object.put("bytes", bytes);
        write(object);
    }

    private Map<String, Object> object(String kind) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("kind", kind);
        object.put("language", language);
        return object;
    }

    private Map<String, Object> object(String kind, Comparison of) {
        Map<String, Object> object = object(kind);
        object.put("scheme", of.scheme);
        object.put("operation", of.operation);
        object.put("body", of.body);
        return object;
    }

    private void write(Map<String, Object> object) throws IOException {
        if (file != null && !file.isEmpty()) {
            Files.writeString(Path.of(file), JSON.toJson(object) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
