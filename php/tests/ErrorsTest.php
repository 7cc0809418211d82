<?php

declare(strict_types=1);

namespace Paysig\Tests;

use InvalidArgumentException;
use Paysig\ErrorCode;
use Paysig\Exception\ConfigurationException;
use Paysig\Exception\InputException;
use Paysig\Exception\InternalException;
use Paysig\Exception\LibraryException;
use Paysig\Exception\PaysigException;
use Paysig\Exception\RejectedException;
use Paysig\Gateway;
use Paysig\Internal\Failure;
use Paysig\Internal\Library;
use Paysig\Internal\Scratch;
use Paysig\Internal\Text;
use Paysig\PrivateKey;
use Paysig\Scheme;
use Paysig\Signer;
use Paysig\Verifier;
use PHPUnit\Framework\TestCase;
use RuntimeException;

final class ErrorsTest extends TestCase
{
    private const CLASSES = [
        'configuration' => [ConfigurationException::class, InvalidArgumentException::class],
        'input' => [InputException::class, InvalidArgumentException::class],
        'rejected' => [RejectedException::class, RuntimeException::class],
        'internal' => [InternalException::class, RuntimeException::class],
    ];

    public function testTheTable(): void
    {
        $ffi = Library::ffi();
        $table = Text::json($ffi, fn ($text, $message): int =>
            $ffi->paysig_describe('errors', 6, $text, $message, Scratch::MESSAGE_SIZE))['errors'] ?? [];
        self::assertGreaterThan(40, \count($table));
        self::assertSame(array_column($table, 'code'), array_column(ErrorCode::cases(), 'value'));
        foreach ($table as ['code' => $code, 'number' => $number, 'kind' => $kind, 'summary' => $summary, 'advice' => $advice]) {
            $case = ErrorCode::from($code);
            self::assertSame([$number, $kind, $summary, $advice], [$case->number(), $case->kind(), $case->summary(), $case->advice()]);
            self::assertSame($number, $ffi->{'PAYSIG_' . strtoupper($code)});

            $message = $ffi->new('char[' . Scratch::MESSAGE_SIZE . ']');
            \FFI::memcpy($message, "what happened\0", 14);
            $exception = Failure::exception($ffi, $number, $message);
            foreach ([PaysigException::class, ...self::CLASSES[$kind]] as $class) {
                self::assertInstanceOf($class, $exception);
            }
            self::assertSame([$code, $number, $case, 'what happened'], [
                $exception->code(),
                $exception->getCode(),
                $exception->errorCode(),
                $exception->getMessage(),
            ]);
        }
    }

    public function testACodeOfANewerLibrary(): void
    {
        $ffi = Library::ffi();
        foreach ([199 => ConfigurationException::class, 399 => RejectedException::class, 999 => InternalException::class] as $status => $class) {
            $exception = Failure::exception($ffi, $status, $ffi->new('char[1]'));
            self::assertSame($class, $exception::class);
            self::assertSame([$status, null], [$exception->getCode(), $exception->errorCode()]);
        }
    }

    /** Those that no vector can say in data, or that only other calls raise. */
    public function testCodesThatTheVectorsLack(): void
    {
        $keys = ['public_key' => 'a', 'secret_key' => 'b'];
        $signer = new Signer('solidgate/request', $keys);
        $cases = [
            [ErrorCode::UnknownGateway, fn () => Gateway::of('nobody')],
            [ErrorCode::UnknownGateway, fn () => Gateway::of('errors')],
            [ErrorCode::UnknownGateway, fn () => Gateway::of('solidgate/request')],
            [ErrorCode::UnknownScheme, fn () => Scheme::of('solidgate')],
            [ErrorCode::UnknownScheme, fn () => Scheme::of('solidgate/nothing')],
            [ErrorCode::UnknownScheme, fn () => Gateway::ofScheme('solidgate/nothing')],
            [ErrorCode::UnknownHost, fn () => Gateway::of('solidgate')->url('charge', 'live', 'nothing')],
            [ErrorCode::InvalidUrl, fn () => Gateway::of('solidgate')->url('a b')],
            [ErrorCode::InvalidHeaders, fn () => (new Verifier('solidgate/request', $keys))->verify(['a' => "b\0c"], '')],
            [ErrorCode::InvalidHeaders, fn () => (new Verifier('solidgate/request', $keys))->verify([["a\0", 'b']], '')],
            [ErrorCode::InvalidText, fn () => $signer->sign("\xff")],
            [ErrorCode::InvalidText, fn () => new Signer("\xff", $keys)],
            [ErrorCode::InvalidArgument, fn () => PrivateKey::generate(2047)],
            [ErrorCode::InvalidLabel, fn () => new Verifier('solidgate/request', ['ä' => $keys])],
            [ErrorCode::InvalidLabel, fn () => new Verifier('solidgate/request', [str_repeat('x', 65) => $keys])],
            [ErrorCode::MissingCredential, fn () => new Verifier('solidgate/request', ['a' => $keys, 'b' => ['secret_key' => null]])],
            [ErrorCode::DuplicateCredential, fn () => new Verifier('solidgate/request', [
                ['a', ['public_key' => 'a']],
                ['a', ['secret_key' => 'b']],
            ])],
        ];
        foreach ($cases as $index => [$code, $mistake]) {
            try {
                $mistake();
                self::fail("mistake $index was not found");
            } catch (PaysigException $exception) {
                self::assertSame($code, $exception->errorCode(), "mistake $index: {$exception->getMessage()}");
                self::assertNotSame('', $exception->getMessage());
            }
        }
    }

