<?php

declare(strict_types=1);

namespace Paysig\Tests;

use DateInterval;
use DateTimeImmutable;
use FFI;
use GuzzleHttp\Psr7\Request;
use Paysig\ErrorCode;
use Paysig\Exception\InputException;
use Paysig\Exception\PaysigException;
use Paysig\Exception\RejectedException;
use Paysig\Gateways\Aeterna;
use Paysig\Gateways\GlobalPayment;
use Paysig\Gateways\Smart2pay;
use Paysig\Gateways\SmartGlocal;
use Paysig\Gateways\Solidgate;
use Paysig\Headers;
use Paysig\Internal\Library;
use Paysig\Internal\Time;
use Paysig\Signer;
use Paysig\Verifier;
use PHPUnit\Framework\TestCase;
use stdClass;
use TypeError;

/** As PHP's users use it, also wrongly. */
final class UseTest extends TestCase
{
    private const KEYS = ['public_key' => 'wh_pk_test', 'secret_key' => 'wh_sk_test'];

    public function testNoCredentialStaysInMemoryThatIsUsedAgain(): void
    {
        $basic = new Signer('smart2pay/request', ['site_id' => '1010', 'api_key' => 'a password of the shop']);
        $token = new Signer('aeterna/request', ['public_token' => 'p', 'email' => 'a@shop.example', 'secret_token' => 's']);
        $calls = [
            fn (): array => $basic->sign(method: 'POST', url: 'https://gateway.example/', body: '{}'),
            fn (): array => $token->sign(url: 'https://gateway.example/'),
            fn (): array => (new Signer('solidgate/webhook', self::KEYS))->sign(body: '{}'),
        ];
        foreach ($calls as $call) {
            $call();
            $scratch = Library::$idle;
            self::assertNotNull($scratch);
            self::assertSame('', trim(FFI::string($scratch->headers, $scratch->length->cdata), "\0"));
        }
    }

    public function testHeadersInEveryShape(): void
    {
        $verifier = new Verifier('solidgate/webhook', self::KEYS);
        $headers = (new Signer('solidgate/webhook', self::KEYS))->sign(body: '{}');
        ['Merchant' => $merchant, 'Signature' => $signature] = $headers;
        $server = ['HTTP_MERCHANT' => $merchant, 'HTTP_SIGNATURE' => $signature, 'argv' => [], 'REQUEST_TIME' => 1, 'CONTENT_TYPE' => 'x'];
        $shapes = [
            $headers,
            array_change_key_case($headers) + ['123' => 'a number for a name'],
            ['merchant' => [$merchant], 'SIGNATURE' => [$signature], 'Other' => ['a', 'b'], 'None' => []],
            [['Merchant', $merchant], ['Signature', $signature]],
            new Request('POST', '/', $headers),
            new \ArrayIterator($headers),
            Headers::fromServer($server),
        ];
        foreach ($shapes as $index => $shape) {
            self::assertSame('{}', $verifier->verify($shape, '{}')->body(), "shape $index");
        }
        foreach (['Merchant: a', 7, null, new stdClass(), ['Merchant' => 7], ['Merchant' => [null]], [['Merchant']], ['Merchant']] as $wrong) {
            try {
                $verifier->verify($wrong, '{}');
                self::fail('accepted ' . print_r($wrong, true));
            } catch (TypeError $error) {
                self::assertStringContainsString('header', $error->getMessage());
            }
        }
    }

    public function testRepeatedHeadersAreSeen(): void
    {
        $verifier = new Verifier('solidgate/webhook', self::KEYS);
        $headers = (new Signer('solidgate/webhook', self::KEYS))->sign(body: '{}');
        $twice = [
            ['Signature' => [$headers['Signature'], $headers['Signature']]] + $headers,
            $headers + ['signature' => $headers['Signature']],
            (new Request('POST', '/', $headers))->withAddedHeader('Signature', $headers['Signature']),
            Headers::fromServer(['HTTP_MERCHANT' => 'wh_pk_test', 'HTTP_SIGNATURE' => "{$headers['Signature']}, {$headers['Signature']}"]),
        ];
        foreach ($twice as $shape) {
            try {
                $verifier->verify($shape, '{}');
                self::fail('a repeated header was accepted');
            } catch (RejectedException $exception) {
                self::assertSame(ErrorCode::DuplicateHeader, $exception->errorCode());
            }
        }
    }

