<?php

declare(strict_types=1);

namespace Paysig;

/** Something certain about a message that is no cause, and narrows the search. */
final class Observation
{
    private function __construct(
        /** `rsa_other_content`: one of the keys signed, and something else; `rsa_not_these_keys`: none of them signed. */
        public readonly string $id,
        /** The sentence. */
        public readonly string $text
    ) {
    }

    /**
     * @internal
     * @param array{id: string, text: string} $observation
     */
    public static function read(array $observation): self
    {
        return new self($observation['id'], $observation['text']);
    }
}