    public function testAPanicIsAnExceptionAndTheProcessGoesOn(): void
    {
        $code = <<<'PHP'
            use Paysig\Exception\InternalException;
            $provoke = 'paysig-provoke-panic';
            $keys = ['public_key' => 'a', 'secret_key' => 'b'];
            $signer = new Paysig\Signer('solidgate/request', $keys);
            $verifier = new Paysig\Verifier('solidgate/request', $keys);
            $calls = [
                fn () => new Paysig\Signer($provoke, $keys),
                fn () => new Paysig\Verifier($provoke, $keys),
                fn () => $signer->sign($provoke),
                fn () => $signer->stringToSign($provoke),
                fn () => $verifier->verify([], '', $provoke),
                fn () => $signer->sign(options: [$provoke => 'x']),
                fn () => Paysig\Gateway::of($provoke),
                fn () => Paysig\Gateway::of('solidgate')->url($provoke),
            ];
            foreach ($calls as $call) {
                try { $call(); echo '-'; } catch (Paysig\Exception\PaysigException $e) { echo $e::class === InternalException::class ? '!' : '?'; }
            }
            echo strlen($signer->sign(body: '{}')['Signature']);
            PHP;
        $ran = Command::php($code, ['-d', 'display_errors=stderr'], ['PAYSIG_LIBRARY' => (string) getenv('PAYSIG_PANICKING_LIBRARY')]);
        self::assertSame([0, '!!!!!!!!172'], [$ran->status, $ran->output], $ran->errors);
    }

    public function testMessagesHoldNoSecret(): void
    {
        $secret = 'hunter2-hunter2';
        $leaks = [
            fn () => new Signer('solidgate/request', ['public_key' => 'a', 'secret_key' => "$secret\n"]),
            fn () => new Signer('solidgate/request', ['public_key' => 'a', 'secret_key' => 'b', $secret => 'c']),
            fn () => new Signer('solidgate/request', ['public_key' => 'a', 'secret_key' => [$secret]]),
            fn () => new Signer('solidgate/request', [$secret]),
            fn () => new Signer('smart-glocal/request', ['project' => 'a', 'private_key' => $secret]),
            fn () => new Verifier('solidgate/request', ['a' => ['public_key' => 'b', 'secret_key' => "$secret "]]),
            fn () => (new Verifier('solidgate/request', ['public_key' => 'a', 'secret_key' => $secret]))
                ->verify(['Merchant' => 'a', 'Signature' => 'x'], $secret),
            fn () => (new Signer('solidgate/request', ['public_key' => 'a', 'secret_key' => $secret]))->sign(body: [$secret]),
        ];
        foreach ($leaks as $index => $leak) {
            try {
                $leak();
                self::fail("mistake $index was not found");
            } catch (\InvalidArgumentException | \RuntimeException | \TypeError $failure) {
                self::assertStringNotContainsString('hunter2', $failure->getMessage());
                if (\PHP_VERSION_ID >= 80200) {
                    // What PHP writes of an uncaught exception, with the arguments of every call on the way but the test's own.
                    self::assertStringNotContainsString('hunter2', (string) $failure, "mistake $index");
                }
            }
        }
    }

    public function testLoadingFailuresAreInternal(): void
    {
        $exception = new LibraryException('not found');
        self::assertInstanceOf(InternalException::class, $exception);
        self::assertSame(['internal', 901], [$exception->code(), $exception->getCode()]);
    }
}
