package dev.paysig.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Several ways to do one thing. The first is what the others are measured against. */
final class Comparison {
    private static final int ROUNDS = 31;
    private static final long TURN = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long WARM_UP = TimeUnit.MILLISECONDS.toNanos(150);
    private static final long LONGEST_WARM_UP = TimeUnit.SECONDS.toNanos(1);
    private static final int WARM_CALLS = 20_000;
    private static final Random RANDOM = new Random();

    final String scheme;
    final String operation;
    final int body;
    final List<Way> ways;

    Comparison(String scheme, String operation, int body, List<Way> ways) {
        this.scheme = scheme;
        this.operation = operation;
        this.body = body;
        this.ways = ways;
    }

    /** One of the ways. What a call gives is looked at, and calls are of more kinds than a compiler inlines: so none is left out. */
    static final class Way {
        final String name;
        private final Call call;

        Way(String name, Call call) {
            this.name = name;
            this.call = call;
        }

        /** Nanoseconds for so many calls. */
        long turn(int count) {
            try {
                long began = System.nanoTime();
                for (int i = 0; i < count; i++) {
                    if (call.make() == null) {
                        throw new IllegalStateException("a call gave nothing");
                    }
                }
                return System.nanoTime() - began;
            } catch (Exception e) {
                throw new IllegalStateException(name, e);
            }
        }

        /** How many calls take so long. */
        int callsIn(long nanoseconds) {
            for (int count = 1;; count *= 2) {
                long took = turn(count);
                if (took >= nanoseconds) {
                    return Math.max(1, (int) ((double) count * nanoseconds / took) + 1);
                }
            }
        }
    }

    interface Call {
        Object make() throws Exception;
    }

    /** How a way did: quartiles of nanoseconds for a call, and of how many times as fast as the first way it was. */
    static final class Measured {
        final String name;
        final double[] ns;
        final double[] ratio;

        Measured(String name, double[] ns, double[] ratio) {
            this.name = name;
            this.ns = ns;
            this.ratio = ratio;
        }
    }

    /** Until the compiler is done with it: that takes time, and as many calls as make it worth the while. */
    void warmUp() {
        for (Way way : ways) {
            long began = System.nanoTime();
            long took = 0;
            for (int calls = 0; took < WARM_UP || calls < WARM_CALLS && took < LONGEST_WARM_UP; calls += 50) {
                way.turn(50);
                took = System.nanoTime() - began;
            }
        }
    }

    /**
     * Lets the ways take turns, in an order that changes each round. Turns of one round are neighbours, so what slows the machine down for
     * a while slows them all; ratios are those within a round.
     */
    List<Measured> measure() {
        int count = ways.size();
        int[] calls = new int[count];
        for (int i = 0; i < count; i++) {
            ways.get(i).callsIn(10 * TURN);
            calls[i] = ways.get(i).callsIn(TURN);
        }
        double[][] times = new double[count][ROUNDS];
        double[][] ratios = new double[count][ROUNDS];
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            order.add(i);
        }
        for (int round = 0; round < ROUNDS; round++) {
            Collections.shuffle(order, RANDOM);
            for (int i : order) {
                times[i][round] = (double) ways.get(i).turn(calls[i]) / calls[i];
            }
            for (int i : order) {
                ratios[i][round] = times[0][round] / times[i][round];
            }
        }
        List<Measured> measured = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            measured.add(new Measured(ways.get(i).name, quartiles(times[i]), quartiles(ratios[i])));
        }
        return measured;
    }

    static double[] quartiles(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] found = new double[3];
        for (int i = 0; i < found.length; i++) {
            found[i] = sorted[(sorted.length - 1) * (i + 1) / 4];
        }
        return found;
    }
}
