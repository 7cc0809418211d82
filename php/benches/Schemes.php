<?php

declare(strict_types=1);

namespace Paysig\Benches;

use Closure;
use HashContext;
use OpenSSLAsymmetricKey;

/**
 * All schemes. No gateway but SolidGate publishes a snippet for PHP: the others are its rule in the same style. By hand, the keyed MAC is
 * kept and the body not copied.
 */
final class Schemes
{
    private const SECRET = '0d6b3f1c52a94e0f9c7d81e2b3a4c511';
    private const SITE = '1010';
    private const EMAIL = 'shop@example.com';
    private const METHOD = 'POST';
    private const PATH = '/v1/orders';
    private const QUERY = 'currency=EUR&limit=10';
    private const REQUEST = ['method' => self::METHOD, 'url' => 'https://api.example.com' . self::PATH . '?' . self::QUERY];

    public const SOLIDGATE_KEYS = ['public_key' => 'pk_7b197f0ee2c94a7c8a4d0ba108f84211', 'secret_key' => self::SECRET];

    /** @return list<Subject> */
    public static function all(): array
    {
        $app = ['X-App-Token' => 'app-7b197f0e'];
        $byApp = ['sender' => $app, 'timestampHeader' => 'X-App-Access-Ts'] + self::REQUEST;
        [$private, $public] = array_map(
            fn (string $name): string => (string) file_get_contents(__DIR__ . "/../../tests/vectors/keys/rsa2048.$name.pem"),
            ['pkcs8', 'spki']
        );
        $rsaKeys = ['private_key' => $private, 'public_key' => $public];
        return [
            self::solidgate('solidgate/request'),
            self::solidgate('solidgate/webhook'),
            new Subject(
                'solidgate-v2/webhook',
                ['endpoint_secret' => self::SECRET],
                'signature',
                fn (string $timestamp, string $body): string =>
                    base64_encode(hash_hmac('sha256', $body, self::SECRET, true)),
                self::byHand('sha256', self::body(...), fn (HashContext $mac): string => base64_encode(hash_final($mac, true)))
            ),
            new Subject(
                'aeterna/request',
                ['public_token' => $app['X-App-Token'], 'email' => self::EMAIL, 'secret_token' => self::SECRET],
                'X-App-Access-Sig',
                fn (string $timestamp): string => hash_hmac('sha256', $timestamp . self::EMAIL, self::SECRET),
                self::byHand('sha256', function (HashContext $mac, string $timestamp): void {
                    hash_update($mac, $timestamp . self::EMAIL);
                }, hash_final(...)),
                ...$byApp,
                signsBody: false
            ),
            new Subject(
                'aeterna/webhook',
                ['secret_token' => self::SECRET],
                'X-Signature',
                fn (string $timestamp, string $body): string => hash_hmac('sha256', $body, self::SECRET),
                self::byHand('sha256', self::body(...), hash_final(...))
            ),
            self::globalPayment('global-payment/request', '', self::METHOD, self::PATH . self::QUERY, self::REQUEST),
            self::globalPayment('global-payment/response', 'D-', self::METHOD, self::PATH . self::QUERY, self::REQUEST),
            self::globalPayment('global-payment/webhook', '', '', '', []),
            new Subject(
                'sumsub/request',
                ['app_token' => $app['X-App-Token'], 'secret_key' => self::SECRET],
                'X-App-Access-Sig',
                fn (string $timestamp, string $body): string =>
                    hash_hmac('sha256', $timestamp . self::METHOD . self::PATH . '?' . self::QUERY . $body, self::SECRET),
                self::byHand('sha256', function (HashContext $mac, string $timestamp, string $body): void {
                    hash_update($mac, $timestamp . self::METHOD . self::PATH . '?' . self::QUERY);
                    hash_update($mac, $body);
                }, hash_final(...)),
                ...$byApp
            ),
            self::smartGlocal('smart-glocal/request', ['project' => 'shop'] + $rsaKeys, ['X-PARTNER-PROJECT' => 'shop']),
            self::smartGlocal('smart-glocal/webhook', $rsaKeys, []),
            self::smart2pay('smart2pay/request'),
            self::smart2pay('smart2pay/notification'),
        ];
    }

