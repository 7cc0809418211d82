<?php

declare(strict_types=1);

namespace Paysig\Exception;

/**
 * 9xx: paysig or the machine failed.
 */
class InternalException extends \RuntimeException implements PaysigException
{
    use CarriesCode;
}
