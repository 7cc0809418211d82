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
    private const FOLDER = __DIR__ . '/../../tests/vectors/';

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
        $signer = new Signer($case['scheme'], self::credentials($case['credentials']), self::buildingOptions($case));
        $message = self::message($case);
        $headers = $signer->sign(...$message);
        if (isset($case['expect']['error'])) {
            return;
        }
        self::assertSame(array_column($case['expect']['headers'], 1, 0), $headers);
        $expected = $case['expect']['string_to_sign'];
        $parts = array_column($signer->stringToSign(...$message), 'bytes');
        self::assertSame($expected === null ? '' : self::bytes($expected), implode('', $parts));
    }

    /** @param array<string, mixed> $case */
    private function verify(array $case, int $turn): void
    {
        $verifier = new Verifier($case['scheme'], self::keyring($case['credentials'], $turn), self::buildingOptions($case));
        $message = self::message($case);
        $verified = $verifier->verify(self::headers($case['headers'], $turn), ...$message + ['body' => null]);
        if (isset($case['expect']['error'])) {
            return;
        }
        self::assertSame($case['expect'], [
            'label' => $verified->label,
            'timestamp_ms' => $verified->timestamp === null ? null : Time::milliseconds($verified->timestamp),
            'covers' => $verified->covers,
            'replay_key' => $verified->replayKey,
        ]);
        $body = $message['body'] ?? '';
        self::assertSame(\in_array('body', $verified->covers, true) ? $body : null, $verified->body());
        self::assertSame($body, $verified->unauthenticatedBody());
    }

    /** @param array<string, mixed> $case */
    private function key(array $case): void
    {
        self::assertEquals($case['expect'], get_object_vars(KeyReport::inspect(self::bytes($case['key']), $case['passphrase'] ?? null)));
    }

    /** @param array<string, mixed> $case */
    private function gatewayError(array $case): void
    {
        $error = Gateway::of($case['gateway'])->error(self::bytes($case['body']), $case['status'] ?? 0);
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
        $signer = new Signer('solidgate/request', self::credentials($case['credentials']));
        $fields = $signer->form(FormKind::from($case['form']), self::bytes($case['payload']), self::bytes($case['iv']));
        self::assertEquals($case['expect'], $fields);
    }

    /**
     * @param array<string, mixed> $case
     * @return array<string, mixed> the named arguments
     */
    private static function message(array $case): array
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
    private static function headers(array $headers, int $turn): mixed
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
    private static function keyring(array $sets, int $turn): array
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
    private static function credentials(array $values): array
    {
        return array_map(self::bytes(...), $values);
    }

    /**
     * @param array<string, mixed> $case
     * @return array<string, mixed>
     */
    private static function buildingOptions(array $case): array
    {
        $options = $case['options'] ?? [];
        if (isset($options['tolerance'])) {
            $options['tolerance'] = (float) $options['tolerance'];
        }
        return $options;
    }

    private static function bytes(mixed $said): string
    {
        return match (true) {
            \is_string($said) => $said,
            isset($said['base64']) => (string) base64_decode($said['base64'], true),
            isset($said['file']) => (string) file_get_contents(self::FOLDER . "keys/{$said['file']}"),
            default => str_repeat(self::bytes($said['repeat']['unit']), $said['repeat']['times']),
        };
    }

    /** @return array<string, mixed> */
    private static function read(string $file): array
    {
        return json_decode((string) file_get_contents(self::FOLDER . $file), true, 64, \JSON_THROW_ON_ERROR);
    }
}
