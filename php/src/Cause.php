<?php

declare(strict_types=1);

namespace Paysig;

use FFI\CData;
use Paysig\Internal\Library;
use Paysig\Internal\Scratch;
use Paysig\Internal\Text;

/** One of the mistakes that `Verifier::explain` knows. The ids are the same in every language. */
final class Cause
{
    private function __construct(
        /** The stable id, such as `json_reencoded`. */
        public readonly string $id,
        /** What happened, in one sentence. */
        public readonly string $summary,
        /** What to do about it. */
        public readonly string $fix
    ) {
    }

    /** @return list<self> in the table's order: headers, text form, body, string to sign, time, keys, algorithm */
    public static function all(): array
    {
        $ffi = Library::ffi();
        ['causes' => $causes] = Text::json($ffi, fn (CData $text, CData $message): int =>
            $ffi->paysig_describe('causes', \strlen('causes'), $text, $message, Scratch::MESSAGE_SIZE));
        return array_map(fn (array $cause): self => new self($cause['id'], $cause['summary'], $cause['fix']), $causes);
    }
}
