<?php

declare(strict_types=1);

namespace Paysig\Tests;

use Paysig\ErrorCode;
use Paysig\Exception\PaysigException;
use Paysig\Gateways\SmartGlocal;
use Paysig\KeyReport;
use Paysig\PrivateKey;
use Paysig\PublicKey;
use Paysig\Signer;
use PHPUnit\Framework\TestCase;

/** Keys, judged by PHP's OpenSSL. */
final class KeysTest extends TestCase
{
    public function testOpensslReadsWhatWeWrite(): void
    {
        $key = PrivateKey::generate();
        foreach ([[$key->toPem(), ''], [$key->toPem('a passphrase ü'), 'a passphrase ü']] as [$pem, $passphrase]) {
            $read = openssl_pkey_get_private($pem, $passphrase);
            self::assertNotFalse($read, (string) openssl_error_string());
            $details = openssl_pkey_get_details($read);
            self::assertIsArray($details);
            self::assertSame([2048, $key->publicKey()->toPem()], [$details['bits'], $details['key']]);
        }
        foreach ([[$key->toDer(), null], [$key->toDer('p'), 'p']] as [$der, $passphrase]) {
            self::assertSame($key->toDer(), PrivateKey::read($der, $passphrase)->toDer());
        }
        self::assertSame($key->publicKey()->toDer(), PublicKey::read($key->publicKey()->toPem())->toDer());
    }

    public function testANewKeySigns(): void
    {
        $key = PrivateKey::generate(3072);
        $signer = SmartGlocal::signer(['project' => 'shop', 'private_key' => $key->toPem('p'), 'passphrase' => 'p']);
        $signature = (string) base64_decode($signer->sign(body: '{}')['X-PARTNER-SIGN'], true);
        self::assertSame(1, openssl_verify('{}', $signature, $key->publicKey()->toPem(), 'sha256'));
        self::assertSame(384, \strlen($signature));
    }

    public function testWeReadWhatOpensslWrites(): void
    {
        $key = openssl_pkey_new(['private_key_bits' => 2048, 'private_key_type' => \OPENSSL_KEYTYPE_RSA]);
        self::assertNotFalse($key);
        openssl_pkey_export($key, $pem);
        $public = openssl_pkey_get_details($key)['key'] ?? '';
        self::assertSame($public, PrivateKey::read(str_replace("\n", '\n', $pem))->publicKey()->toPem());
        $request = openssl_csr_new(['commonName' => 'gateway'], $key);
        self::assertNotFalse($request);
        $certificate = openssl_csr_sign($request, null, $key, 1);
        self::assertNotFalse($certificate);
        openssl_x509_export($certificate, $text);
        self::assertSame($public, PublicKey::read($text)->toPem());
        self::assertSame('certificate', KeyReport::inspect($text)->form);
        self::assertSame(KeyReport::inspect($pem)->fingerprint, KeyReport::inspect($text)->fingerprint);

        $signer = new Signer('smart-glocal/request', ['project' => 'shop', 'private_key' => $pem]);
        openssl_sign('body', $expected, $key, \OPENSSL_ALGO_SHA256);
        self::assertSame(base64_encode($expected), $signer->sign(body: 'body')['X-PARTNER-SIGN']);
    }

    public function testWrongUse(): void
    {
        $key = PrivateKey::generate();
        $cases = [
            [ErrorCode::WrongPassphrase, fn () => PrivateKey::read($key->toPem('a'), 'b')],
            [ErrorCode::MissingPassphrase, fn () => PrivateKey::read($key->toPem('a'))],
            [ErrorCode::EmptyCredential, fn () => $key->toPem('')],
            [ErrorCode::EmptyCredential, fn () => $key->toPem(null)],
            [ErrorCode::EmptyCredential, fn () => $key->toDer(passphrase: null)],
            [ErrorCode::WrongKeyKind, fn () => PublicKey::read($key->toPem())],
            [ErrorCode::WrongKeyKind, fn () => PrivateKey::read($key->publicKey()->toPem())],
            [ErrorCode::MalformedKey, fn () => PrivateKey::read('')],
            [ErrorCode::MalformedKey, fn () => KeyReport::inspect('nonsense')],
            [ErrorCode::MalformedKey, fn () => PrivateKey::read(substr($key->toPem(), 0, 600))],
            [ErrorCode::InvalidArgument, fn () => PrivateKey::generate(-1)],
        ];
        foreach ($cases as $index => [$code, $mistake]) {
            try {
                $mistake();
                self::fail("mistake $index was not found");
            } catch (PaysigException $exception) {
                self::assertSame($code, $exception->errorCode(), "mistake $index: {$exception->getMessage()}");
            }
        }
        ob_start();
        var_dump($key, print_r($key, true));
        self::assertStringNotContainsString('PRIVATE', (string) ob_get_clean());
    }
}
