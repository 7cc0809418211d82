<?php

declare(strict_types=1);

namespace Paysig\Tests;

use Paysig\Signer;
use Paysig\Verifier;
use PHPUnit\Framework\TestCase;

/** The vendor's PHP snippet, as printed in its documentation, on random credentials and bodies. */
final class SnippetTest extends TestCase
{
    private const CASES = 500;

    public function testAgreesOnRandomBodies(): void
    {
        $seed = random_int(1, 2 ** 31 - 1);
        $driver = __DIR__ . '/../../tests/snippets/php/driver.php';
        $made = new Command([\PHP_BINARY, $driver, (string) self::CASES, (string) $seed]);
        self::assertSame(0, $made->status, $made->errors);
        $lines = explode("\n", trim($made->output));
        self::assertCount(2 * self::CASES, $lines);
        foreach ($lines as $line) {
            $case = json_decode($line, true, 16, \JSON_THROW_ON_ERROR);
            $credentials = array_map(fn (array $value): string => (string) base64_decode($value['base64'], true), $case['credentials']);
            $body = (string) base64_decode($case['message']['body']['base64'], true);
            $headers = array_column($case['expect']['headers'], 1, 0);
            self::assertSame($headers, (new Signer($case['scheme'], $credentials))->sign(body: $body), $case['id']);
            self::assertSame($body, (new Verifier($case['scheme'], $credentials))->verify($headers, $body)->body(), $case['id']);
        }
        fwrite(\STDOUT, "\nphp: " . \count($lines) . " cases agree with the vendor's snippet\n");
    }
}
