<?php

declare(strict_types=1);

namespace Paysig\Http;

use Paysig\Exception\InputException;
use Psr\Http\Client\RequestExceptionInterface;
use Psr\Http\Message\RequestInterface;

/** A request that the scheme cannot sign; it was not sent. */
final class RequestNotSigned extends InputException implements RequestExceptionInterface
{
    /** @internal */
    public function __construct(InputException $reason, private readonly RequestInterface $request)
    {
        parent::__construct($reason->code(), $reason->getMessage(), $reason->getCode(), $reason);
    }

    public function getRequest(): RequestInterface
    {
        return $this->request;
    }
}
