<?php

declare(strict_types=1);

namespace Paysig\Internal;

use DateInterval;
use DateTimeImmutable;
use FFI;
use FFI\CData;
use Paysig\ErrorCode;
use Paysig\Exception\ConfigurationException;
use Paysig\Exception\InputException;
use SensitiveParameter;
use TypeError;

/**
 * Credentials or options on their way into the native library, which wipes its copy when this is freed.
 *
 * @internal
 */
final class Fields
{
    use NotSerialized;

    public readonly CData $pointer;

    private function __construct(private readonly FFI $ffi)
    {
        $this->pointer = $ffi->paysig_fields_new();
    }

    /** @param array<mixed> $credentials */
    public static function ofCredentials(FFI $ffi, #[SensitiveParameter] array $credentials): self
    {
        $fields = new self($ffi);
        $fields->addSet(null, $credentials);
        return $fields;
    }

    /**
     * One set of credentials, or labels and sets.
     *
     * @param array<mixed> $credentials
     */
    public static function ofKeyring(FFI $ffi, #[SensitiveParameter] array $credentials): self
    {
        $fields = new self($ffi);
        $sets = array_filter($credentials, is_array(...));
        if ($sets === []) {
            $fields->addSet(null, $credentials);
            return $fields;
        }
        if (\count($sets) !== \count($credentials)) {
            throw new TypeError('credentials are either one set, name => value, or sets with labels, label => set; these are mixed');
        }
        // A list of [label, set] can say what an array cannot: sets whose labels collide.
        $pairs = array_is_list($sets);
        $labels = [];
        foreach ($sets as $label => $set) {
            if ($pairs) {
                [$label, $set] = self::pair($set);
            }
            // The library takes one list in which each value has a label: it would see neither of these.
            if (array_filter($set, fn (mixed $value): bool => $value !== null) === []) {
                throw new ConfigurationException(ErrorCode::MissingCredential, 'one of the labelled sets of credentials is empty');
            }
            if (isset($labels[$label])) {
                throw new ConfigurationException(ErrorCode::DuplicateCredential, 'two sets of credentials have the same label');
            }
            $labels[$label] = true;
            $fields->addSet((string) $label, $set);
        }
        return $fields;
    }

    /** @param array<mixed> $options */
    public static function ofOptions(FFI $ffi, array $options): ?self
    {
        $fields = null;
        foreach ($options as $name => $value) {
            if ($value === null) {
                continue;
            }
            if (!\is_string($name)) {
                throw new TypeError('options are name => value; this one has no name');
            }
            $fields ??= new self($ffi);
            if ($name === 'tolerance') {
                $fields->addMilliseconds($name, self::milliseconds($value));
                continue;
            }
            $fields->add(null, $name, match (true) {
                \is_string($value) => $value,
                \is_bool($value) => $value ? 'true' : 'false',
                default => throw new TypeError(Name::shown('option', $name) . ' must be a string or a bool, not ' . get_debug_type($value)),
            });
        }
        return $fields;
    }

    /**
     * Options of a message to sign.
     *
     * @param array<mixed> $options
     */
    public static function toSign(FFI $ffi, #[SensitiveParameter] array $options): ?self
    {
        // Left out, the others are harmless. A request without this one is carried out twice when it is sent twice, and whoever names it
        // does not want that: the key comes from a variable that is not set.
        if (\array_key_exists('idempotency_key', $options) && $options['idempotency_key'] === null) {
            throw new InputException(
                ErrorCode::InvalidIdempotencyKey,
                'option idempotency_key: it is null; give a key, or auto to have one made, or leave the option out to send without one'
            );
        }
        return self::ofOptions($ffi, $options);
    }

    /** @param array<mixed> $set */
    private function addSet(?string $label, #[SensitiveParameter] array $set): void
    {
        foreach ($set as $name => $value) {
            if (!\is_string($name)) {
                throw new TypeError('credentials are name => value, such as [\'secret_key\' => …]; one of these has no name');
            }
            if ($value === null) {
                continue;
            }
            if (!\is_string($value)) {
                throw new TypeError(
                    'a credential must be a string, not ' . get_debug_type($value) .
                    ($value === false ? ': is the environment variable or file that it comes from there?' : '')
                );
            }
            $this->add($label, $name, $value);
        }
    }

    private function add(?string $label, string $name, #[SensitiveParameter] string $value): void
    {
        $this->call(fn (CData $message): int => $this->ffi->paysig_fields_add(
            $this->pointer,
            $label,
            \strlen($label ?? ''),
            $name,
            \strlen($name),
            $value,
            \strlen($value),
            $message,
            Scratch::MESSAGE_SIZE
        ));
    }

    private function addMilliseconds(string $name, int $value): void
    {
        $this->call(fn (CData $message): int => $this->ffi->paysig_fields_add_ms(
            $this->pointer,
            $name,
            \strlen($name),
            $value,
            $message,
            Scratch::MESSAGE_SIZE
        ));
    }

    /** @param callable(CData): int $add */
    private function call(callable $add): void
    {
        $scratch = Library::takeScratch();
        try {
            Failure::check($this->ffi, $add($scratch->message), $scratch->message);
        } finally {
            Library::giveScratch($scratch);
        }
    }

    private static function milliseconds(mixed $tolerance): int
    {
        if ($tolerance instanceof DateInterval) {
            // PHP's sum of years and days goes round at 64 bits, to any tolerance.
            foreach ([$tolerance->y, $tolerance->m, $tolerance->d, $tolerance->h, $tolerance->i, $tolerance->s] as $count) {
                if (abs($count) > 1 << 31) {
                    throw new ConfigurationException(ErrorCode::InvalidOption, 'option tolerance: the interval is out of PHP\'s range');
                }
            }
            return Time::milliseconds((new DateTimeImmutable('@0'))->add($tolerance));
        }
        if (!\is_int($tolerance) && !\is_float($tolerance)) {
            throw new TypeError('option tolerance must be a number of seconds or a DateInterval, not ' . get_debug_type($tolerance));
        }
        $milliseconds = round($tolerance * 1000.0);
        if (!($milliseconds >= 0 && $milliseconds < 2 ** 53)) {
            throw new ConfigurationException(ErrorCode::InvalidOption, 'option tolerance: it must be at least a millisecond');
        }
        return (int) $milliseconds;
    }

    /**
     * @param array<mixed> $pair
     * @return array{string, array<mixed>}
     */
    private static function pair(#[SensitiveParameter] array $pair): array
    {
        if (!array_is_list($pair) || \count($pair) !== 2 || !\is_string($pair[0]) || !\is_array($pair[1])) {
            throw new TypeError('labelled credentials are label => set, or a list of [label, set]');
        }
        return $pair;
    }

    public function __destruct()
    {
        $this->ffi->paysig_fields_free($this->pointer);
    }

    public function __clone()
    {
        throw new \LogicException('a native handle has one owner');
    }
}
