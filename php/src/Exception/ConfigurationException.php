<?php

declare(strict_types=1);

namespace Paysig\Exception;

/**
 * 1xx: the credentials or options are wrong. Found when a signer or verifier is made.
 */
class ConfigurationException extends \InvalidArgumentException implements PaysigException
{
    use CarriesCode;
}
