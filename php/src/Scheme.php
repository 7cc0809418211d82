<?php

declare(strict_types=1);

namespace Paysig;

use FFI\CData;
use Paysig\Exception\ConfigurationException;
use Paysig\Internal\Library;
use Paysig\Internal\Scratch;
use Paysig\Internal\Text;

/** The rule for one kind of message, as data. Names in it are the same in every language. */
final class Scheme
{
    /**
     * @param list<array{name: string, role: string, about: string, forbids: string, refuses: list<array{prefix: string, mistake: string}>}>
     *     $fields
     * @param array<string, mixed> $proof
     * @param list<array{name: string, also: list<string>, value: string|array<string, mixed>, need: string}> $headers
     * @param ?array{unit: string, tolerance_seconds: int|float} $freshness
     * @param list<array{name: string, when: string, values: string|array<string, mixed>, about: string}> $options
     * @param array{method: ?string, content_type: ?string, accept: ?string, https: string, tls: ?string} $expects
     * @param list<string> $notes
     */
    private function __construct(
        public readonly string $id,
        /** `request`, `response` or `webhook`. */
        public readonly string $kind,
        /** The rule in one sentence. */
        public readonly string $rule,
        /** The credentials. */
        public readonly array $fields,
        /** The credential that is the sender's id. */
        public readonly ?string $sender,
        public readonly array $proof,
        public readonly array $headers,
        public readonly ?array $freshness,
        /** What may be set, `when` it may be set: `building`, or per `message`. */
        public readonly array $options,
        /** What the gateway expects beside the signature. */
        public readonly array $expects,
        /** What the scheme does not protect, and what else to know. */
        public readonly array $notes
    ) {
    }

    /** @throws ConfigurationException no scheme has this id */
    public static function of(string $id): self
    {
        // The library also describes gateways, errors and causes under their names.
        if (!str_contains($id, '/')) {
            throw new ConfigurationException(ErrorCode::UnknownScheme, 'a scheme\'s id is a gateway\'s and its own, such as gateway/request');
        }
        $ffi = Library::ffi();
        return self::read(Text::json($ffi, fn (CData $text, CData $message): int =>
            $ffi->paysig_describe($id, \strlen($id), $text, $message, Scratch::MESSAGE_SIZE)));
    }

    /**
     * @internal
     * @param array<string, mixed> $scheme
     */
    public static function read(array $scheme): self
    {
        return new self(
            $scheme['id'],
            $scheme['kind'],
            $scheme['rule'],
            $scheme['fields'],
            $scheme['sender'],
            $scheme['proof'],
            $scheme['headers'],
            $scheme['freshness'],
            $scheme['options'],
            $scheme['expects'],
            $scheme['notes']
        );
    }

    public function hasOption(string $name): bool
    {
        return \in_array($name, array_column($this->options, 'name'), true);
    }
}
