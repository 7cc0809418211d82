<?php

declare(strict_types=1);

namespace Paysig\Exception;

use Paysig\ErrorCode;
use Throwable;

/**
 * Everything that paysig throws, apart from PHP's own TypeError for arguments of a wrong type, and `Paysig\Http\ResponseTooLarge`.
 *
 * The message says what was wrong in this very case and never holds a secret, an expected signature or a body.
 * `getCode()` is the number that belongs to the code.
 */
interface PaysigException extends Throwable
{
    /** The stable name, the same in every language, such as `signature_mismatch`. */
    public function code(): string;

    /** The code as one of those that this version knows; null only when the library is newer and has others. */
    public function errorCode(): ?ErrorCode;
}
