<?php

declare(strict_types=1);

namespace Paysig\Benches;

use Closure;
use LogicException;
use Paysig\Exception\RejectedException;
use Paysig\Signer;
use Paysig\Verified;
use Paysig\Verifier;

/** A scheme with all that its ways need. */
final class Subject
{
    private const USUAL_HEADERS = [
        'Accept' => '*/*',
        'Accept-Encoding' => 'gzip, deflate',
        'Content-Length' => '256',
        'Content-Type' => 'application/json',
        'User-Agent' => 'Gateway/1.0',
        'X-Forwarded-For' => '203.0.113.7',
        'X-Forwarded-Proto' => 'https',
        'X-Request-Id' => '0f8fad5b-d9cb-469f-a165-70867728950e',
    ];
    /** The benchmark takes longer than messages stay fresh; how old they are is looked at all the same. */
    private const SECONDS = 3600;

    /**
     * @param array<string, string> $credentials
     * @param Closure(string, string): string $snippet the text of the signature, of timestamp and body
     * @param Closure(string, string): string $byHand the same
     * @param array<string, string> $sender the header that says who signs, and its value, where there is one
     * @param int $unit how often the timestamp counts in a second
     * @param ?Closure(string, string): bool $snippetChecks whether signature and body belong together; null where it is made anew to compare
     * @param ?Closure(string, string): bool $byHandChecks the same
     */
    public function __construct(
        public readonly string $scheme,
        private readonly array $credentials,
        private readonly string $signatureHeader,
        private readonly Closure $snippet,
        private readonly Closure $byHand,
        private readonly array $sender = [],
        private readonly ?string $timestampHeader = null,
        private readonly int $unit = 1,
        private readonly ?string $method = null,
        private readonly ?string $url = null,
        private readonly bool $signsBody = true,
        private readonly ?Closure $snippetChecks = null,
        private readonly ?Closure $byHandChecks = null
    ) {
    }

    /** @return list<int> */
    public function sizes(): array
    {
        return $this->scheme === 'solidgate/request' ? [0, 64, 256, 1 << 10, 1 << 12, 1 << 14, 1 << 16, 1 << 20] : [256, 1 << 12];
    }

    /**
     * Ways to sign and to verify. Every way was seen to sign what paysig accepts, to accept what paysig signed, and to refuse another body.
     *
     * @return array<string, array<string, Closure(): mixed>>
     */
    public function comparisons(int $size): array
    {
        $body = substr(str_repeat('abcdefghijklmnopqrstuvwxyz', intdiv($size, 26) + 1), 0, $size);
        $signer = new Signer($this->scheme, $this->credentials);
        $verifier = new Verifier(
            $this->scheme,
            $this->credentials,
            $this->timestampHeader === null ? [] : ['tolerance' => self::SECONDS]
        );
        [$method, $url] = [$this->method, $this->url];
        $signing = [
            'snippet' => $this->signs($this->snippet, $body),
            'by hand' => $this->signs($this->byHand, $body),
            'paysig' => static fn (): array => $signer->sign($method, $url, $body),
        ];
        foreach ($signing as $sign) {
            $verifier->verify($sign(), $body, $method, $url);
        }

        $headers = self::USUAL_HEADERS + $signer->sign($method, $url, $body);
        $verifying = fn (string $body): array => [
            'snippet' => $this->verifies($this->snippet, $this->snippetChecks, null, $headers, $body),
            'by hand' => $this->verifies($this->byHand, $this->byHandChecks, self::SECONDS, $headers, $body),
            'paysig' => static fn (): Verified => $verifier->verify($headers, $body, $method, $url),
        ] + ($this->signsBody ? [
            'paysig, with replay key' => static fn (): Verified => $verifier->verify($headers, $body, $method, $url, replayKey: true),
        ] : []);
        foreach ($verifying("x$body") as $name => $verify) {
            if ($this->signsBody && self::accepts($verify)) {
                throw new LogicException("$this->scheme: $name accepts another body");
            }
        }
        foreach ($verifying($body) as $name => $verify) {
            if (!self::accepts($verify)) {
                throw new LogicException("$this->scheme: $name refuses what was signed");
            }
        }
        return ['sign' => $signing, 'verify' => $verifying($body)];
    }

    /** @return Closure(): array<string, string> that makes the headers with as little as can be around what makes the signature */
    private function signs(Closure $make, string $body): Closure
    {
        [$sender, $timestampHeader, $signatureHeader, $unit] =
            [$this->sender, $this->timestampHeader, $this->signatureHeader, $this->unit];
        if ($timestampHeader === null) {
            return static fn (): array => $sender + [$signatureHeader => $make('', $body)];
        }
        return static function () use ($sender, $timestampHeader, $signatureHeader, $unit, $make, $body): array {
            $timestamp = (string) ($unit === 1 ? time() : (int) (microtime(true) * $unit));
            return $sender + [$timestampHeader => $timestamp, $signatureHeader => $make($timestamp, $body)];
        };
    }

    /**
     * @param ?int $seconds how old the message may be; null for no limit
     * @param array<string, string> $headers
     * @return Closure(): bool
     */
    private function verifies(Closure $make, ?Closure $check, ?int $seconds, array $headers, string $body): Closure
    {
        [$timestampHeader, $signatureHeader, $unit] = [$this->timestampHeader, $this->signatureHeader, $this->unit];
        $senderHeader = (string) array_key_first($this->sender);
        $sender = $this->sender[$senderHeader] ?? null;
        return static function () use (
            $make,
            $check,
            $seconds,
            $headers,
            $body,
            $timestampHeader,
            $signatureHeader,
            $unit,
            $senderHeader,
            $sender
        ): bool {
            if ($sender !== null && $headers[$senderHeader] !== $sender) {
                return false;
            }
            $timestamp = $timestampHeader === null ? '' : $headers[$timestampHeader];
            if ($seconds !== null && $timestamp !== '' && abs(microtime(true) - (int) $timestamp / $unit) > $seconds) {
                return false;
            }
            $signature = $headers[$signatureHeader];
            return $check === null ? hash_equals($make($timestamp, $body), $signature) : $check($signature, $body);
        };
    }

    private static function accepts(Closure $verify): bool
    {
        try {
            return $verify() !== false;
        } catch (RejectedException) {
            return false;
        }
    }
}
