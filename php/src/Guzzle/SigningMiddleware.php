<?php

declare(strict_types=1);

namespace Paysig\Guzzle;

use Closure;
use DateTimeImmutable;
use GuzzleHttp\HandlerStack;
use GuzzleHttp\Promise\Create;
use GuzzleHttp\Promise\PromiseInterface;
use GuzzleHttp\Psr7;
use GuzzleHttp\Utils;
use Paysig\ErrorCode;
use Paysig\Exception\InputException;
use Paysig\Http\Policy;
use Paysig\Http\ResponseTooLarge;
use Paysig\Internal\NotSerialized;
use Paysig\Signer;
use Paysig\Verifier;
use Psr\Http\Message\RequestInterface;
use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\StreamInterface;
use SensitiveParameter;

/**
 * Makes a Guzzle client sign exactly what goes out, and verify signed responses:
 *
 *     $client = new GuzzleHttp\Client(['handler' => (new SigningMiddleware($signer))->stack()]);
 *     $client->post($url, ['json' => $payment, 'paysig' => ['idempotency_key' => 'auto']]);
 *
 * The request option `paysig` holds the scheme's per-message options; `false` sends a request without a signature. Content type and
 * `Accept` are what the gateway expects, unless given. Each attempt of retry middleware is signed anew, with a fresh timestamp and the same
 * idempotency key. A redirect to the same host is signed anew; to any other it is followed without signature or token. A response
 * that does not verify is a `Paysig\Http\ResponseRejected`.
 */
final class SigningMiddleware
{
    use NotSerialized;

    private readonly Policy $policy;

    /**
     * @param string|callable(): string|null $accessToken the access token, or what gets one, asked anew for every attempt; only for
     *     schemes with the option `access_token`
     * @param Verifier|false|null $verifier what verifies the responses; without it, and where the gateway signs its responses with the
     *     same credentials, they are verified with those; false accepts any response
     * @param int $responseLimit how many bytes a response that is verified may have; more is a `Paysig\Http\ResponseTooLarge`
     */
    public function __construct(
        Signer $signer,
        #[SensitiveParameter] string|callable|null $accessToken = null,
        Verifier|false|null $verifier = null,
        int $responseLimit = Policy::RESPONSE_LIMIT
    ) {
        $token = \is_string($accessToken) || $accessToken === null ? $accessToken : Closure::fromCallable($accessToken);
        $this->policy = new Policy($signer, $token, $verifier, Psr7\Utils::streamFor(...), $responseLimit);
    }

    /**
     * Guzzle's usual stack, whose handler signs: whatever is pushed onto it later, the signature is made after it.
     *
     * @param ?callable(RequestInterface, array<string, mixed>): PromiseInterface $handler what sends; Guzzle's choice without it
     */
    public function stack(?callable $handler = null): HandlerStack
    {
        $stack = HandlerStack::create($this->signing($handler ?? Utils::chooseHandler()));
        $stack->unshift($this->beginning(...), 'paysig.begin');
        return $stack;
    }

    /** Adds signing to a stack that is there. What is pushed onto it later sees, and must not change, a request that is signed. */
    public function install(HandlerStack $stack): void
    {
        $stack->unshift($this->beginning(...), 'paysig.begin');
        $stack->push($this->signing(...), 'paysig.sign');
    }

    /** The outermost layer: what happens once, however often the request is sent. */
    private function beginning(callable $next): Closure
    {
        return function (RequestInterface $request, array $options) use ($next): PromiseInterface {
            $options['paysig'] = $exchange = $this->exchange($options['paysig'] ?? []);
            // Whoever sends the request again sends this one, and its body could be read only once.
            if ($exchange !== false && !$request->getBody()->isSeekable()) {
                $request = $request->withBody(Psr7\Utils::streamFor($request->getBody()->getContents()));
            }
            if ($this->policy->verifier !== null) {
                $options['decode_content'] = false;
            }
            $response = $next($request, $options);
            return $exchange === false ? $response : $response->then($exchange->finish(...));
        };
    }

