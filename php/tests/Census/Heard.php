<?php

declare(strict_types=1);

namespace Paysig\Tests\Census;

use Throwable;

/** What the receivers of webhooks told their `onError`, which is not thrown. */
final class Heard
{
    public static ?Throwable $failure = null;

    /** Throws what was told while something was called. */
    public static function only(callable $call): void
    {
        self::$failure = null;
        $call();
        if (self::$failure !== null) {
            throw self::$failure;
        }
    }

    public static function failure(Throwable $failure): void
    {
        self::$failure = $failure;
    }
}
