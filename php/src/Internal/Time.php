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
    private const LIMIT = 9_223_372_036_854_775;

    public static function milliseconds(DateTimeInterface $time): int
    {
        $seconds = $time->getTimestamp();
        // Beyond what milliseconds count, the nearest that they do; the lowest number of all means the clock.
        if ($seconds >= self::LIMIT || $seconds <= -self::LIMIT) {
            return $seconds > 0 ? \PHP_INT_MAX : \PHP_INT_MIN + 1;
        }
        // The fraction counts upwards from the second before, also before 1970.
        return $seconds * 1000 + (int) $time->format('v');
    }

    public static function at(int $milliseconds): DateTimeImmutable
    {
        $seconds = (int) floor($milliseconds / 1000);
        // The quickest of PHP's ways.
        return DateTimeImmutable::createFromFormat('U.v', sprintf('%d.%03d', $seconds, $milliseconds - $seconds * 1000));
    }
}
