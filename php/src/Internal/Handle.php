<?php

declare(strict_types=1);

namespace Paysig\Internal;

use FFI;
use FFI\CData;
use LogicException;

/**
 * Owns what a native function made, and frees it.
 *
 * @internal
 */
final class Handle
{
    use NotSerialized;

    public readonly CData $pointer;
    private bool $made = false;

    /**
     * @param string $type such as `paysig_signer`
     * @param callable(CData, CData): int $make is given the address for the handle, and the message's buffer
     */
    public function __construct(private readonly FFI $ffi, private readonly string $type, callable $make)
    {
        $this->pointer = $ffi->new("$type *");
        $scratch = Library::takeScratch();
        try {
            Failure::check($ffi, $make(FFI::addr($this->pointer), $scratch->message), $scratch->message);
            $this->made = true;
        } finally {
            Library::giveScratch($scratch);
        }
    }

    public function __destruct()
    {
        if ($this->made) {
            $this->made = false;
            $this->ffi->{"{$this->type}_free"}($this->pointer);
        }
    }

    public function __clone()
    {
        throw new LogicException('a native handle has one owner');
    }

    /** @return array<string, mixed> */
    public function __debugInfo(): array
    {
        return [];
    }
}
