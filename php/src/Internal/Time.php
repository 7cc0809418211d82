<?php

declare(strict_types=1);

namespace Paysig\Internal;

use DateTimeImmutable;
use DateTimeInterface;

/**
 * Between PHP's times and milliseconds since 1970.
 *
 * @internal
 */
final class Time
{
    public static function milliseconds(DateTimeInterface $time): int
    {
        // The fraction counts upwards from the second before, also before 1970.
        return $time->getTimestamp() * 1000 + (int) $time->format('v');
    }

    public static function at(int $milliseconds): DateTimeImmutable
    {
        $seconds = (int) floor($milliseconds / 1000);
        // The quickest of PHP's ways.
        return DateTimeImmutable::createFromFormat('U.v', sprintf('%d.%03d', $seconds, $milliseconds - $seconds * 1000));
    }
}
