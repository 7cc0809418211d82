package dev.paysig.benchmarks;

import dev.paysig.gateways.SmartGlocal;
import dev.paysig.gateways.Solidgate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What gateways document, the best by hand with Java's own library, and paysig, side by side in one process. */
public final class Main {
    /** The size at which every scheme, and every way to the library, is measured. */
    private static final int USUAL = 256;

    private Main() {}

    /**
     * Measures.
     *
     * @param arguments what the report calls this Java, {@code all} sizes or {@code usual}, and the folder with the keys of the vectors
     */
    public static void main(String[] arguments) throws Exception {
        Report report = new Report(arguments[0]);
        boolean all = arguments[1].equals("all");
        // First, while nothing else has made the heap large.
        Whole.memory(report);
        List<Comparison> comparisons = new ArrayList<>();
        List<Comparison> shared = new ArrayList<>();
        for (Subject subject : Subjects.all(Path.of(arguments[2]))) {
            for (int size : subject.sizes()) {
                if (size == USUAL || all) {
                    List<Comparison> made = subject.comparisons(size);
                    comparisons.addAll(made);
                    if (size == USUAL && (subject.scheme.equals(Solidgate.REQUEST) || subject.scheme.equals(SmartGlocal.REQUEST))) {
                        shared.addAll(made);
                    }
                }
            }
        }
        // All before any: what the compiler makes of common code depends on all who call it.
        for (Comparison comparison : comparisons) {
            if (comparison.body == USUAL) {
                comparison.warmUp();
            }
        }
        for (Comparison comparison : comparisons) {
            report.calls(comparison, comparison.measure());
        }
        for (Comparison comparison : shared) {
            Whole.threads(report, comparison);
        }
    }
}
