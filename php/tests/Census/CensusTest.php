<?php

declare(strict_types=1);

namespace Paysig\Tests\Census;

use Error;
use FilesystemIterator;
use Paysig\Exception\InternalException;
use Paysig\Exception\PaysigException;
use PHPUnit\Framework\TestCase;
use RecursiveDirectoryIterator;
use RecursiveIteratorIterator;
use ReflectionClass;
use ReflectionMethod;
use SplFileInfo;
use Throwable;
use TypeError;

/** Every public function × kinds of bad input: what comes of it is what tests/census/php.tsv says. */
final class CensusTest extends TestCase
{
    private const SOURCES = __DIR__ . '/../../src';
    private const FILE = __DIR__ . '/../../../tests/census/php.tsv';

    public function testEveryFunctionTakesOrRefusesBadInput(): void
    {
        $functions = self::functions();
        $rows = [];
        foreach ($functions as $name => $method) {
            $usual = Usual::of($method);
            self::assertNotNull($usual, "$name is not in the census: say in Usual how it is called");
            foreach ($method->getParameters() as $parameter) {
                $argument = $parameter->getName();
                self::assertArrayHasKey($argument, $usual->arguments, "$name: the census has no usual $argument");
                // Anew for each call: what is signed now is stale when a slow machine comes to it.
                $call = fn (mixed $bad) => Usual::of($method)->with($argument, $bad)->call();
                $rows[] = [$name, $argument, Bad::of(Bad::typeOf($parameter)), $call];
            }
            $rows = [...$rows, ...self::receivers($name, $method, $usual)];
        }
        foreach (More::arguments() as [$name, $argument, $type, $call]) {
            self::assertArrayHasKey($name, $functions, "$name is in the census, and no public function");
            $rows[] = [$name, $argument, Bad::of($type), $call];
        }
        usort($rows, fn (array $one, array $other): int => $one[0] <=> $other[0]);
        $lines = '';
        foreach ($rows as [$name, $argument, $kinds, $call]) {
            foreach ($kinds as $kind => $bad) {
                $lines .= "$name\t$argument\t$kind\t" . $this->outcome("$name, $argument, $kind", $name, $bad, $call) . "\n";
            }
        }
        self::assertSame([], $this->problems);
        if (getenv('PAYSIG_BLESS') === '1') {
            file_put_contents(self::FILE, $lines);
        }
        self::assertStringEqualsFile(self::FILE, $lines, 'look at each difference, then run this test with PAYSIG_BLESS=1');
    }

    /** @var list<string> what is worse than a refusal */
    private array $problems = [];

    /** What came of a call, in the census's words. */
    private function outcome(string $where, string $function, mixed $bad, callable $call): string
    {
        if ($bad === Bad::cannotBeWritten()) {
            return 'cannot be written';
        }
        try {
            $call($bad);
            return 'taken';
        } catch (CannotBeWritten) {
            return 'cannot be written';
        } catch (Throwable $failure) {
        }
        $message = $failure->getMessage();
        $short = (new ReflectionClass($failure))->getShortName();
        $isRefusal = match (true) {
            $failure instanceof PaysigException => !$failure instanceof InternalException,
            $failure instanceof TypeError => self::refusesAnArgument($failure, $function),
            // An object that was made around its constructor.
            $failure::class === Error::class => str_contains($message, 'must not be accessed before initialization'),
            default => str_starts_with($failure::class, 'Paysig\\'),
        };
        $leaked = array_filter(Usual::secrets(), fn (string $secret): bool => str_contains($message, $secret));
        $isFine = trim($message) !== '' && \strlen($message) < 2000 && preg_match('/[\x00-\x1f\x7f]/', $message) === 0 && $leaked === [];
        if (!$isRefusal || !$isFine) {
            $this->problems[] = "$where: $short: " . addcslashes(substr($message, 0, 200), "\0..\37");
        }
        return $failure instanceof PaysigException ? "`{$failure->code()}`" : "`$short`";
    }

    /** As opposed to one of a function further in, which says nothing to the caller. */
    private static function refusesAnArgument(TypeError $error, string $function): bool
    {
        $message = $error->getMessage();
        if (preg_match('/^(\S+)\(\): Argument #\d/', $message, $found) === 1) {
            return $found[1] === $function || $found[1] === self::constructorBehind($function);
        }
        return str_starts_with((string) $error->getFile(), (string) realpath(self::SOURCES)) && !str_contains($message, 'Return value');
    }

    /** The generated functions hand their arguments to a constructor. */
    private static function constructorBehind(string $function): string
    {
        return 'Paysig\\' . ucfirst(str_replace('responseV', 'v', substr((string) strrchr($function, ':'), 1))) . '::__construct';
    }

    /**
     * A method of objects that were made around their constructor, and of copies.
     *
     * @return list<array{string, string, array<string, mixed>, callable}>
     */
    private static function receivers(string $name, ReflectionMethod $method, Usual $usual): array
    {
        $class = $method->getDeclaringClass();
        if ($usual->object === null || $class->isEnum()) {
            return [];
        }
        $objects = [
            'without its constructor' => fn (): object => $class->newInstanceWithoutConstructor(),
            'unserialized from nothing' => fn (): mixed => unserialize(sprintf('O:%d:"%s":0:{}', \strlen($class->name), $class->name)),
            'a copy' => fn (): object => clone Usual::of($method)->object,
        ];
        return [[$name, 'the object', $objects, fn (callable $object) => Usual::of($method)->on($object())->call()]];
    }

    /** @return array<string, ReflectionMethod> what is public, by the source */
    private static function functions(): array
    {
        $functions = [];
        $files = new RecursiveDirectoryIterator(self::SOURCES, FilesystemIterator::SKIP_DOTS);
        foreach (new RecursiveIteratorIterator($files) as $file) {
            \assert($file instanceof SplFileInfo);
            $name = substr($file->getPathname(), \strlen(self::SOURCES) + 1, -4);
            $class = new ReflectionClass('Paysig\\' . strtr($name, '/', '\\'));
            if ($class->isInterface() || $class->isTrait() || self::isInternal($class)) {
                continue;
            }
            foreach ($class->getMethods(ReflectionMethod::IS_PUBLIC) as $method) {
                if ($method->isInternal() || self::isInternal($method) || \in_array($method->name, ['__destruct', '__clone'], true)) {
                    continue;
                }
                // Exceptions are only ever made by paysig.
                if ($class->implementsInterface(Throwable::class)) {
                    self::assertSame(0, $method->getNumberOfParameters(), $method->name);
                    continue;
                }
                $functions["{$class->name}::{$method->name}"] = $method;
            }
        }
        ksort($functions);
        return $functions;
    }

    private static function isInternal(ReflectionClass|ReflectionMethod $what): bool
    {
        return str_contains((string) $what->getDocComment(), '@internal');
    }
}
