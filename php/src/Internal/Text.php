<?php

declare(strict_types=1);

namespace Paysig\Internal;

use FFI;
use FFI\CData;

/**
 * Reads what the library gives back as JSON or text.
 *
 * @internal
 */
final class Text
{
    /**
     * @param callable(CData, CData): int $call is given the address for the text, and the message's buffer
     * @return ?array<string, mixed>
     */
    public static function json(FFI $ffi, callable $call): ?array
    {
        return json_decode(self::string($ffi, $call), true, 64, \JSON_THROW_ON_ERROR);
    }

    /** @param callable(CData, CData): int $call is given the address for the text, and the message's buffer */
    public static function string(FFI $ffi, callable $call): string
    {
        $scratch = Library::takeScratch();
        try {
            Failure::check($ffi, $call($scratch->textAddress, $scratch->message), $scratch->message);
            try {
                return self::read($ffi, $scratch->text, $scratch);
            } finally {
                $ffi->paysig_text_free($scratch->text);
            }
        } finally {
            Library::giveScratch($scratch);
        }
    }

    /**
     * @param callable(CData, CData, CData): int $call is given the addresses for two texts, and the message's buffer
     * @return array{string, string}
     */
    public static function two(FFI $ffi, callable $call): array
    {
        $second = $ffi->new('paysig_text *');
        $scratch = Library::takeScratch();
        try {
            Failure::check($ffi, $call($scratch->textAddress, FFI::addr($second), $scratch->message), $scratch->message);
            try {
                return [self::read($ffi, $scratch->text, $scratch), self::read($ffi, $second, $scratch)];
            } finally {
                $ffi->paysig_text_free($scratch->text);
                $ffi->paysig_text_free($second);
            }
        } finally {
            Library::giveScratch($scratch);
        }
    }

    private static function read(FFI $ffi, CData $text, Scratch $scratch): string
    {
        $data = $ffi->paysig_text_data($text, $scratch->lengthAddress);
        return FFI::string($data, $scratch->length->cdata);
    }
}
