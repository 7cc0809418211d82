<?php

declare(strict_types=1);

namespace Paysig\Benches;

use Paysig\Signer;
use Paysig\Verifier;

/** By how much the process's peak of memory grows when a body is signed or verified that is there already. */
final class Memory
{
    private const MEBIBYTES = 64;

    /** @return array<string, int> */
    public static function measure(): array
    {
        $body = str_repeat('x', self::MEBIBYTES << 20);
        $signer = new Signer('solidgate/request', Schemes::SOLIDGATE_KEYS);
        $verifier = new Verifier('solidgate/request', Schemes::SOLIDGATE_KEYS);
        $verifier->verify($signer->sign(), '');

        $headers = [];
        return [
            'sign a body of ' . self::MEBIBYTES . ' MiB' => self::growth(function () use ($signer, $body, &$headers): void {
                $headers = $signer->sign(body: $body);
            }),
            'verify a body of ' . self::MEBIBYTES . ' MiB' => self::growth(fn () => $verifier->verify($headers, $body)),
        ];
    }

    private static function growth(callable $call): int
    {
        file_put_contents('/proc/self/clear_refs', '5'); // the peak is what is in use now
        $before = self::peak();
        $call();
        return self::peak() - $before;
    }

    private static function peak(): int
    {
        preg_match('/^VmHWM:\s*(\d+) kB$/m', (string) file_get_contents('/proc/self/status'), $found);
        return (int) $found[1] * 1024;
    }
}
