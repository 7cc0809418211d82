<?php

declare(strict_types=1);

namespace Paysig;

/** The answer that tells a gateway that its webhook arrived. */
final class Acknowledgement
{
    /** @internal */
    public function __construct(
        public readonly int $status,
        public readonly ?string $contentType,
        public readonly string $body
    ) {
    }
}