    private static function solidgate(string $scheme): Subject
    {
        $public = self::SOLIDGATE_KEYS['public_key'];
        $feed = function (HashContext $mac, string $timestamp, string $body) use ($public): void {
            hash_update($mac, $public);
            hash_update($mac, $body);
            hash_update($mac, $public);
        };
        return new Subject(
            $scheme,
            self::SOLIDGATE_KEYS,
            'Signature',
            fn (string $timestamp, string $body): string => \generateSignature($body),
            self::byHand('sha512', $feed, fn (HashContext $mac): string => base64_encode(hash_final($mac))),
            ['Merchant' => $public]
        );
    }

    /** @param array<string, string> $request */
    private static function globalPayment(string $scheme, string $prefix, string $method, string $target, array $request): Subject
    {
        $feed = function (HashContext $mac, string $timestamp, string $body) use ($method, $target): void {
            hash_update($mac, $method . $timestamp . $target);
            hash_update($mac, $body);
        };
        return new Subject(
            $scheme,
            ['sign_key' => self::SECRET],
            "{$prefix}SIGNATURE",
            fn (string $timestamp, string $body): string =>
                base64_encode(hash_hmac('sha512', $method . $timestamp . $target . $body, self::SECRET, true)),
            self::byHand('sha512', $feed, fn (HashContext $mac): string => base64_encode(hash_final($mac, true))),
            ...$request,
            timestampHeader: "{$prefix}TIMESTAMP",
            unit: 1000
        );
    }

    /**
     * @param array{private_key: string, public_key: string} $keys
     * @param array<string, string> $sender
     */
    private static function smartGlocal(string $scheme, array $keys, array $sender): Subject
    {
        ['private_key' => $private, 'public_key' => $public] = $keys;
        $privateKey = openssl_pkey_get_private($private);
        $publicKey = openssl_pkey_get_public($public);
        return new Subject(
            $scheme,
            $keys,
            'X-PARTNER-SIGN',
            fn (string $timestamp, string $body): string => self::rsaSignature($body, $private),
            fn (string $timestamp, string $body): string => self::rsaSignature($body, $privateKey),
            $sender,
            snippetChecks: fn (string $signature, string $body): bool => self::rsaMatches($signature, $body, $public),
            byHandChecks: fn (string $signature, string $body): bool => self::rsaMatches($signature, $body, $publicKey)
        );
    }

    /** A key that is PEM is read for each message. */
    private static function rsaSignature(string $body, string|OpenSSLAsymmetricKey $key): string
    {
        openssl_sign($body, $signature, $key, \OPENSSL_ALGO_SHA256);
        return base64_encode($signature);
    }

    private static function rsaMatches(string $signature, string $body, string|OpenSSLAsymmetricKey $key): bool
    {
        return openssl_verify($body, (string) base64_decode($signature, true), $key, \OPENSSL_ALGO_SHA256) === 1;
    }

    private static function smart2pay(string $scheme): Subject
    {
        $made = 'Basic ' . base64_encode(self::SITE . ':' . self::SECRET);
        return new Subject(
            $scheme,
            ['site_id' => self::SITE, 'api_key' => self::SECRET],
            'Authorization',
            fn (): string => 'Basic ' . base64_encode(self::SITE . ':' . self::SECRET),
            fn (): string => $made,
            ...self::REQUEST,
            signsBody: false
        );
    }

    /**
     * @param Closure(HashContext, string, string): void $feed is given timestamp and body
     * @param Closure(HashContext): string $finish
     * @return Closure(string, string): string
     */
    private static function byHand(string $hash, Closure $feed, Closure $finish): Closure
    {
        $keyed = hash_init($hash, \HASH_HMAC, self::SECRET);
        return static function (string $timestamp, string $body) use ($keyed, $feed, $finish): string {
            $mac = hash_copy($keyed);
            $feed($mac, $timestamp, $body);
            return $finish($mac);
        };
    }

    private static function body(HashContext $mac, string $timestamp, string $body): void
    {
        hash_update($mac, $body);
    }
}
