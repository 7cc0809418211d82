<?php

declare(strict_types=1);

namespace Paysig\Tests;

use RuntimeException;

/** Runs a program and gives what it printed. */
final class Command
{
    public readonly int $status;
    public readonly string $output;
    public readonly string $errors;

    /**
     * @param list<string> $command
     * @param array<string, string> $environment beside the one that is there; an empty value takes one away
     */
    public function __construct(array $command, array $environment = [], string $input = '', ?string $folder = null)
    {
        $errors = (string) tempnam(sys_get_temp_dir(), 'paysig');
        $all = array_filter($environment + getenv(), fn (string $value): bool => $value !== '');
        $process = proc_open($command, [['pipe', 'r'], ['pipe', 'w'], ['file', $errors, 'w']], $pipes, $folder, $all);
        if ($process === false) {
            throw new RuntimeException("$command[0] does not start");
        }
        fwrite($pipes[0], $input);
        fclose($pipes[0]);
        $this->output = (string) stream_get_contents($pipes[1]);
        $this->status = proc_close($process);
        $this->errors = (string) file_get_contents($errors);
        unlink($errors);
    }

    /**
     * PHP code that may use the package.
     *
     * @param list<string> $options of the php command
     * @param array<string, string> $environment
     */
    public static function php(string $code, array $options = [], array $environment = []): self
    {
        $bootstrap = var_export(__DIR__ . '/bootstrap.php', true);
        return new self([\PHP_BINARY, ...$options, '-r', "require $bootstrap; $code"], $environment);
    }
}
