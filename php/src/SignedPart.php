<?php

declare(strict_types=1);

namespace Paysig;

/** One part of the bytes that are signed. */
final class SignedPart
{
    private function __construct(
        /** A credential's name, `timestamp`, `method`, `path`, `query`, `target`, `body` or `literal`. */
        public readonly string $name,
        /** Its bytes; `***` for a secret. */
        public readonly string $bytes,
        public readonly bool $isSecret
    ) {
    }

    /**
     * @internal
     * @param array{name: string, base64?: string, secret?: bool} $part
     */
    public static function read(array $part): self
    {
        $secret = $part['secret'] ?? false;
        return new self($part['name'], $secret ? '***' : (string) base64_decode($part['base64'] ?? '', true), $secret);
    }
}
