<?php

declare(strict_types=1);

namespace Paysig\Http;

use Closure;
use DateTimeInterface;
use Paysig\ErrorCode;
use Paysig\Exception\ConfigurationException;
use Paysig\Exception\InputException;
use Paysig\Exception\RejectedException;
use Paysig\Internal\ResponseSchemes;
use Paysig\Scheme;
use Paysig\Signer;
use Paysig\Verifier;
use Psr\Http\Message\MessageInterface;
use Psr\Http\Message\RequestInterface;
use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\StreamInterface;
use SensitiveParameter;
use TypeError;

/**
 * What HTTP clients share: what to put on a request, and what to make of a response.
 *
 * @internal
 */
final class Policy
{
    /** How many bytes a response that is verified may have, unless the caller says otherwise: 10 MiB. */
    public const RESPONSE_LIMIT = 10 << 20;

    public readonly ?Verifier $verifier;
    public readonly int $responseLimit;
    private readonly Scheme $scheme;
    private readonly ?string $timestampHeader;
    private readonly bool $takesRequestTimestamp;

    /**
     * @param string|Closure(): string|null $accessToken
     * @param Closure(string): StreamInterface $streamOf
     */
    public function __construct(
        private readonly Signer $signer,
        #[SensitiveParameter] private readonly string|Closure|null $accessToken,
        Verifier|false|null $verifier,
        private readonly Closure $streamOf,
        int $responseLimit
    ) {
        if ($responseLimit < 1) {
            throw new InputException(ErrorCode::InvalidArgument, 'responseLimit must be a number of bytes, at least 1');
        }
        // One byte more is taken, to see that it is there.
        $this->responseLimit = min($responseLimit, \PHP_INT_MAX - 1);
        $this->scheme = $signer->describe();
        if ($this->scheme->kind !== 'request') {
            throw new InputException(
                ErrorCode::InvalidArgument,
                "{$signer->scheme} signs a {$this->scheme->kind}; a client needs a signer of requests"
            );
        }
        if ($accessToken !== null && !$this->scheme->hasOption('access_token')) {
            throw new ConfigurationException(ErrorCode::UnknownOption, "{$signer->scheme} has no option access_token");
        }
        $this->verifier = $verifier === false ? null : $verifier ?? $signer->responseVerifier();
        if ($verifier === null && $this->verifier === null && isset(ResponseSchemes::OF[$signer->scheme])) {
            throw new ConfigurationException(
                ErrorCode::MissingCredential,
                "the answers to {$signer->scheme} are signed: give what verifies them, or false to accept any"
            );
        }
        $timestamps = array_filter($this->scheme->headers, fn (array $header): bool => $header['value'] === 'timestamp');
        $this->timestampHeader = $signer->renamedTimestampHeader() ?? (array_values($timestamps)[0]['name'] ?? null);
        $this->takesRequestTimestamp = $this->verifier?->describe()->hasOption('request_timestamp') ?? false;
    }

    /**
     * The options of a request, with everything settled that all of its attempts have in common.
     *
     * @param array<string, ?string> $options
     * @return array<string, ?string>
     */
    public function settle(array $options): array
    {
        if (isset($options['timestamp'])) {
            throw new ConfigurationException(ErrorCode::InvalidOption, 'option timestamp: a client takes a fresh one for every attempt');
        }
        // The core would make another one for every attempt, and the gateway would take each for another request.
        if (($options['idempotency_key'] ?? null) === 'auto') {
            $options['idempotency_key'] = bin2hex(random_bytes(16));
        }
        return $options;
    }

