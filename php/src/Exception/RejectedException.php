<?php

declare(strict_types=1);

namespace Paysig\Exception;

/**
 * 3xx: the message is not to be trusted. The only kind that a sender can bring about: answer it with 401, all others with 500.
 */
class RejectedException extends \RuntimeException implements PaysigException
{
    use CarriesCode;
}
