<?php

declare(strict_types=1);

namespace Paysig\Internal;

use FFI;
use FFI\CData;

/**
 * Memory for what native calls give back, made once and used again.
 *
 * @internal
 */
final class Scratch
{
    public const MESSAGE_SIZE = 1024;

    public CData $headers;
    public int $headersSize;
    public readonly CData $length;
    public readonly CData $lengthAddress;
    public readonly CData $message;
    public readonly CData $verified;
    public readonly CData $verifiedAddress;
    /** Parts of `verified`: each reading of a struct's array makes an object anew. */
    public readonly CData $label;
    public readonly CData $covers;
    public readonly CData $text;
    public readonly CData $textAddress;

    public function __construct(private readonly FFI $ffi)
    {
        $this->headersSize = $ffi->PAYSIG_HEADERS_SIZE;
        $this->headers = $ffi->new("char[$this->headersSize]");
        $this->length = $ffi->new('size_t');
        $this->lengthAddress = FFI::addr($this->length);
        $this->message = $ffi->new('char[' . self::MESSAGE_SIZE . ']');
        $this->verified = $ffi->new('paysig_verified');
        $this->verifiedAddress = FFI::addr($this->verified);
        $this->label = $this->verified->label;
        $this->covers = $this->verified->covers;
        $this->text = $ffi->new('paysig_text *');
        $this->textAddress = FFI::addr($this->text);
    }

    /** Makes room for headers of the length that was reported, if it was the room that lacked. */
    public function makeRoom(int $status): bool
    {
        if ($status !== $this->ffi->PAYSIG_BUFFER_TOO_SMALL) {
            return false;
        }
        $this->headersSize = $this->length->cdata;
        $this->headers = $this->ffi->new("char[$this->headersSize]");
        return true;
    }
}