    public function testAuthorizationInEveryPlaceOfServer(): void
    {
        $verifier = Smart2pay::verifier(['site_id' => '30201', 'api_key' => 'a:b']);
        $basic = 'Basic ' . base64_encode('30201:a:b');
        foreach (
            [
                ['HTTP_AUTHORIZATION' => $basic],
                ['REDIRECT_HTTP_AUTHORIZATION' => $basic],
                ['PHP_AUTH_USER' => '30201', 'PHP_AUTH_PW' => 'a:b'],
                ['HTTP_AUTHORIZATION' => $basic, 'PHP_AUTH_USER' => '30201', 'PHP_AUTH_PW' => 'a:b'],
            ] as $server
        ) {
            self::assertNull($verifier->verify(Headers::fromServer($server), '{}')->body());
        }
    }

    public function testBodiesAreBytes(): void
    {
        $signer = new Signer('solidgate/webhook', self::KEYS);
        $verifier = new Verifier('solidgate/webhook', self::KEYS);
        foreach (["\0\xff\r\n", '', "\xef\xbb\xbf{}", str_repeat("\0", 5_000_000)] as $body) {
            self::assertSame($body, $verifier->verify($signer->sign(body: $body), $body)->body());
        }
        self::assertSame($signer->sign(body: ''), $signer->sign());
        foreach ([['a' => 1], new stdClass(), 7, 1.5, true] as $body) {
            foreach ([fn () => $signer->sign(body: $body), fn () => $signer->stringToSign(body: $body), fn () => $verifier->verify([], $body)] as $call) {
                try {
                    $call();
                    self::fail('accepted ' . get_debug_type($body));
                } catch (TypeError $error) {
                    self::assertStringContainsString('body must be a string of bytes, not ' . get_debug_type($body), $error->getMessage());
                }
            }
        }
        self::assertSame(ErrorCode::MissingBody, self::codeOf(fn () => $verifier->verify($signer->sign(), null)));
    }

    public function testALargeBodyIsNotCopied(): void
    {
        $code = <<<'PHP'
            $keys = ['public_key' => 'wh_pk_test', 'secret_key' => 'wh_sk_test'];
            $signer = new Paysig\Signer('solidgate/webhook', $keys);
            $verifier = new Paysig\Verifier('solidgate/webhook', $keys);
            $body = str_repeat('x', 64 << 20);
            $headers = $signer->sign(body: $body);
            $verifier->verify($headers, $body);
            echo memory_get_peak_usage() >> 20;
            PHP;
        self::assertLessThan(70, (int) Command::php($code)->output);
    }

