<?php

// php tests/bench.php: microseconds for each call, the best of several runs.

declare(strict_types=1);

require __DIR__ . '/bootstrap.php';

use Paysig\Gateway;
use Paysig\PrivateKey;
use Paysig\Signer;
use Paysig\Verifier;

/** @param callable(): mixed $call */
function microseconds(callable $call): float
{
    $best = INF;
    for ($count = 1, $spent = 0; $spent < 20_000_000; $count *= 2) {
        $spent = timed($call, $count);
    }
    for ($run = 0; $run < 7; $run++) {
        $best = min($best, timed($call, $count) / $count / 1000);
    }
    return $best;
}

/** @param callable(): mixed $call */
function timed(callable $call, int $count): int
{
    $began = hrtime(true);
    for ($i = 0; $i < $count; $i++) {
        $call();
    }
    return hrtime(true) - $began;
}

/** The vendor's snippet, with parameters for its globals. */
function snippet(string $public, string $secret, string $body): string
{
    return base64_encode(hash_hmac('sha512', $public . $body . $public, $secret));
}

$keys = ['public_key' => 'wh_pk_7b197f0ee2c94a7c8a4d0ba108f84211', 'secret_key' => 'wh_sk_0d6b3f1c52a94e0f9c7d81e2b3a4c511'];
[$public, $secret] = array_values($keys);
$signer = new Signer('solidgate/webhook', $keys);
$verifier = new Verifier('solidgate/webhook', $keys);

printf("%-34s %10s %10s\n", 'microseconds for each call', 'hash_hmac', 'paysig');
foreach ([256, 1_000, 10_000, 100_000, 1_000_000] as $size) {
    $body = str_repeat('x', $size);
    $headers = $signer->sign(body: $body);
    printf(
        "%-34s %10.2f %10.2f\n",
        "sign $size bytes",
        microseconds(fn () => ['Merchant' => $public, 'Signature' => snippet($public, $secret, $body)]),
        microseconds(fn () => $signer->sign(body: $body))
    );
    // The snippet has no replay key.
    printf(
        "%-34s %10.2f %10.2f\n",
        "verify $size bytes",
        microseconds(fn () => $headers['Merchant'] === $public && hash_equals(snippet($public, $secret, $body), $headers['Signature'])),
        microseconds(fn () => $verifier->verify($headers, $body, replayKey: false))
    );
    printf("%-34s %21.2f\n", '  with the replay key', microseconds(fn () => $verifier->verify($headers, $body)));
}
$key = PrivateKey::generate();
$pem = $key->toPem();
$openssl = openssl_pkey_get_private($pem);
$rsa = new Signer('smart-glocal/request', ['project' => 'shop', 'private_key' => $pem]);
printf("\n%-34s %10s %10s\n", '', 'openssl', 'paysig');
printf(
    "%-34s %10.2f %10.2f\n",
    'sign 1000 bytes with RSA-2048',
    microseconds(function () use ($openssl): string {
        openssl_sign(str_repeat('x', 1_000), $signature, $openssl, OPENSSL_ALGO_SHA256);
        return base64_encode($signature);
    }),
    microseconds(fn () => $rsa->sign(body: str_repeat('x', 1_000)))
);
printf("\nmake a signer %31.2f\n", microseconds(fn () => new Signer('solidgate/webhook', $keys)));
printf("make a verifier %29.2f\n", microseconds(fn () => new Verifier('solidgate/webhook', $keys)));
printf("describe a gateway %26.2f\n", microseconds(fn () => Gateway::of('solidgate')));
