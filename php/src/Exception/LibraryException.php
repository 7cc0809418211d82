<?php

declare(strict_types=1);

namespace Paysig\Exception;

use Paysig\ErrorCode;
use Throwable;

/** The native library cannot be used: FFI is off, the library is not found, or it is another version. */
final class LibraryException extends InternalException
{
    /** @internal */
    public function __construct(string $message, ?Throwable $previous = null)
    {
        parent::__construct(ErrorCode::Internal, $message, null, $previous);
    }
}
