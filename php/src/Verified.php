<?php

declare(strict_types=1);

namespace Paysig;

use DateTimeImmutable;
use FFI;
use Paysig\Exception\InputException;
use Paysig\Internal\Library;
use Paysig\Internal\Scratch;
use Paysig\Internal\Time;
use SensitiveParameter;

/** An authentic message: which credentials it matched, and what of it is authentic. */
final class Verified
{
    /** @param list<string> $covers */
    private function __construct(
        public readonly string $scheme,
        /** The label of the credentials that matched; `default` where none was given. */
        public readonly string $label,
        /** The signed time; null where the scheme signs none. */
        public readonly ?DateTimeImmutable $timestamp,
        /**
         * What is authentic, in the order of the string to sign: names of credentials, `timestamp`, `method`, `path`, `query`, `body`.
         * Nothing else of the message is.
         */
        public readonly array $covers,
        /** False where `verify` was not asked for it. */
        private readonly string|false|null $replayKey,
        #[SensitiveParameter] private readonly string $body
    ) {
    }

    /**
     * 64 lower-case hex digits, the same for every copy of the message: record it after the message was processed, and skip a copy.
     * Null where the body is not covered: then nothing tells a copy from news.
     *
     * @throws InputException the message was verified without `replayKey: true`. It is not null instead, which would let every copy pass
     */
    public function replayKey(): ?string
    {
        if ($this->replayKey === false) {
            throw new InputException(
                ErrorCode::InvalidArgument,
                'this message was verified without a replay key: pass replayKey: true to verify'
            );
        }
        return $this->replayKey;
    }

    /** The very bytes that were given, if they are authentic; else null. */
    public function body(): ?string
    {
        return \in_array('body', $this->covers, true) ? $this->body : null;
    }

    /**
     * The bytes that were given, whether or not anybody vouches for them: anyone on the way could have changed them. Read them only
     * to find what to ask the gateway for.
     */
    public function unauthenticatedBody(): string
    {
        return $this->body;
    }

    /** @internal */
    public static function read(string $scheme, Scratch $scratch, #[SensitiveParameter] string $body, bool $withReplayKey): self
    {
        $verified = $scratch->verified;
        $milliseconds = $verified->timestamp_ms;
        $covers = FFI::string($scratch->covers);
        return new self(
            $scheme,
            FFI::string($scratch->label),
            $milliseconds === Library::NO_TIMESTAMP ? null : Time::at($milliseconds),
            $covers === '' ? [] : explode(',', $covers),
            $withReplayKey ? self::readReplayKey($scratch) : false,
            $body
        );
    }

    private static function readReplayKey(Scratch $scratch): ?string
    {
        return $scratch->verified->has_replay_key === 0
            ? null
            : bin2hex(FFI::string($scratch->verified->replay_key, Library::REPLAY_KEY_LENGTH));
    }

    /**
     * Whoever logs a verified message does not log its body.
     *
     * @return array<string, mixed>
     */
    public function __debugInfo(): array
    {
        return [
            'scheme' => $this->scheme,
            'label' => $this->label,
            'timestamp' => $this->timestamp,
            'covers' => $this->covers,
        ] + (\is_string($this->replayKey) ? ['replayKey' => $this->replayKey] : []);
    }
}