    /**
     * The request as it goes out, and the headers that prove it.
     *
     * @param array<string, ?string> $settled
     * @param ?DateTimeInterface $goingOut when it goes out, if not now
     * @return array{RequestInterface, array<string, string>}
     */
    public function sign(RequestInterface $request, #[SensitiveParameter] array $settled, ?DateTimeInterface $goingOut = null): array
    {
        // The upper-case method is signed.
        $request = $request->withMethod(strtoupper($request->getMethod()));
        $body = null;
        if (($settled['body'] ?? null) !== 'unsigned') {
            [$request, $body] = $this->read($request);
        }
        $length = $body === null ? $request->getBody()->getSize() : \strlen($body);
        // Clients send as many bytes as it says.
        if ($length !== null && $request->hasHeader('Content-Length')) {
            $request = $request->withHeader('Content-Length', (string) $length);
        }
        $request = $this->withExpectedHeaders($request, $body !== null && $body !== '');
        if ($this->accessToken !== null) {
            $token = \is_string($this->accessToken) ? $this->accessToken : ($this->accessToken)();
            if (!\is_string($token)) {
                throw new TypeError('accessToken must give a string, not ' . get_debug_type($token));
            }
            $settled += ['access_token' => $token];
        }
        $url = (string) $request->getUri()->withFragment('');
        $headers = $this->signer->sign($request->getMethod(), $url, $body, $settled, $goingOut);
        foreach ($headers as $name => $value) {
            $request = $request->withHeader($name, $value);
        }
        return [$request, $headers];
    }

    /**
     * The response, with a body that can be read from its beginning.
     *
     * @param array<string, string> $signed the headers that proved the request; none when it was not signed
     * @throws ResponseRejected|ResponseTooLarge
     */
    public function verify(RequestInterface $request, array $signed, ResponseInterface $response): ResponseInterface
    {
        if ($this->verifier === null) {
            return $response;
        }
        [$response, $body] = $this->read($response, $this->responseLimit);
        $options = [];
        if ($this->takesRequestTimestamp && $this->timestampHeader !== null) {
            $timestamp = array_change_key_case($signed)[strtolower($this->timestampHeader)] ?? null;
            $options = ['request_timestamp' => $timestamp];
        }
        try {
            $url = (string) $request->getUri()->withFragment('');
            $this->verifier->verify($response, $body, $request->getMethod(), $url, $options);
        } catch (RejectedException $exception) {
            throw new ResponseRejected($exception, $request, $response);
        }
        return $response;
    }

    private function withExpectedHeaders(RequestInterface $request, bool $hasBody): RequestInterface
    {
        $expected = [
            'Content-Type' => $hasBody ? $this->scheme->expects['content_type'] : null,
            'Accept' => $this->scheme->expects['accept'],
            // The signature is that of the bytes on the wire, and clients hand over decompressed ones.
            'Accept-Encoding' => $this->verifier === null ? null : 'identity',
        ];
        foreach ($expected as $name => $value) {
            if ($value !== null && !$request->hasHeader($name)) {
                $request = $request->withHeader($name, $value);
            }
        }
        return $request;
    }

    /**
     * The bytes of a message, and the message with a body that is before its beginning again.
     *
     * @template T of MessageInterface
     * @param T $message
     * @return array{T, string}
     * @throws ResponseTooLarge
     */
    private function read(MessageInterface $message, ?int $limit = null): array
    {
        $stream = $message->getBody();
        if (!$stream->isSeekable()) {
            $bytes = self::contents($stream, $limit);
            $copy = ($this->streamOf)($bytes);
            // Some factories leave it at its end.
            $copy->rewind();
            return [$message->withBody($copy), $bytes];
        }
        $stream->rewind();
        $bytes = self::contents($stream, $limit);
        $stream->rewind();
        return [$message, $bytes];
    }

    /** @throws ResponseTooLarge */
    private static function contents(StreamInterface $stream, ?int $limit): string
    {
        if ($limit === null) {
            return $stream->getContents();
        }
        $bytes = '';
        while (!$stream->eof() && ($more = $stream->read(65_536)) !== '') {
            $bytes .= $more;
            if (\strlen($bytes) > $limit) {
                throw new ResponseTooLarge($limit);
            }
        }
        return $bytes;
    }
}
