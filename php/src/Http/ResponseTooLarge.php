<?php

declare(strict_types=1);

namespace Paysig\Http;

use Psr\Http\Client\ClientExceptionInterface;
use RuntimeException;

/** A response that was to be verified has more bytes than allowed; it was not read any further. */
final class ResponseTooLarge extends RuntimeException implements ClientExceptionInterface
{
    /** @internal */
    public function __construct(int $limit)
    {
        parent::__construct("the response has more than $limit bytes, which is what responseLimit allows");
    }
}
