<?php

declare(strict_types=1);

namespace Paysig\Internal;

use FFI;
use FFI\CData;
use SensitiveParameter;

/**
 * The native functions of keys, for both halves.
 *
 * @internal
 */
final class Key
{
    public static function generate(int $bits): Handle
    {
        $ffi = Library::ffi();
        // FFI would cut off what is above 32 bits; of no size that a key has, the library says which ones there are.
        $size = $bits < 0 || $bits > 1 << 20 ? 0 : $bits;
        return new Handle($ffi, 'paysig_key', fn (CData $key, CData $message): int =>
            $ffi->paysig_key_generate($size, $key, $message, Scratch::MESSAGE_SIZE));
    }

    public static function read(string $half, #[SensitiveParameter] string $material, #[SensitiveParameter] ?string $passphrase): Handle
    {
        $ffi = Library::ffi();
        return new Handle($ffi, 'paysig_key', fn (CData $key, CData $message): int => $ffi->paysig_key_read(
            $ffi->{"PAYSIG_KEY_$half"},
            $material,
            \strlen($material),
            $passphrase,
            \strlen($passphrase ?? ''),
            $key,
            $message,
            Scratch::MESSAGE_SIZE
        ));
    }

    public static function write(Handle $key, string $half, string $encoding, #[SensitiveParameter] ?string $passphrase): string
    {
        $ffi = Library::ffi();
        return Text::string($ffi, fn (CData $written, CData $message): int => $ffi->paysig_key_write(
            $key->pointer,
            $ffi->{"PAYSIG_KEY_$half"},
            $ffi->{"PAYSIG_KEY_$encoding"},
            $passphrase,
            \strlen($passphrase ?? ''),
            $written,
            $message,
            Scratch::MESSAGE_SIZE
        ));
    }

    /** @return array<string, mixed> */
    public static function inspect(#[SensitiveParameter] string $material, #[SensitiveParameter] ?string $passphrase): array
    {
        $ffi = Library::ffi();
        return (array) Text::json($ffi, fn (CData $report, CData $message): int => $ffi->paysig_key_inspect(
            $material,
            \strlen($material),
            $passphrase,
            \strlen($passphrase ?? ''),
            $report,
            $message,
            Scratch::MESSAGE_SIZE
        ));
    }
}
