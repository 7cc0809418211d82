<?php

declare(strict_types=1);

namespace Paysig\Tests;

use RuntimeException;

/** A process that serves HTTP on this machine until it is destroyed. */
final class Server
{
    public readonly string $url;
    /** @var resource */
    private $process;
    private readonly string $log;

    /**
     * PHP's built-in server with one script.
     *
     * @param list<string> $options of the php command
     * @param array<string, string> $environment beside the one that is there; an empty value takes one away
     */
    public function __construct(string $script, array $options = [], array $environment = [])
    {
        $port = self::freePort();
        $this->url = "http://127.0.0.1:$port";
        $this->log = (string) tempnam(sys_get_temp_dir(), 'paysig');
        $process = proc_open(
            [\PHP_BINARY, ...$options, '-S', "127.0.0.1:$port", $script],
            [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['file', "$this->log.errors", 'w']],
            $pipes,
            null,
            array_filter(['PAYSIG_TEST_LOG' => $this->log] + $environment + getenv(), fn (string $value): bool => $value !== '')
        );
        if ($process === false) {
            throw new RuntimeException('PHP\'s built-in server does not start');
        }
        $this->process = $process;
        self::waitFor($port);
    }

    public static function freePort(): int
    {
        $socket = stream_socket_server('tcp://127.0.0.1:0');
        if ($socket === false) {
            throw new RuntimeException('no port is free');
        }
        return (int) substr((string) strrchr((string) stream_socket_get_name($socket, false), ':'), 1);
    }

    public static function waitFor(int $port): void
    {
        for ($attempt = 0; $attempt < 200; $attempt++) {
            $connection = @stream_socket_client("tcp://127.0.0.1:$port", $code, $message, 1);
            if ($connection !== false) {
                return;
            }
            usleep(25_000);
        }
        throw new RuntimeException("nothing listens on port $port");
    }

    /**
     * The requests that came since the last call.
     *
     * @return list<array{method: string, target: string, headers: array<string, string>, body: string}>
     */
    public function requests(): array
    {
        $lines = file($this->log, \FILE_IGNORE_NEW_LINES) ?: [];
        file_put_contents($this->log, '');
        return array_map(function (string $line): array {
            $request = json_decode($line, true, 8, \JSON_THROW_ON_ERROR);
            $request['body'] = (string) base64_decode($request['body'], true);
            return $request;
        }, $lines);
    }

    public function __destruct()
    {
        proc_terminate($this->process, 9);
        proc_close($this->process);
        @unlink($this->log);
        @unlink("$this->log.errors");
    }
}
