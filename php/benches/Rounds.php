<?php

declare(strict_types=1);

namespace Paysig\Benches;

/** Several ways to do one thing take turns. */
final class Rounds
{
    private const ROUNDS = 41;
    private const TURN_NANOSECONDS = 2_000_000;

    /**
     * Lets the ways take turns, in an order that changes each round. Turns of one round are neighbours, so what slows the machine down for
     * a while slows them all; ratios are those within a round.
     *
     * @param array<string, callable(): mixed> $ways the first is what the others are measured against
     * @return list<array{name: string, ns: list<float>, ratio: list<float>}>
     */
    public static function measure(array $ways): array
    {
        $names = array_keys($ways);
        $counts = array_map(self::callsInTurn(...), $ways);
        $times = $ratios = array_fill_keys($names, []);
        for ($round = 0; $round < self::ROUNDS; $round++) {
            $order = $names;
            shuffle($order);
            $latest = [];
            foreach ($order as $name) {
                $latest[$name] = self::turn($ways[$name], $counts[$name]) / $counts[$name];
            }
            foreach ($latest as $name => $nanoseconds) {
                $times[$name][] = $nanoseconds;
                $ratios[$name][] = $latest[$names[0]] / $nanoseconds;
            }
        }
        return array_map(fn (string $name): array => [
            'name' => $name,
            'ns' => self::quartiles($times[$name]),
            'ratio' => self::quartiles($ratios[$name]),
        ], $names);
    }

    /**
     * @param list<float> $values
     * @return list<float>
     */
    public static function quartiles(array $values): array
    {
        sort($values);
        $last = \count($values) - 1;
        return [$values[intdiv($last, 4)], $values[intdiv($last, 2)], $values[intdiv(3 * $last, 4)]];
    }

    /** How many calls take long enough for the clock, found by calling, which also warms up. */
    private static function callsInTurn(callable $call): int
    {
        for ($count = 2; ($took = self::turn($call, $count)) < self::TURN_NANOSECONDS; $count *= 2) {
        }
        return max(2, (int) ceil($count * self::TURN_NANOSECONDS / $took));
    }

    private static function turn(callable $call, int $count): int
    {
        $began = hrtime(true);
        for ($i = 0; $i < $count; $i++) {
            $call();
        }
        return hrtime(true) - $began;
    }
}