    public function testOptions(): void
    {
        $keys = ['sign_key' => 'k'];
        $options = [['tolerance' => 60], ['tolerance' => 60.0], ['tolerance' => new DateInterval('PT1M')]];
        foreach ($options as $option) {
            $verifier = GlobalPayment::verifier($keys, $option);
            $signer = new Signer('global-payment/webhook', $keys, $option);
            $headers = $signer->sign(body: '{}', now: new DateTimeImmutable('2026-01-01T00:00:00.250Z'));
            $verify = fn (string $now): ?DateTimeImmutable => $verifier->verify($headers, '{}', now: new DateTimeImmutable($now))->timestamp;
            self::assertEquals(new DateTimeImmutable('2026-01-01T00:00:00.250Z'), $verify('2026-01-01T00:01:00.250Z'));
            self::assertSame(ErrorCode::Stale, self::codeOf(fn () => $verify('2026-01-01T00:01:00.251Z')));
            self::assertSame(ErrorCode::Future, self::codeOf(fn () => $verify('2025-12-31T23:59:00.249Z')));
        }
        foreach ([0, -1, 0.0001, NAN, INF, 1e300, new DateInterval('PT0S')] as $tolerance) {
            self::assertSame(ErrorCode::InvalidOption, self::codeOf(fn () => GlobalPayment::verifier($keys, ['tolerance' => $tolerance])));
        }
        self::assertSame(ErrorCode::UnknownOption, self::codeOf(fn () => new Signer('solidgate/request', self::KEYS, ['tolerance' => 1])));
        self::assertSame(ErrorCode::UnknownOption, self::codeOf(fn () => GlobalPayment::verifier($keys, ['colour' => 'red'])));
        self::assertSame(ErrorCode::InvalidOption, self::codeOf(fn () => GlobalPayment::verifier($keys, ['freshness' => 'on'])));
        $loopback = new Signer('smart2pay/request', ['site_id' => '1', 'api_key' => 'k'], ['allow_http_loopback' => true]);
        self::assertArrayHasKey('Authorization', $loopback->sign(url: 'http://localhost/'));
        $strict = new Signer('smart2pay/request', ['site_id' => '1', 'api_key' => 'k'], ['allow_http_loopback' => false]);
        self::assertSame(ErrorCode::InsecureUrl, self::codeOf(fn () => $strict->sign(url: 'http://localhost/')));
        foreach ([['tolerance' => '60'], ['freshness' => 1], ['off'], ['freshness' => []]] as $wrong) {
            try {
                GlobalPayment::verifier($keys, $wrong);
                self::fail('accepted ' . print_r($wrong, true));
            } catch (TypeError $error) {
                self::assertStringContainsString('option', $error->getMessage());
            }
        }
        $rsa = self::key('private');
        $signer = SmartGlocal::signer(['project' => 'shop', 'private_key' => $rsa, 'passphrase' => null]);
        $headers = $signer->sign(body: '{}', options: ['idempotency_key' => 'four', 'submerchant' => null]);
        self::assertSame(['X-PARTNER-PROJECT', 'X-PARTNER-SIGN', 'X-PARTNER-IDEMPOTENCY-KEY'], array_keys($headers));
        $unset = ['idempotency_key' => $_ENV['PAYSIG_TEST_UNSET'] ?? null];
        foreach ([fn () => $signer->sign(body: '{}', options: $unset), fn () => $signer->stringToSign(body: '{}', options: $unset)] as $call) {
            self::assertSame(ErrorCode::InvalidIdempotencyKey, self::codeOf($call));
        }
        self::assertSame(1, openssl_verify('{}', (string) base64_decode($headers['X-PARTNER-SIGN'], true), self::key('public'), 'sha256'));
    }

    public function testHeadersLongerThanTheUsual(): void
    {
        $signer = GlobalPayment::signer(['sign_key' => 'k']);
        foreach ([10, 5_000, 100_000, 10] as $length) {
            $token = str_repeat('t', $length);
            $headers = $signer->sign('GET', 'https://gateway.example/', options: ['access_token' => $token]);
            self::assertSame("Bearer $token", $headers['Authorization']);
        }
    }

    public function testTimes(): void
    {
        foreach (['1969-12-31T23:59:59.999Z' => -1, '1970-01-01T00:00:00.001Z' => 1, '2026-11-22T01:02:03.456+05:00' => 1795291323456] as $text => $ms) {
            self::assertSame($ms, Time::milliseconds(new DateTimeImmutable($text)));
            self::assertEquals(new DateTimeImmutable($text), Time::at($ms));
        }
    }

    public function testKeyrings(): void
    {
        $old = self::KEYS;
        $new = ['secret_key' => 'wh_sk_new'] + $old;
        foreach ([['old' => $old, 'new' => $new], [['old', $old], ['new', $new]]] as $keyring) {
            $verifier = new Verifier('solidgate/webhook', $keyring);
            self::assertSame('old', $verifier->verify((new Signer('solidgate/webhook', $old))->sign(body: 'a'), 'a')->label);
            self::assertSame('new', $verifier->verify((new Signer('solidgate/webhook', $new))->sign(body: 'a'), 'a')->label);
        }
        $years = new Verifier('solidgate/webhook', [2025 => $old, 2026 => $new]);
        self::assertSame('2026', $years->verify((new Signer('solidgate/webhook', $new))->sign(body: 'a'), 'a')->label);
        foreach ([[$old, $new], ['old' => $old] + $new, ['public_key', 'secret_key']] as $wrong) {
            try {
                new Verifier('solidgate/webhook', $wrong);
                self::fail('accepted ' . print_r($wrong, true));
            } catch (TypeError $error) {
                self::assertStringContainsString('credentials', $error->getMessage());
            }
        }
    }

