<?php

declare(strict_types=1);

namespace Paysig\Exception;

/**
 * 2xx: what was passed to a call is wrong.
 */
class InputException extends \InvalidArgumentException implements PaysigException
{
    use CarriesCode;
}
