<?php

declare(strict_types=1);

namespace Paysig\Http;

use Paysig\Exception\RejectedException;
use Psr\Http\Client\ClientExceptionInterface;
use Psr\Http\Message\RequestInterface;
use Psr\Http\Message\ResponseInterface;

/** A response that is not the gateway's answer to the request, or cannot be shown to be. */
final class ResponseRejected extends RejectedException implements ClientExceptionInterface
{
    /** @internal */
    public function __construct(
        RejectedException $reason,
        private readonly RequestInterface $request,
        private readonly ResponseInterface $response
    ) {
        parent::__construct($reason->code(), $reason->getMessage(), $reason->getCode(), $reason);
    }

    public function getRequest(): RequestInterface
    {
        return $this->request;
    }

    /** Not to be trusted: neither its status nor its body. */
    public function getResponse(): ResponseInterface
    {
        return $this->response;
    }
}
