<?php

declare(strict_types=1);

namespace Paysig;

use DateInterval;
use DateTimeInterface;
use FFI;
use FFI\CData;
use Paysig\Exception\ConfigurationException;
use Paysig\Exception\InputException;
use Paysig\Exception\RejectedException;
use Paysig\Internal\Bytes;
use Paysig\Internal\Failure;
use Paysig\Internal\Fields;
use Paysig\Internal\Handle;
use Paysig\Internal\Library;
use Paysig\Internal\NotSerialized;
use Paysig\Internal\Scratch;
use Paysig\Internal\Text;
use Paysig\Internal\Time;
use Psr\Http\Message\MessageInterface;
use SensitiveParameter;

/**
 * Verifies messages of one scheme with one or more labelled sets of credentials.
 *
 * Immutable: make it once and use it for every message. Every mistake in credentials and options is found when it is made.
 */
final class Verifier
{
    use NotSerialized;

    private readonly FFI $ffi;
    private readonly Handle $handle;

    /**
     * @param string $scheme its id, such as `solidgate/webhook`
     * @param array<string, ?string>|array<array<string, ?string>>|list<array{string, array<string, ?string>}> $credentials one set,
     *     name => value; or several, label => set or a list of [label, set]: two keys while rotating, several shops. They are tried in
     *     order. A label is 1 to 64 visible ASCII characters.
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
        $fields = Fields::ofKeyring($ffi, $credentials);
        $building = Fields::ofOptions($ffi, $options);
        $this->handle = new Handle($ffi, 'paysig_verifier', fn (CData $verifier, CData $message): int => $ffi->paysig_verifier_new(
            $scheme,
            \strlen($scheme),
            $fields->pointer,
            $building?->pointer,
            $verifier,
            $message,
            Scratch::MESSAGE_SIZE
        ));
    }

    /**
     * Checks that a message is authentic and, where a timestamp is signed, fresh.
     *
     * @param MessageInterface|iterable<mixed> $headers a PSR-7 message; name => value or list of values, as `getallheaders()`,
     *     `Headers::fromServer($_SERVER)` and Symfony's `$request->headers->all()` give them; or a list of [name, value]
     * @param ?string $body the raw bytes, exactly as they came; an empty body is '', and none at all is an error
     * @param ?string $method where the scheme signs it; for a response, that of the request that it answers
     * @param ?string $url where the scheme signs it; for a response, that of the request that it answers
     * @param array<string, ?string> $options those that the scheme lists per message, such as `request_timestamp`
     * @param ?DateTimeInterface $now the time at which the message came; the system's clock without it
     * @param bool $replayKey true makes the key that tells a copy of the message from news, which `Verified::replayKey()` then gives: one
     *     more SHA-256 over the signed bytes
     * @throws RejectedException the message is not to be trusted
     * @throws InputException|ConfigurationException something was left out or is not what the scheme takes
     */
    public function verify(
        mixed $headers,
        #[SensitiveParameter] mixed $body,
        ?string $method = null,
        ?string $url = null,
        array $options = [],
        ?DateTimeInterface $now = null,
        bool $replayKey = false
    ): Verified {
        if ($body !== null && !\is_string($body)) {
            throw Bytes::refused($body, Bytes::TAKE_RAW);
        }
        $ffi = $this->ffi;
        $lines = Headers::lines($headers);
        $fields = $options === [] ? null : Fields::ofOptions($ffi, $options);
        $milliseconds = $now === null ? Library::NOW : Time::milliseconds($now);
        $scratch = Library::$idle ?? new Scratch($ffi);
        Library::$idle = null;
        $status = $ffi->paysig_verifier_verify(
            $this->handle->pointer,
            $lines,
            \strlen($lines),
            $method,
            \strlen($method ?? ''),
            $url,
            \strlen($url ?? ''),
            $body,
            \strlen($body ?? ''),
            $fields?->pointer,
            $milliseconds,
            $replayKey ? Library::WITH_REPLAY_KEY : 0,
            $scratch->verifiedAddress,
            $scratch->message,
            Scratch::MESSAGE_SIZE
        );
        if ($status !== 0) {
            throw Failure::ofScratch($ffi, $status, $scratch);
        }
        $verified = Verified::read($this->scheme, $scratch, $body ?? '', $replayKey);
        Library::$idle = $scratch;
        return $verified;
    }

    /**
     * Explains why a message is refused: which mistake, recomputed until the signature matches, and what to do.
     *
     * For people who look for a mistake, not for every rejected message: it takes up to some tenths of a second. Whatever it finds, the
     * message stays refused. For a request that a gateway refused, give a verifier of its scheme that request and the headers that were
     * sent with it.
     *
     * @param MessageInterface|iterable<mixed> $headers as for `verify`, and so are body, method, url, options and now
     * @param ?string $body
     * @param array<string, ?string> $options
     * @param bool $replayKey does nothing here; it is there so that what `verify` was called with can be handed on as it is
     * @param array<string, ?string>|array<array<string, ?string>>|list<array{string, array<string, ?string>}> $others credentials that
     *     may have been used by mistake, of another environment or the gateway's other pair, in the forms that the constructor takes
     * @param ?int $budget how many bytes may be hashed or written, at least 1; 128 MiB without it
     * @throws InputException|ConfigurationException something was left out or is not what the scheme takes; never because of a message
     *     that is refused
     */
    public function explain(
        mixed $headers,
        #[SensitiveParameter] mixed $body,
        ?string $method = null,
        ?string $url = null,
        array $options = [],
        ?DateTimeInterface $now = null,
        bool $replayKey = false,
        #[SensitiveParameter] array $others = [],
        ?int $budget = null
    ): Explanation {
        if ($body !== null && !\is_string($body)) {
            throw Bytes::refused($body, Bytes::TAKE_RAW);
        }
        if ($budget !== null && $budget < 1) {
            throw new InputException(ErrorCode::InvalidArgument, 'budget must be a number of bytes, at least 1');
        }
        $ffi = $this->ffi;
        $lines = Headers::lines($headers);
        $fields = Fields::ofOptions($ffi, $options);
        $keyring = $others === [] ? null : Fields::ofKeyring($ffi, $others);
        $explain = fn (CData $explanation, CData $capsule, CData $message): int => $ffi->paysig_verifier_explain(
            $this->handle->pointer,
            $lines,
            \strlen($lines),
            $method,
            \strlen($method ?? ''),
            $url,
            \strlen($url ?? ''),
            $body,
            \strlen($body ?? ''),
            $fields?->pointer,
            $now === null ? Library::NOW : Time::milliseconds($now),
            $keyring?->pointer,
            $budget ?? 0,
            $explanation,
            $capsule,
            $message,
            Scratch::MESSAGE_SIZE
        );
        return Explanation::read(...Text::two($ffi, $explain));
    }

    /** The scheme, as data. */
    public function describe(): Scheme
    {
        return Scheme::of($this->scheme);
    }
}
