<?php

declare(strict_types=1);

namespace Paysig\Webhook;

use Closure;
use Paysig\Internal\NotSerialized;
use Paysig\Verified;
use Paysig\Verifier;
use Psr\Http\Message\ResponseFactoryInterface;
use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\ServerRequestInterface;
use Psr\Http\Message\StreamFactoryInterface;
use Psr\Http\Server\RequestHandlerInterface;
use Throwable;

/**
 * A PSR-15 request handler that verifies a webhook's raw body, hands it over, and acknowledges it as the gateway expects.
 *
 * Refusals have no body: 401 for what does not verify, 413 for too large a body, 500 for mistakes of our own and whatever `$process` throws.
 */
final class WebhookHandler implements RequestHandlerInterface
{
    use NotSerialized;

    private readonly Receiver $receiver;
    private readonly Responses $responses;
    private readonly Closure $process;

    /**
     * @param callable(Verified, ServerRequestInterface): (?ResponseInterface) $process what to do with an authentic webhook; a response
     *     that it returns goes out instead of the acknowledgement
     * @param int $limit the most bytes that a body may have
     * @param ?callable(Throwable): void $onError told of every webhook that is not acknowledged, and why; without it, what is
     *     answered with 500 goes to PHP's error log
     */
    public function __construct(
        Verifier $verifier,
        callable $process,
        ResponseFactoryInterface $responses,
        StreamFactoryInterface $streams,
        int $limit = 1_048_576,
        ?callable $onError = null
    ) {
        $this->receiver = new Receiver($verifier, $limit, $onError === null ? null : $onError(...));
        $this->responses = new Responses($responses, $streams);
        $this->process = $process(...);
    }

    public function handle(ServerRequestInterface $request): ResponseInterface
    {
        $verified = Requests::receive($this->receiver, $request);
        if (\is_int($verified)) {
            return $this->responses->refusal($verified);
        }
        try {
            $response = ($this->process)($verified, $request);
        } catch (Throwable $failure) {
            return $this->responses->refusal($this->receiver->failed($failure));
        }
        return $response instanceof ResponseInterface
            ? $response
            : $this->responses->acknowledgement($this->receiver->acknowledgement);
    }
}
