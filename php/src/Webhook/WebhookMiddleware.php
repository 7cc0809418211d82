<?php

declare(strict_types=1);

namespace Paysig\Webhook;

use Paysig\Internal\NotSerialized;
use Paysig\Verified;
use Paysig\Verifier;
use Psr\Http\Message\ResponseFactoryInterface;
use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\ServerRequestInterface;
use Psr\Http\Message\StreamFactoryInterface;
use Psr\Http\Server\MiddlewareInterface;
use Psr\Http\Server\RequestHandlerInterface;
use Throwable;

/**
 * PSR-15 middleware that lets only authentic webhooks through: put it before whatever parses bodies.
 *
 * The request that goes on has two attributes: `VERIFIED`, the `Paysig\Verified`, and `ACKNOWLEDGEMENT`, the response that the gateway
 * expects once the webhook is processed. Refusals have no body: 401 for what does not verify, 413 for too large a body, 500 for mistakes
 * of our own and whatever the handler throws.
 */
final class WebhookMiddleware implements MiddlewareInterface
{
    use NotSerialized;

    public const VERIFIED = 'paysig.verified';
    public const ACKNOWLEDGEMENT = 'paysig.acknowledgement';

    private readonly Receiver $receiver;
    private readonly Responses $responses;

    /**
     * @param int $limit the most bytes that a body may have
     * @param ?callable(Throwable): void $onError told of every webhook that is not acknowledged, and why; without it, what is
     *     answered with 500 goes to PHP's error log
     */
    public function __construct(
        Verifier $verifier,
        ResponseFactoryInterface $responses,
        StreamFactoryInterface $streams,
        int $limit = 1_048_576,
        ?callable $onError = null
    ) {
        $this->receiver = new Receiver($verifier, $limit, $onError === null ? null : $onError(...));
        $this->responses = new Responses($responses, $streams);
    }

    public function process(ServerRequestInterface $request, RequestHandlerInterface $handler): ResponseInterface
    {
        $verified = Requests::receive($this->receiver, $request);
        if (\is_int($verified)) {
            return $this->responses->refusal($verified);
        }
        $request = $request
            ->withBody($this->responses->stream($verified->unauthenticatedBody()))
            ->withAttribute(self::VERIFIED, $verified)
            ->withAttribute(self::ACKNOWLEDGEMENT, $this->responses->acknowledgement($this->receiver->acknowledgement));
        try {
            return $handler->handle($request);
        } catch (Throwable $failure) {
            return $this->responses->refusal($this->receiver->failed($failure));
        }
    }
}
