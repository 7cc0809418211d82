<?php

declare(strict_types=1);

namespace Paysig\Benches;

/** Prints a table, and appends one JSON object a line to a file. */
final class Report
{
    private const LANGUAGE = 'PHP';

    public function __construct(private readonly ?string $path)
    {
    }

    public function heading(): void
    {
        printf("\n%-24s %-7s %8s  %s\n", 'nanoseconds a call', '', 'body', '(how many times as fast as the snippet)');
    }

    /** @param list<array{name: string, ns: list<float>, ratio: list<float>}> $ways */
    public function calls(string $scheme, string $operation, int $body, array $ways): void
    {
        printf('%-24s %-7s %8d', $scheme, $operation, $body);
        foreach ($ways as $index => $way) {
            printf('  %s %.0f', $way['name'], $way['ns'][1]);
            $index === 0 || printf(' (%.2f)', $way['ratio'][1]);
        }
        echo "\n";
        $this->write(['kind' => 'calls', 'scheme' => $scheme, 'operation' => $operation, 'body' => $body, 'ways' => $ways]);
    }

    /** @param list<float> $milliseconds */
    public function start(string $what, array $milliseconds): void
    {
        printf("%-42s %8.2f ms more than without\n", "$what in a new process", $milliseconds[1]);
        $this->write(['kind' => 'start', 'what' => $what, 'ms' => $milliseconds]);
    }

    public function memory(string $what, int $bytes): void
    {
        printf("%-42s %8d bytes more\n", $what, $bytes);
        $this->write(['kind' => 'memory', 'what' => $what, 'bytes' => $bytes]);
    }

    /** @param array<string, mixed> $object */
    private function write(array $object): void
    {
        if ($this->path !== null) {
            $line = json_encode(['language' => self::LANGUAGE] + $object, \JSON_THROW_ON_ERROR | \JSON_UNESCAPED_SLASHES);
            file_put_contents($this->path, "$line\n", \FILE_APPEND);
        }
    }
}
