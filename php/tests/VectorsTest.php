<?php

declare(strict_types=1);

namespace Paysig\Tests;

use Paysig\Exception\PaysigException;
use Paysig\FormKind;
use Paysig\Gateway;
use Paysig\Internal\Time;
use Paysig\KeyReport;
use Paysig\Signer;
use Paysig\Verifier;
use PHPUnit\Framework\TestCase;
use Throwable;

/** Every vector through the public API. */
final class VectorsTest extends TestCase
{
    public function testEveryVector(): void
    {
        $run = $this->runAll(self::read('index.json'));
        fwrite(\STDOUT, "\nphp: $run vector cases\n");
    }

    public function testEveryVectorAboutNoMessage(): void
    {
        $run = $this->runAll(self::read('index.json')['more']);
        fwrite(\STDOUT, "\nphp: $run vector cases about no message\n");
    }

    /** @param array{total: int, files: list<array{file: string}>} $index */
    private function runAll(array $index): int
    {
        $run = 0;
        $failures = [];
        foreach ($index['files'] as ['file' => $file]) {
            foreach (self::read($file)['cases'] as $case) {
                $got = null;
                try {
                    match ($case['operation']) {
                        'sign' => $this->sign($case),
                        'verify' => $this->verify($case, $run),
                        'key' => $this->key($case),
                        'gateway_error' => $this->gatewayError($case),
                        'form' => $this->form($case),
                    };
                } catch (PaysigException $exception) {
                    $got = $exception->code();
                } catch (Throwable $failure) {
                    $got = $failure::class . ': ' . $failure->getMessage();
                }
                $expected = $case['expect']['error'] ?? null;
                if ($got !== $expected) {
                    $failures[] = "{$case['id']}: " . ($got ?? 'no error') . ' instead of ' . ($expected ?? 'no error');
                }
                $run++;
            }
        }
        self::assertSame([], \array_slice($failures, 0, 20), \count($failures) . ' cases failed');
        self::assertSame($index['total'], $run);
        return $run;
    }

    /** @param array<string, mixed> $case */
    private function sign(array $case): void
    {
        $signer = new Signer($case['scheme'], Cases::credentials($case['credentials']), Cases::buildingOptions($case));
        $message = Cases::message($case);
        $headers = $signer->sign(...$message);
        if (isset($case['expect']['error'])) {
            return;
        }
        self::assertSame(array_column($case['expect']['headers'], 1, 0), $headers);
        $expected = $case['expect']['string_to_sign'];
        $parts = array_column($signer->stringToSign(...$message), 'bytes');
        self::assertSame($expected === null ? '' : Cases::bytes($expected), implode('', $parts));
    }

    /** @param array<string, mixed> $case */
    private function verify(array $case, int $turn): void
    {
        $verifier = new Verifier($case['scheme'], Cases::keyring($case['credentials'], $turn), Cases::buildingOptions($case));
        $message = Cases::message($case);
        $verified = $verifier->verify(Cases::headers($case['headers'], $turn), ...$message + ['body' => null], replayKey: true);
        if (isset($case['expect']['error'])) {
            return;
        }
        self::assertSame($case['expect'], [
            'label' => $verified->label,
            'timestamp_ms' => $verified->timestamp === null ? null : Time::milliseconds($verified->timestamp),
            'covers' => $verified->covers,
            'replay_key' => $verified->replayKey(),
        ]);
        $without = $verifier->verify(Cases::headers($case['headers'], $turn), ...$message + ['body' => null]);
        self::assertEquals(array_diff_key($verified->__debugInfo(), ['replayKey' => null]), $without->__debugInfo());
        $body = $message['body'] ?? '';
        self::assertSame(\in_array('body', $verified->covers, true) ? $body : null, $verified->body());
        self::assertSame($body, $verified->unauthenticatedBody());
    }

    /** @param array<string, mixed> $case */
    private function key(array $case): void
    {
        self::assertEquals($case['expect'], get_object_vars(KeyReport::inspect(Cases::bytes($case['key']), $case['passphrase'] ?? null)));
    }

    /** @param array<string, mixed> $case */
    private function gatewayError(array $case): void
    {
        $error = Gateway::of($case['gateway'])->error(Cases::bytes($case['body']), $case['status'] ?? 0);
        if ($error === null) {
            self::assertNull($case['expect']);
            return;
        }
        self::assertNotSame('', $error->advice);
        self::assertEquals($case['expect'], [
            'code' => $error->code,
            'kind' => $error->kind,
            'messages' => $error->messages,
            'retry' => ['when' => $error->retry] + ($error->retryAfter === null ? [] : ['after_seconds' => $error->retryAfter]),
        ]);
    }

    /** @param array<string, mixed> $case */
    private function form(array $case): void
    {
        $signer = new Signer('solidgate/request', Cases::credentials($case['credentials']));
        $fields = $signer->form(FormKind::from($case['form']), Cases::bytes($case['payload']), Cases::bytes($case['iv']));
        self::assertEquals($case['expect'], $fields);
    }

    /** @return array<string, mixed> */
    private static function read(string $file): array
    {
        return Cases::read(Cases::VECTORS . $file);
    }
}
