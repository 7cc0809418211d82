<?php

declare(strict_types=1);

namespace Paysig\Http;

use Closure;
use Paysig\Exception\InputException;
use Paysig\Internal\NotSerialized;
use Paysig\Signer;
use Paysig\Verifier;
use Psr\Http\Client\ClientInterface;
use Psr\Http\Message\RequestInterface;
use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\StreamFactoryInterface;
use SensitiveParameter;

/**
 * Any PSR-18 client, that signs exactly what goes out and verifies signed responses.
 *
 * Content type and `Accept` are what the gateway expects, unless the request has its own. The client below must not follow redirects, as
 * PSR-18 clients do not by themselves: it would carry the signature along. A request that is sent again is signed anew, with a fresh
 * timestamp; give it the idempotency key that it had.
 */
final class SigningClient implements ClientInterface
{
    use NotSerialized;

    private readonly Policy $policy;

    /**
     * @param string|callable(): string|null $accessToken the access token, or what gets one, asked anew for every request; only for
     *     schemes with the option `access_token`
     * @param Verifier|false|null $verifier what verifies the responses; without it, and where the gateway signs its responses with the
     *     same credentials, they are verified with those; false accepts any response
     * @param array<string, ?string> $options the scheme's per-message options, for every request
     * @param int $responseLimit how many bytes a response that is verified may have
     */
    public function __construct(
        private readonly ClientInterface $client,
        Signer $signer,
        StreamFactoryInterface $streams,
        #[SensitiveParameter] string|callable|null $accessToken = null,
        Verifier|false|null $verifier = null,
        private array $options = [],
        int $responseLimit = Policy::RESPONSE_LIMIT
    ) {
        $token = \is_string($accessToken) || $accessToken === null ? $accessToken : Closure::fromCallable($accessToken);
        $this->policy = new Policy($signer, $token, $verifier, $streams->createStream(...), $responseLimit);
    }

    /**
     * The same client with other per-message options, such as `idempotency_key`, which cannot be null.
     *
     * @param array<string, ?string> $options
     */
    public function withOptions(array $options): self
    {
        $client = clone $this;
        $client->options = $options + $this->options;
        return $client;
    }

    /**
     * @throws RequestNotSigned the scheme cannot sign the request; it was not sent
     * @throws ResponseRejected the response is not to be trusted
     * @throws ResponseTooLarge
     */
    public function sendRequest(RequestInterface $request): ResponseInterface
    {
        try {
            [$request, $signed] = $this->policy->sign($request, $this->policy->settle($this->options));
        } catch (InputException $exception) {
            throw new RequestNotSigned($exception, $request);
        }
        return $this->policy->verify($request, $signed, $this->client->sendRequest($request));
    }
}
