<?php

declare(strict_types=1);

namespace Paysig;

use Paysig\Exception\RejectedException;
use Stringable;

/**
 * Why a message is refused, as far as it can be proven. As a string it is `text`.
 *
 * It holds no secret, MAC, expected signature or body.
 */
final class Explanation implements Stringable
{
    /**
     * @param list<Finding> $findings
     * @param list<Observation> $observations
     * @param list<string> $ruledOut
     */
    private function __construct(
        public readonly Outcome $outcome,
        /** The id of the scheme by whose rule the message was judged. */
        public readonly string $scheme,
        /** The label of the credentials with which the signature matches; null where none does. */
        public readonly ?string $label,
        /** What `verify` throws for the message; null when it is accepted. */
        public readonly ?RejectedException $rejection,
        /** The causes: none, one, or several that hold together. */
        public readonly array $findings,
        /** What is certain and no cause. */
        public readonly array $observations,
        /** The ids of the causes that were tried alone, in every way that is known, where nothing matches. */
        public readonly array $ruledOut,
        /** How many strings to sign were tried. */
        public readonly int $attempts,
        /** How many bytes were hashed or written for them. */
        public readonly int $bytes,
        /** Whether the budget ended the search. */
        public readonly bool $exhausted,
        /** All of it for people, in several lines. */
        public readonly string $text,
        /** All of it as JSON; its members are the same in every language. */
        public readonly string $json,
        /**
         * One redacted JSON to attach to a ticket with the gateway: header names and sizes, values and body as length and SHA-256 only,
         * the shape of what is signed, key fingerprints, clock, version, and the explanation. A digest confirms a guess: of a short
         * value, such as an amount, it is as good as the value.
         */
        public readonly string $capsule
    ) {
    }

    /** Whether there is nothing to explain: the message is accepted. */
    public function verifies(): bool
    {
        return $this->outcome === Outcome::Verifies;
    }

    public function __toString(): string
    {
        return $this->text;
    }

    /** @internal */
    public static function read(string $json, string $capsule): self
    {
        $given = json_decode($json, true, 64, \JSON_THROW_ON_ERROR);
        $rejection = $given['rejection'];
        return new self(
            Outcome::from($given['outcome']),
            $given['scheme'],
            $given['label'],
            $rejection === null ? null : new RejectedException($rejection['code'], $rejection['message'], $rejection['number']),
            array_map(Finding::read(...), $given['findings']),
            array_map(Observation::read(...), $given['observations']),
            $given['ruled_out'],
            $given['attempts'],
            $given['bytes'],
            $given['exhausted'],
            $given['text'],
            $json,
            $capsule
        );
    }

    /**
     * Without the rejection's backtrace, which holds what this was made from.
     *
     * @return array<string, mixed>
     */
    public function __debugInfo(): array
    {
        return ['rejection' => $this->rejection?->code()] + get_object_vars($this);
    }
}
