<?php

declare(strict_types=1);

namespace Paysig\Benches;

use RuntimeException;

/** What the first signer adds to the time of a new process: loading classes and the native library, and reading its declarations. */
final class Start
{
    private const ROUNDS = 31;
    private const EMPTY = 'spl_autoload_register(fn (string $class) => require $argv[1] . strtr(substr($class, 6), "\\\\", "/") . ".php");';
    private const SIGNER = self::EMPTY . ' new Paysig\Signer("solidgate/request", ["public_key" => "p", "secret_key" => "s"]);';

    /** @return list<float> milliseconds */
    public static function measure(): array
    {
        $added = [];
        for ($round = 0; $round < self::ROUNDS; $round++) {
            $times = [];
            foreach ($round % 2 === 0 ? [self::EMPTY, self::SIGNER] : [self::SIGNER, self::EMPTY] as $code) {
                $times[$code] = self::run($code);
            }
            $added[] = ($times[self::SIGNER] - $times[self::EMPTY]) / 1e6;
        }
        return Rounds::quartiles($added);
    }

    private static function run(string $code): int
    {
        $began = hrtime(true);
        $process = proc_open([\PHP_BINARY, '-r', $code, '--', \dirname(__DIR__) . '/src'], [], $pipes);
        $status = $process === false ? -1 : proc_close($process);
        if ($status !== 0) {
            throw new RuntimeException("a process ended with status $status");
        }
        return hrtime(true) - $began;
    }
}