    /** The innermost layer: what happens each time the request is sent. */
    private function signing(callable $next): Closure
    {
        return function (RequestInterface $request, array $options) use ($next): PromiseInterface {
            $exchange = $this->exchange($options['paysig'] ?? []);
            if ($exchange === false) {
                return $next($request, $options);
            }
            self::refuseOtherRedirects($options);
            $signed = [];
            if ($exchange->stays($request->getUri(), isset($options['__redirect_count']))) {
                [$request, $signed] = $this->policy->sign($request, $exchange->options, self::delayed($options));
                self::refuseOtherAuthorization($signed, $options);
            }
            // Else curl takes dot segments out of the path after it was signed.
            if (\defined('CURLOPT_PATH_AS_IS')) {
                $options['curl'][\CURLOPT_PATH_AS_IS] = true;
            }
            $sink = $this->bounded($options);
            $options += $sink === null ? [] : ['sink' => $sink];
            $verify = fn (ResponseInterface $response): ResponseInterface => $this->policy->verify($request, $signed, $response);
            return $next($request, $options)->then(function (ResponseInterface $response) use ($exchange, $options, $verify): ResponseInterface {
                $followed = self::mayBeFollowed($response, $options);
                $exchange->defer($followed ? $verify : null);
                return $followed ? $response : $verify($response);
            }, function (mixed $reason) use ($sink): never {
                // To curl, that the sink is full is a failure of its own.
                throw $sink?->getSize() > $this->policy->responseLimit
                    ? new ResponseTooLarge($this->policy->responseLimit)
                    : Create::exceptionFor($reason);
            });
        };
    }

    /**
     * Takes one byte more of a response than may be verified; null where the caller takes it, or nothing is verified.
     *
     * @param array<string, mixed> $options
     */
    private function bounded(array $options): ?StreamInterface
    {
        if ($this->policy->verifier === null || isset($options['sink']) || !empty($options['stream'])) {
            return null;
        }
        $memory = Psr7\Utils::streamFor(Psr7\Utils::tryFopen('php://temp', 'w+'));
        return new Psr7\DroppingStream($memory, $this->policy->responseLimit + 1);
    }

    /**
     * When retry middleware has the handler wait, the request is to be fresh after that.
     *
     * @param array<string, mixed> $options
     */
    private static function delayed(array $options): ?DateTimeImmutable
    {
        $milliseconds = (int) ceil((float) ($options['delay'] ?? 0));
        return $milliseconds > 0 ? (new DateTimeImmutable())->modify("+$milliseconds milliseconds") : null;
    }

    private function exchange(mixed $given): Exchange|false
    {
        return match (true) {
            $given === false, $given instanceof Exchange => $given,
            \is_array($given) => new Exchange($this->policy->settle($given)),
            default => throw new InputException(ErrorCode::InvalidArgument, 'the request option paysig is an array of the scheme\'s options, or false'),
        };
    }

    /** @param array<string, mixed> $options */
    private static function mayBeFollowed(ResponseInterface $response, array $options): bool
    {
        return intdiv($response->getStatusCode(), 100) === 3 && $response->hasHeader('Location')
            && !empty($options['allow_redirects']['max']);
    }

    /**
     * Redirects that Guzzle does not see would take the signature to wherever they lead.
     *
     * @param array<string, mixed> $options
     */
    private static function refuseOtherRedirects(array $options): void
    {
        $byCurl = \defined('CURLOPT_FOLLOWLOCATION') && !empty($options['curl'][\CURLOPT_FOLLOWLOCATION]);
        if ($byCurl || !empty($options['stream_context']['http']['follow_location'])) {
            throw new InputException(
                ErrorCode::InvalidArgument,
                'the handler would follow redirects by itself and take the signature to any host: leave CURLOPT_FOLLOWLOCATION and ' .
                'follow_location out, and use the request option allow_redirects'
            );
        }
    }

    /**
     * @param array<string, string> $signed
     * @param array<string, mixed> $options
     */
    private static function refuseOtherAuthorization(array $signed, array $options): void
    {
        if (!empty($options['auth']) && isset(array_change_key_case($signed)['authorization'])) {
            throw new InputException(
                ErrorCode::InvalidArgument,
                'the request option auth would replace the Authorization header: leave it out, the signer sets what the gateway expects'
            );
        }
    }
}
