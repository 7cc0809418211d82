<?php

declare(strict_types=1);

namespace Paysig\Tests\Census;

use DateTimeInterface;
use ReflectionClass;
use ReflectionNamedType;
use ReflectionParameter;
use ReflectionType;
use ReflectionUnionType;

/** The kinds of bad input, by the type of what they stand for. */
final class Bad
{
    public const TEXT = 'text';
    public const NUMBER = 'number';
    public const TIME = 'time';
    public const COLLECTION = 'collection';
    public const OTHER = 'other';

    /** Stands for a value that PHP's types leave no way to write. */
    public static function cannotBeWritten(): object
    {
        static $mark = new \stdClass();
        return $mark;
    }

    /**
     * Kind => value.
     *
     * @return array<string, mixed>
     */
    public static function of(string $type): array
    {
        return match ($type) {
            self::TEXT => ['nothing' => null, 'another type' => 7] + self::texts(),
            self::NUMBER => [
                'nothing' => null,
                'another type' => '7',
                '0' => 0,
                '-1' => -1,
                'the greatest' => \PHP_INT_MAX,
                'the least' => \PHP_INT_MIN,
                'NaN' => \NAN,
                'true' => true,
            ],
            self::TIME => [
                'nothing' => null,
                'another type' => 7,
                '0' => new \DateTimeImmutable('@0'),
                '-1' => new \DateTimeImmutable('@-1'),
                'the greatest' => new \DateTimeImmutable('@' . \PHP_INT_MAX),
                'the least' => new \DateTimeImmutable('@' . \PHP_INT_MIN),
            ],
            self::COLLECTION => ['nothing' => null, 'another type' => 7, 'empty' => []],
            self::OTHER => ['nothing' => null, 'another type' => 7, 'empty' => self::cannotBeWritten()],
            // A class of the package: an object that was never constructed.
            default => ['nothing' => null, 'another type' => 7, 'empty' => (new ReflectionClass($type))->newInstanceWithoutConstructor()],
        };
    }

    /** The type of a parameter, as `of` takes it. */
    public static function typeOf(ReflectionParameter $parameter): string
    {
        // Anything is taken, so that the refusal can say why.
        if (\in_array($parameter->getName(), ['headers', 'body'], true)) {
            return $parameter->getName() === 'body' ? self::TEXT : self::COLLECTION;
        }
        $names = self::names($parameter->getType());
        return match (true) {
            \in_array('string', $names, true) => self::TEXT,
            \in_array('int', $names, true) => self::NUMBER,
            \in_array('array', $names, true) => self::COLLECTION,
            \in_array(DateTimeInterface::class, $names, true) => self::TIME,
            str_starts_with($names[0], 'Paysig\\') && !enum_exists($names[0]) => $names[0],
            default => self::OTHER,
        };
    }

    /** @return list<string> */
    private static function names(?ReflectionType $type): array
    {
        return match (true) {
            $type instanceof ReflectionNamedType => [$type->getName()],
            $type instanceof ReflectionUnionType => array_map(fn (ReflectionNamedType $each): string => $each->getName(), $type->getTypes()),
            default => ['mixed'],
        };
    }

    /** @return array<string, string> those of the census of every language */
    private static function texts(): array
    {
        return [
            'empty' => '',
            'white space around' => " value\n",
            'NUL and control characters' => "a\0b\r\n\x1b[31m",
            'not UTF-8' => "\xff\xfe half \xe2\x82",
            'nonsense' => 'no such thing?',
            'right-to-left and emoji' => "\u{202e}\u{1f4b3}é",
            '1 MiB' => str_repeat('A', 1 << 20),
        ];
    }
}
