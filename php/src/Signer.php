<?php

declare(strict_types=1);

namespace Paysig;

use DateInterval;
use DateTimeInterface;
use FFI;
use FFI\CData;
use Paysig\Exception\ConfigurationException;
use Paysig\Exception\InputException;
use Paysig\Exception\InternalException;
use Paysig\Internal\Bytes;
use Paysig\Internal\Failure;
use Paysig\Internal\Fields;
use Paysig\Internal\Handle;
use Paysig\Internal\Library;
use Paysig\Internal\NotSerialized;
use Paysig\Internal\Responses;
use Paysig\Internal\Scratch;
use Paysig\Internal\Text;
use Paysig\Internal\Time;
use SensitiveParameter;

/**
 * Signs messages of one scheme with one set of credentials.
 *
 * Immutable: make it once and use it for every message. Every mistake in credentials and options is found when it is made.
 */
final class Signer
{
    use NotSerialized;

    private readonly FFI $ffi;
    private readonly Handle $handle;
    private readonly ?Verifier $responseVerifier;
    private readonly ?string $timestampHeader;

    /**
     * @param string $scheme its id, such as `solidgate/request`
     * @param array<string, ?string> $credentials those that the scheme lists, such as `secret_key`; keys are PEM or DER
     * @param array<string, string|bool|int|float|DateInterval|null> $options those that the scheme lists for building; `tolerance` is a
     *     number of seconds or a DateInterval
     * @throws ConfigurationException
     */
    public function __construct(
        public readonly string $scheme,
        #[SensitiveParameter] array $credentials,
        array $options = []
    ) {
        $ffi = $this->ffi = Library::ffi();
        $fields = Fields::ofCredentials($ffi, $credentials);
        $building = Fields::ofOptions($ffi, $options);
        $this->handle = new Handle($ffi, 'paysig_signer', fn (CData $signer, CData $message): int => $ffi->paysig_signer_new(
            $scheme,
            \strlen($scheme),
            $fields->pointer,
            $building?->pointer,
            $signer,
            $message,
            Scratch::MESSAGE_SIZE
        ));
        // Made here, so that the credentials need not be kept.
        $this->responseVerifier = Responses::verifier($scheme, $credentials, $options);
        $renamed = $options['header.timestamp'] ?? null;
        $this->timestampHeader = \is_string($renamed) ? $renamed : null;
    }

    /**
     * The headers of the signature, name => value. They may be credentials themselves: do not log them. What else the gateway
     * expects, such as a content type, is in `describe()->expects`.
     *
     * @param ?string $method the HTTP method, where the scheme signs it; for a response, that of the request it answers
     * @param ?string $url where the scheme signs it or sends a credential: exactly as it goes over the wire
     * @param ?string $body the bytes, exactly as they go over the wire; without them an empty body is signed
     * @param array<string, ?string> $options those that the scheme lists per message, such as `idempotency_key`, which cannot be null;
     *     any other that is null is left out
     * @param ?DateTimeInterface $now the clock for this message; the system's without it
     * @return array<string, string>
     * @throws InputException|ConfigurationException|InternalException
     */
    public function sign(
        ?string $method = null,
        ?string $url = null,
        #[SensitiveParameter] mixed $body = null,
        #[SensitiveParameter] array $options = [],
        ?DateTimeInterface $now = null
    ): array {
        if ($body !== null && !\is_string($body)) {
            throw Bytes::refused($body, Bytes::ENCODE_ONCE);
        }
        $ffi = $this->ffi;
        $fields = $options === [] ? null : Fields::toSign($ffi, $options);
        $milliseconds = $now === null ? Library::NOW : Time::milliseconds($now);
        $scratch = Library::$idle ?? new Scratch($ffi);
        Library::$idle = null;
        do {
            $status = $ffi->paysig_signer_sign(
                $this->handle->pointer,
                $method,
                \strlen($method ?? ''),
                $url,
                \strlen($url ?? ''),
                $body,
                \strlen($body ?? ''),
                $fields?->pointer,
                $milliseconds,
                $scratch->headers,
                $scratch->headersSize,
                $scratch->lengthAddress,
                $scratch->message,
                Scratch::MESSAGE_SIZE
            );
        } while ($status !== 0 && $scratch->makeRoom($status));
        if ($status !== 0) {
            throw Failure::ofScratch($ffi, $status, $scratch);
        }
        $lines = explode("\0", FFI::string($scratch->headers, $scratch->length->cdata));
        $headers = [];
        for ($index = 1, $count = \count($lines); $index < $count; $index += 2) {
            $headers[$lines[$index - 1]] = $lines[$index];
        }
        // Some are good for any message: credentials, and proofs that do not cover the body. Wiping all costs no more than asking which.
        FFI::memset($scratch->headers, 0, $scratch->length->cdata);
        Library::$idle = $scratch;
        return $headers;
    }

