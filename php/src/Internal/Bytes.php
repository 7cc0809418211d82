<?php

declare(strict_types=1);

namespace Paysig\Internal;

use TypeError;

/**
 * Says why a body must be bytes.
 *
 * @internal
 */
final class Bytes
{
    public const ENCODE_ONCE = 'encode it once, $body = json_encode($value), sign that and send that';
    public const TAKE_RAW = 'take the raw bytes before anything parses them: file_get_contents(\'php://input\'), or the contents of the ' .
        'PSR-7 request\'s body';

    public static function refused(mixed $body, string $advice): TypeError
    {
        return new TypeError(
            'body must be a string of bytes, not ' . get_debug_type($body) . ': the signature is that of the bytes on the wire, and a ' .
            "value that was parsed need not give the same bytes again; $advice"
        );
    }
}
