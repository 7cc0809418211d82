<?php

declare(strict_types=1);

namespace Paysig\Webhook;

use Closure;
use Paysig\Acknowledgement;
use Paysig\ErrorCode;
use Paysig\Exception\InputException;
use Paysig\Exception\RejectedException;
use Paysig\Gateway;
use Paysig\Verified;
use Paysig\Verifier;
use Throwable;

/**
 * What the ways to receive webhooks share: the limit, the verdict, and what to answer.
 *
 * @internal
 */
final class Receiver
{
    public readonly Acknowledgement $acknowledgement;
    private readonly bool $signsTarget;
    private readonly int $limit;

    /** @param ?Closure(Throwable): void $onError */
    public function __construct(
        private readonly Verifier $verifier,
        int $limit,
        private readonly ?Closure $onError
    ) {
        if ($limit < 1) {
            throw new InputException(ErrorCode::InvalidArgument, 'limit must be a number of bytes, at least 1');
        }
        // One byte more is read, to see that it is there.
        $this->limit = min($limit, \PHP_INT_MAX - 1);
        $scheme = $verifier->describe();
        if ($scheme->kind !== 'webhook') {
            throw new InputException(
                ErrorCode::InvalidArgument,
                "{$scheme->id} is for a {$scheme->kind}; webhooks need a verifier of webhooks"
            );
        }
        $parts = array_merge(...array_values(array_column($scheme->proof, 'parts')));
        $this->signsTarget = array_intersect(['method', 'path', 'query', 'target'], array_filter($parts, is_string(...))) !== [];
        $this->acknowledgement = Gateway::ofScheme($scheme->id)->acknowledgement ?? new Acknowledgement(200, null, '');
    }

    /**
     * What was verified, or the status to answer with.
     *
     * @param Closure(int): string $read gives at most as many bytes of the raw body
     */
    public function receive(mixed $headers, string $contentLength, Closure $read, string $method, string $target): Verified|int
    {
        try {
            // Not a number that could overflow: longer is larger.
            $length = ltrim($contentLength, '0');
            $largest = (string) $this->limit;
            if (ctype_digit($length) && [\strlen($length), $length] > [\strlen($largest), $largest]) {
                throw $this->tooLarge();
            }
            $body = $read($this->limit + 1);
            if (\strlen($body) > $this->limit) {
                throw $this->tooLarge();
            }
            // The sender chooses the target: where it is not signed, nothing about it may refuse an authentic webhook.
            if (!$this->signsTarget) {
                return $this->verifier->verify($headers, $body, replayKey: true);
            }
            if (preg_match('//u', "$method $target") !== 1) {
                throw new RejectedException(ErrorCode::SignatureMismatch, 'the method or target is not UTF-8, as everything signed is');
            }
            return $this->verifier->verify($headers, $body, $method, $target, replayKey: true);
        } catch (Throwable $failure) {
            return $this->statusOf($failure);
        }
    }

    /** Whatever the application throws while it processes a webhook is no fault of the sender's. */
    public function failed(Throwable $failure): int
    {
        $this->report($failure, 500);
        return 500;
    }

    private function statusOf(Throwable $failure): int
    {
        $status = match (true) {
            $failure instanceof RejectedException => 401,
            $failure instanceof BodyTooLarge => 413,
            default => 500,
        };
        $this->report($failure, $status);
        return $status;
    }

    private function report(Throwable $failure, int $status): void
    {
        if ($this->onError !== null) {
            ($this->onError)($failure);
        } elseif ($status === 500) {
            error_log("paysig: a webhook was answered with 500: $failure");
        }
    }

    private function tooLarge(): BodyTooLarge
    {
        return new BodyTooLarge("the body has more than {$this->limit} bytes");
    }
}