    /**
     * The exact bytes that `sign` signs for the same arguments, as named parts; none for a scheme that signs nothing.
     *
     * @param array<string, ?string> $options
     * @return list<SignedPart>
     * @throws InputException|ConfigurationException
     */
    public function stringToSign(
        ?string $method = null,
        ?string $url = null,
        #[SensitiveParameter] mixed $body = null,
        #[SensitiveParameter] array $options = [],
        ?DateTimeInterface $now = null
    ): array {
        if ($body !== null && !\is_string($body)) {
            throw Bytes::refused($body, Bytes::ENCODE_ONCE);
        }
        $ffi = $this->ffi;
        $fields = Fields::toSign($ffi, $options);
        ['parts' => $parts] = Text::json($ffi, fn (CData $text, CData $message): int => $ffi->paysig_signer_string_to_sign(
            $this->handle->pointer,
            $method,
            \strlen($method ?? ''),
            $url,
            \strlen($url ?? ''),
            $body,
            \strlen($body ?? ''),
            $fields?->pointer,
            $now === null ? Library::NOW : Time::milliseconds($now),
            $text,
            $message,
            Scratch::MESSAGE_SIZE
        ));
        return array_map(SignedPart::read(...), $parts);
    }

    /**
     * The fields of a payment form, under the names that the gateway's script expects: the attributes of an order, encrypted for the
     * gateway and signed. Only they go into a page; the secret stays on the server.
     *
     * @param string|array<string, mixed> $attributes as the gateway's documentation lists them: JSON that is taken as it is, or an array
     * @param ?string $iv 16 bytes in place of random ones, for tests only
     * @return array<string, string>
     * @throws InputException|ConfigurationException|InternalException
     */
    public function form(FormKind $kind, #[SensitiveParameter] string|array $attributes, ?string $iv = null): array
    {
        $ffi = $this->ffi;
        $json = \is_string($attributes)
            ? $attributes
            : json_encode($attributes, \JSON_UNESCAPED_SLASHES | \JSON_UNESCAPED_UNICODE | \JSON_PRESERVE_ZERO_FRACTION);
        if ($json === false) {
            throw new InputException(ErrorCode::InvalidArgument, 'the attributes cannot be written as JSON: ' . json_last_error_msg());
        }
        return (array) Text::json($ffi, fn (CData $fields, CData $message): int => $ffi->paysig_signer_form(
            $this->handle->pointer,
            $kind->value,
            \strlen($kind->value),
            $json,
            \strlen($json),
            $iv,
            \strlen($iv ?? ''),
            $fields,
            $message,
            Scratch::MESSAGE_SIZE
        ));
    }

    /** The scheme, as data. */
    public function describe(): Scheme
    {
        return Scheme::of($this->scheme);
    }

    /** What verifies the answers to this signer's requests; null where the gateway does not sign them with the same credentials. */
    public function responseVerifier(): ?Verifier
    {
        return $this->responseVerifier;
    }

    /** @internal The name of the timestamp's header, if an option renamed it. */
    public function renamedTimestampHeader(): ?string
    {
        return $this->timestampHeader;
    }
}
