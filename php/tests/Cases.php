<?php

declare(strict_types=1);

namespace Paysig\Tests;

use Paysig\Internal\Time;

/** The cases of tests/vectors and tests/explain, as arguments of the public API. */
final class Cases
{
    public const VECTORS = __DIR__ . '/../../tests/vectors/';
    public const EXPLAIN = __DIR__ . '/../../tests/explain/';

    /**
     * @param array<string, mixed> $case
     * @return array<string, mixed> the named arguments
     */
    public static function message(array $case): array
    {
        $said = $case['message'];
        $options = array_diff_key($said, ['method' => 0, 'url' => 0, 'body' => 0, 'body_mode' => 0]);
        if (isset($said['body_mode'])) {
            $options['body'] = $said['body_mode'];
        }
        $message = ['options' => $options] + array_intersect_key($said, ['method' => 0, 'url' => 0]);
        if (isset($said['body'])) {
            $message['body'] = self::bytes($said['body']);
        }
        if (isset($case['now_ms'])) {
            $message['now'] = Time::at($case['now_ms']);
        }
        return $message;
    }

    /**
     * The shapes in which headers come, in turn.
     *
     * @param list<array{string, mixed}> $headers
     */
    public static function headers(array $headers, int $turn): mixed
    {
        $pairs = array_map(fn (array $header): array => [$header[0], self::bytes($header[1])], $headers);
        $grouped = [];
        foreach ($pairs as [$name, $value]) {
            $grouped[$name][] = $value;
        }
        return match ($turn % 3) {
            0 => $pairs,
            1 => $grouped,
            2 => (function () use ($pairs) {
                foreach ($pairs as [$name, $value]) {
                    yield $name => $value;
                }
            })(),
        };
    }

    /**
     * @param list<array{label: string, values: array<string, mixed>}> $sets
     * @return array<mixed>
     */
    public static function keyring(array $sets, int $turn): array
    {
        $pairs = array_map(fn (array $set): array => [$set['label'], self::credentials($set['values'])], $sets);
        if (\count($pairs) === 1 && $pairs[0][0] === 'default') {
            return $pairs[0][1];
        }
        $labelled = array_column($pairs, 1, 0);
        return \count($labelled) === \count($pairs) && $turn % 2 === 0 ? $labelled : $pairs;
    }

    /**
     * @param array<string, mixed> $values
     * @return array<string, string>
     */
    public static function credentials(array $values): array
    {
        return array_map(self::bytes(...), $values);
    }

    /**
     * @param array<string, mixed> $case
     * @return array<string, mixed>
     */
    public static function buildingOptions(array $case): array
    {
        $options = $case['options'] ?? [];
        if (isset($options['tolerance'])) {
            $options['tolerance'] = (float) $options['tolerance'];
        }
        return $options;
    }

    public static function bytes(mixed $said): string
    {
        return match (true) {
            \is_string($said) => $said,
            isset($said['base64']) => (string) base64_decode($said['base64'], true),
            isset($said['file']) => (string) file_get_contents(self::VECTORS . "keys/{$said['file']}"),
            default => str_repeat(self::bytes($said['repeat']['unit']), $said['repeat']['times']),
        };
    }

    /** @return array<string, mixed> */
    public static function read(string $path): array
    {
        return json_decode((string) file_get_contents($path), true, 64, \JSON_THROW_ON_ERROR);
    }
}
