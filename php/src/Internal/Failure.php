<?php

declare(strict_types=1);

namespace Paysig\Internal;

use FFI;
use FFI\CData;
use Paysig\Exception\ConfigurationException;
use Paysig\Exception\InputException;
use Paysig\Exception\InternalException;
use Paysig\Exception\PaysigException;
use Paysig\Exception\RejectedException;

/**
 * Turns a status into an exception.
 *
 * @internal
 */
final class Failure
{
    public static function check(FFI $ffi, int $status, CData $message): void
    {
        if ($status !== 0) {
            throw self::exception($ffi, $status, $message);
        }
    }

    /** Gives the scratch back as well. */
    public static function ofScratch(FFI $ffi, int $status, Scratch $scratch): PaysigException
    {
        $failure = self::exception($ffi, $status, $scratch->message);
        Library::giveScratch($scratch);
        return $failure;
    }

    public static function exception(FFI $ffi, int $status, CData $message): PaysigException
    {
        $code = $ffi->paysig_status_name($status);
        $text = FFI::string($message);
        return match (intdiv($status, 100)) {
            1 => new ConfigurationException($code, $text, $status),
            2 => new InputException($code, $text, $status),
            3 => new RejectedException($code, $text, $status),
            default => new InternalException($code, $text, $status),
        };
    }
}
