<?php

declare(strict_types=1);

namespace Paysig\Tests;

use PHPUnit\Framework\TestCase;

/** After many calls of every kind, the process is no larger. */
final class LeakTest extends TestCase
{
    private const CODE = <<<'PHP'
        use Paysig\{Cause, FormKind, Gateway, KeyReport, PrivateKey, PublicKey, Scheme, Signer, Verifier};
        use Paysig\Exception\PaysigException;

        $keys = ['public_key' => 'api_pk_test', 'secret_key' => 'api_sk_0d6b3f1c52a94e0f9c7d81e2b3a4c511'];
        $pem = file_get_contents($argv[1]);
        $rsa = ['project' => 'shop', 'private_key' => $pem];
        $signer = new Signer('solidgate/request', $keys);
        $verifier = new Verifier('solidgate/request', $keys);
        $headers = $signer->sign(body: '{}');
        $refused = function (callable $call) { try { $call(); exit(2); } catch (PaysigException) { } };
        $calls = [
            fn () => $signer->sign(body: '{}'),
            fn () => $verifier->verify($headers, '{}', replayKey: true)->replayKey(),
            fn () => $refused(fn () => $verifier->verify($headers, '{ }')),
            fn () => $verifier->verify($headers, '{}')->label,
            fn () => $refused(fn () => $signer->sign(options: ['colour' => 'red'])),
            fn () => $signer->stringToSign(body: '{}'),
            fn () => $signer->form(FormKind::Data, '{}'),
            fn () => new Signer('solidgate/request', $keys),
            fn () => new Verifier('solidgate/request', ['a' => $keys, 'b' => $keys]),
            fn () => $refused(fn () => new Signer('solidgate/request', ['secret_key' => 'a'])),
            fn () => new Signer('global-payment/request', ['sign_key' => 'a'], ['tolerance' => 60]),
            fn () => new Signer('smart-glocal/request', $rsa),
            fn () => PrivateKey::read($pem)->publicKey()->toPem(),
            fn () => KeyReport::inspect($pem),
            fn () => $refused(fn () => PublicKey::read($pem)),
            fn () => Scheme::of('solidgate/request'),
            fn () => Gateway::of('solidgate')->error('{"error":{"code":"1.01"}}'),
            fn () => Gateway::of('solidgate')->url('charge'),
            fn () => $verifier->explain($headers, '{ }', others: ['old' => $keys], budget: 10_000)->capsule,
            fn () => $refused(fn () => $verifier->explain($headers, null)),
            fn () => Cause::all(),
        ];
        // By how much the process itself has grown, not only what PHP knows of.
        $resident = fn (): int => (int) explode(' ', file_get_contents('/proc/self/statm'))[1] * 4096;
        foreach ($calls as $index => $call) {
            $count = (int) $argv[2] * ($index < 5 ? 10 : 1);
            for ($i = 0; $i < $count / 4; $i++) { $call(); }
            gc_collect_cycles();
            $before = $resident();
            for ($i = 0; $i < $count; $i++) { $call(); }
            gc_collect_cycles();
            $grown = $resident() - $before;
            if ($grown > 1 << 20) { echo "call $index grew by $grown bytes\n"; }
        }
        echo count($calls), ' kinds of call';
        PHP;

    public function testNothingGrows(): void
    {
        $calls = getenv('PAYSIG_LEAK_CALLS') ?: '1000';
        $key = __DIR__ . '/../../tests/vectors/keys/bank131.private.pem';
        $bootstrap = var_export(__DIR__ . '/bootstrap.php', true);
        $ran = new Command([\PHP_BINARY, '-r', "require $bootstrap; " . self::CODE, '--', $key, $calls]);
        self::assertMatchesRegularExpression('/^\d+ kinds of call$/D', $ran->output, $ran->errors);
        fwrite(\STDOUT, "\nphp: memory flat after $ran->output, $calls times each or more\n");
    }
}
