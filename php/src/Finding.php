<?php

declare(strict_types=1);

namespace Paysig;

/** A cause that was found. */
final class Finding
{
    /** @param list<string> $encoders */
    private function __construct(
        /** The stable id, such as `json_reencoded`; `Cause::all()` lists them. */
        public readonly string $cause,
        public readonly Certainty $certainty,
        /** What happened, in one sentence. */
        public readonly string $summary,
        /** With what exactly the signature was recomputed, or what is visible: for people, and free to change. */
        public readonly string $detail,
        /** Where JSON was written again, the encoders that write the bytes that were signed, the likeliest first, such as `php`. */
        public readonly array $encoders,
        /** What to do about it. */
        public readonly string $fix
    ) {
    }

    /**
     * @internal
     * @param array{cause: string, certainty: string, summary: string, detail: string, encoders: list<string>, fix: string} $finding
     */
    public static function read(array $finding): self
    {
        return new self(
            $finding['cause'],
            Certainty::from($finding['certainty']),
            $finding['summary'],
            $finding['detail'],
            $finding['encoders'],
            $finding['fix']
        );
    }
}
