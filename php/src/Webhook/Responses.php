<?php

declare(strict_types=1);

namespace Paysig\Webhook;

use Paysig\Acknowledgement;
use Psr\Http\Message\ResponseFactoryInterface;
use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\StreamFactoryInterface;

/**
 * Answers webhooks with PSR-7 responses.
 *
 * @internal
 */
final class Responses
{
    public function __construct(
        private readonly ResponseFactoryInterface $responses,
        public readonly StreamFactoryInterface $streams
    ) {
    }

    /** A refusal gives no reason. */
    public function refusal(int $status): ResponseInterface
    {
        return $this->responses->createResponse($status);
    }

    public function acknowledgement(Acknowledgement $acknowledgement): ResponseInterface
    {
        $response = $this->responses->createResponse($acknowledgement->status);
        if ($acknowledgement->contentType !== null) {
            $response = $response->withHeader('Content-Type', $acknowledgement->contentType);
        }
        return $response->withBody($this->streams->createStream($acknowledgement->body));
    }
}
