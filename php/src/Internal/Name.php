<?php

declare(strict_types=1);

namespace Paysig\Internal;

/**
 * A caller's name in a message.
 *
 * @internal
 */
final class Name
{
    /** The name where it is short and harmless to print. */
    public static function shown(string $what, string|int $name): string
    {
        return preg_match('/^[!-~]{1,64}$/D', (string) $name) === 1 ? "the $what $name" : "one $what";
    }
}