    public function testWrongCredentials(): void
    {
        $codes = [
            'missing_credential' => ['public_key' => 'api_pk'],
            'unknown_credential' => ['public_key' => 'api_pk', 'secret_key' => 'api_sk', 'Secret_key' => 'x'],
            'empty_credential' => ['public_key' => 'api_pk', 'secret_key' => ''],
            'malformed_credential' => ['public_key' => 'api_pk', 'secret_key' => "api_sk\n"],
            'wrong_pair' => self::KEYS,
            'wrong_half_of_pair' => ['public_key' => 'api_sk_1', 'secret_key' => 'api_pk_1'],
        ];
        foreach ($codes as $code => $credentials) {
            self::assertSame($code, self::codeOf(fn () => Solidgate::signer($credentials))?->value);
        }
        foreach (['getenv found nothing' => false, 'a number' => 7, 'a list' => ['a']] as $case => $value) {
            try {
                Solidgate::signer(['public_key' => 'api_pk', 'secret_key' => $value]);
                self::fail($case);
            } catch (TypeError $error) {
                self::assertStringContainsString('a credential must be a string', $error->getMessage());
            }
        }
        $truncated = substr(self::key('private'), 0, 400);
        foreach (['malformed_key' => $truncated, 'wrong_key_kind' => self::key('public')] as $code => $key) {
            self::assertSame($code, self::codeOf(fn () => SmartGlocal::signer(['project' => 'a', 'private_key' => $key]))?->value);
        }
    }

    public function testReplayKeysAreForThoseWhoAsk(): void
    {
        $verifier = new Verifier('solidgate/webhook', self::KEYS);
        $headers = (new Signer('solidgate/webhook', self::KEYS))->sign(body: 'a');
        $key = hash('sha256', "solidgate/webhook\0wh_pk_testawh_pk_test");
        $asked = $verifier->verify($headers, 'a', replayKey: true);
        self::assertSame($key, $asked->replayKey());
        self::assertStringContainsString($key, print_r($asked, true));
        $basic = ['Authorization' => 'Basic ' . base64_encode('30201:key')];
        $unsigned = Smart2pay::verifier(['site_id' => '30201', 'api_key' => 'key']);
        self::assertNull($unsigned->verify($basic, 'a', replayKey: true)->replayKey());
        foreach ([$verifier->verify($headers, 'a'), $unsigned->verify($basic, 'a')] as $verified) {
            self::assertStringNotContainsString('replayKey', print_r($verified, true));
            try {
                $verified->replayKey();
                self::fail('a key that nobody asked for');
            } catch (InputException $exception) {
                self::assertSame(ErrorCode::InvalidArgument, $exception->errorCode());
                self::assertStringContainsString('pass replayKey: true to verify', $exception->getMessage());
            }
        }
    }

    public function testStringToSign(): void
    {
        $keys = ['public_token' => 't', 'email' => 'a@b.c', 'secret_token' => 's'];
        $signer = Aeterna::signer($keys);
        $now = new DateTimeImmutable('@1700000000');
        $parts = $signer->stringToSign('POST', 'https://gateway.example/x', '{}', now: $now);
        self::assertSame(['timestamp' => '1700000000', 'email' => 'a@b.c'], array_column($parts, 'bytes', 'name'));
        self::assertSame([], Smart2pay::signer(['site_id' => '1', 'api_key' => 'k'])->stringToSign(url: 'https://a.example/'));
        $binary = (new Signer('solidgate/webhook', self::KEYS))->stringToSign(body: "\0\xff");
        self::assertSame(["\0\xff", false], [$binary[1]->bytes, $binary[1]->isSecret]);
    }

    public function testNothingIsShownCopiedOrKept(): void
    {
        $signer = new Signer('solidgate/webhook', self::KEYS);
        $verified = (new Verifier('solidgate/webhook', self::KEYS))->verify($signer->sign(body: 'the-body'), 'the-body');
        foreach ([$signer, $verified] as $object) {
            ob_start();
            var_dump($object);
            $shown = print_r($object, true) . ob_get_clean();
            self::assertStringNotContainsString('wh_sk_test', $shown);
            self::assertStringNotContainsString('the-body', $shown);
        }
        $copy = clone $signer;
        unset($signer);
        gc_collect_cycles();
        self::assertArrayHasKey('Signature', $copy->sign(body: 'a'));
        $this->expectException(InputException::class);
        $this->expectExceptionMessage('Paysig\Signer holds secrets and is not serialized');
        serialize($copy);
    }

