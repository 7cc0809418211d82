package dev.paysig.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks once for each way to the library, each on a Java where it is the one that is taken, and prints medians. */
public final class Jmh {
    private Jmh() {}

    /**
     * Runs them.
     *
     * @param arguments {@code PROVIDER=JAVA} for each way, then {@code --} and JMH's own arguments, which win over those set here
     */
    public static void main(String[] arguments) throws Exception {
        int end = Arrays.asList(arguments).indexOf("--");
        CommandLineOptions own = new CommandLineOptions(Arrays.copyOfRange(arguments, end + 1, arguments.length));
        for (int i = 0; i < end; i++) {
            String[] way = arguments[i].split("=", 2);
            print(way[0], run(way[0], way[1], own));
        }
    }

    /** The median of the iterations' averages in nanoseconds, by length and benchmark. */
    private static Map<Integer, Map<String, Double>> run(String provider, String java, CommandLineOptions own) throws Exception {
        Path log = Files.createTempFile("jmh", ".log");
        ChainedOptionsBuilder options = new OptionsBuilder().parent(own).jvm(java)
            .jvmArgs(provider.equals("ffm")
                ? new String[] {"-Dpaysig.provider=ffm", "--enable-native-access=ALL-UNNAMED"}
                : new String[] {"-Dpaysig.provider=" + provider})
            .output(log.toString()).shouldFailOnError(true).mode(Mode.AverageTime).timeUnit(TimeUnit.NANOSECONDS);
        if (!own.getForkCount().hasValue()) {
            options.forks(1);
        }
        if (!own.getWarmupIterations().hasValue()) {
            options.warmupIterations(3);
        }
        if (!own.getWarmupTime().hasValue()) {
            options.warmupTime(TimeValue.milliseconds(500));
        }
        if (!own.getMeasurementIterations().hasValue()) {
            options.measurementIterations(5);
        }
        if (!own.getMeasurementTime().hasValue()) {
            options.measurementTime(TimeValue.milliseconds(500));
        }
        Map<Integer, Map<String, Double>> medians = new TreeMap<>();
        try {
            for (RunResult result : new Runner(options.build()).run()) {
                medians.computeIfAbsent(Integer.valueOf(result.getParams().getParam("length")), length -> new TreeMap<>())
                    .put(result.getPrimaryResult().getLabel(), result.getPrimaryResult().getStatistics().getPercentile(50));
            }
        } catch (RunnerException e) {
            System.err.print(Files.readString(log));
            throw e;
        } finally {
            Files.delete(log);
        }
        return medians;
    }

    private static void print(String provider, Map<Integer, Map<String, Double>> medians) {
        System.out.printf("%-4s %6s %9s %9s %9s %9s %14s %14s%n", provider, "bytes", "sign", "verify", "snippet", "tuned", "snippet/sign",
            "tuned/sign");
        medians.forEach((length, each) -> {
            double sign = each.getOrDefault("sign", Double.NaN);
            double snippet = each.getOrDefault("snippet", Double.NaN);
            double tuned = each.getOrDefault("tunedSnippet", Double.NaN);
            System.out.printf("%-4s %6d %6.0f ns %6.0f ns %6.0f ns %6.0f ns %14.2f %14.2f%n", "", length, sign,
                each.getOrDefault("verify", Double.NaN), snippet, tuned, snippet / sign, tuned / sign);
        });
    }
}
