<?php

declare(strict_types=1);

namespace Paysig\Webhook;

use Paysig\Acknowledgement;
use Psr\Http\Message\ResponseFactoryInterface;
use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\StreamFactoryInterface;
use Psr\Http\Message\StreamInterface;

/**
 * Answers webhooks with PSR-7 responses.
 *
 * @internal
 */
final class Responses
{
    public function __construct(
        private readonly ResponseFactoryInterface $responses,
        private readonly StreamFactoryInterface $streams
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
        return $response->withBody($this->stream($acknowledgement->body));
    }

    public function stream(string $bytes): StreamInterface
    {
        $stream = $this->streams->createStream($bytes);
        // Some factories leave it at its end.
        $stream->rewind();
        return $stream;
    }
}