    /** Its destructor would free what a stranger's text says. */
    public function testWhatHasADestructorIsNotMadeFromText(): void
    {
        $sources = array_filter(
            glob(__DIR__ . '/../src/{,*/}*.php', \GLOB_BRACE) ?: [],
            fn (string $path): bool => str_contains((string) file_get_contents($path), 'function __destruct')
        );
        self::assertGreaterThanOrEqual(2, \count($sources));
        foreach ($sources as $path) {
            $class = 'Paysig\\' . strtr(substr($path, \strlen(__DIR__ . '/../src/'), -4), '/', '\\');
            $made = "\0$class\0made";
            foreach (['0:{}', sprintf('1:{s:%d:"%s";b:1;}', \strlen($made), $made)] as $properties) {
                try {
                    unserialize(sprintf('O:%d:"%s":%s', \strlen($class), $class, $properties));
                    self::fail("$class was made from text");
                } catch (InputException $exception) {
                    self::assertStringStartsWith("$class holds secrets and is not serialized", $exception->getMessage());
                }
            }
        }
    }

    public function testASignalHandlerMaySignTheSameMoment(): void
    {
        $code = <<<'PHP'
            $signer = new Paysig\Signer('solidgate/webhook', ['public_key' => 'wh_pk_test', 'secret_key' => 'wh_sk_test']);
            $verifier = new Paysig\Verifier('solidgate/webhook', ['public_key' => 'wh_pk_test', 'secret_key' => 'wh_sk_test']);
            $outer = $signer->sign(body: 'outer');
            $inner = $signer->sign(body: 'inner');
            $handled = $wrong = 0;
            pcntl_async_signals(true);
            pcntl_signal(SIGUSR1, function () use (&$handled, &$wrong, $signer, $verifier, $inner) {
                $handled++;
                $wrong += $signer->sign(body: 'inner') === $inner && $verifier->verify($inner, 'inner')->body() === 'inner' ? 0 : 1;
            });
            $parent = getmypid();
            if (($child = pcntl_fork()) === 0) {
                // Two at a time, so that handlers are interrupted as well.
                for ($i = 0; $i < 4000; $i++) { posix_kill($parent, SIGUSR1); usleep(50); }
                posix_kill(getmypid(), SIGKILL);
            }
            while (pcntl_waitpid($child, $status, WNOHANG) === 0) {
                for ($i = 0; $i < 50; $i++) {
                    $wrong += $signer->sign(body: 'outer') === $outer && $verifier->verify($outer, 'outer')->body() === 'outer' ? 0 : 1;
                }
            }
            echo $handled > 100 ? 'handled' : "only $handled", " $wrong";
            PHP;
        self::assertSame('handled 0', Command::php($code)->output);
    }

    public function testAfterAFork(): void
    {
        $code = <<<'PHP'
            $signer = new Paysig\Signer('solidgate/webhook', ['public_key' => 'wh_pk_test', 'secret_key' => 'wh_sk_test']);
            $expected = $signer->sign(body: 'a');
            $keys = [];
            for ($i = 0; $i < 4; $i++) {
                if (pcntl_fork() === 0) {
                    exit($signer->sign(body: 'a') === $expected ? 7 : 1);
                }
            }
            while (pcntl_wait($status) > 0) { echo pcntl_wexitstatus($status); }
            echo $signer->sign(body: 'a') === $expected;
            PHP;
        self::assertSame('77771', Command::php($code)->output);
    }

    private static function key(string $half): string
    {
        return (string) file_get_contents(__DIR__ . "/../../tests/vectors/keys/bank131.$half.pem");
    }

    private static function codeOf(callable $call): ?ErrorCode
    {
        try {
            $call();
            return null;
        } catch (PaysigException $exception) {
            return $exception->errorCode();
        }
    }
}
