<?php

declare(strict_types=1);

namespace Paysig;

/**
 * A gateway's error answer: whose turn it is.
 *
 * Code and messages are the gateway's words. They can repeat parts of the request, so log them as carefully as a request.
 */
final class GatewayError
{
    /** @param list<array{attribute: ?string, text: string}> $messages */
    private function __construct(
        /** The gateway's code, where there is one. */
        public readonly ?string $code,
        /** `authentication`, `validation`, `declined`, `fraud`, `idempotency`, `processing` or `unknown`. */
        public readonly string $kind,
        /** What the gateway says, each with the part of the request that it is about, such as `order.amount`. */
        public readonly array $messages,
        /** Whether to send the same request again: `never`, once what is wrong was put right (`corrected`), or `later`. */
        public readonly string $retry,
        /** When `later`: seconds before the first attempt; longer before each further one. */
        public readonly ?int $retryAfter,
        /** What to do, in one or two sentences. */
        public readonly string $advice
    ) {
    }

    /**
     * @internal
     * @param array<string, mixed> $error
     */
    public static function read(array $error): self
    {
        $retry = $error['retry'];
        return new self(
            $error['code'],
            $error['kind'],
            $error['messages'],
            $retry['when'],
            $retry['after_seconds'] ?? null,
            $error['advice']
        );
    }
}
