<?php

declare(strict_types=1);

namespace Paysig;

use Paysig\Exception\InputException;
use Paysig\Internal\Name;
use Psr\Http\Message\MessageInterface;
use TypeError;

/** Headers as PHP has them. */
final class Headers
{
    /**
     * The headers in `$_SERVER`, name => value.
     *
     * The web server has joined a header that came twice with a comma, which `verify` refuses. Where there is `getallheaders()`, it is
     * as good.
     *
     * @param array<string, mixed> $server `$_SERVER`
     * @return array<string, string>
     */
    public static function fromServer(array $server): array
    {
        $headers = [];
        foreach ($server as $name => $value) {
            if (!\is_string($value)) {
                continue;
            }
            $name = (string) $name;
            if (str_starts_with($name, 'HTTP_')) {
                $headers[strtr(substr($name, 5), '_', '-')] = $value;
            } elseif ($name === 'CONTENT_TYPE' || $name === 'CONTENT_LENGTH') {
                $headers[strtr($name, '_', '-')] = $value;
            }
        }
        return isset($headers['AUTHORIZATION']) ? $headers : $headers + self::authorization($server);
    }

    /**
     * Web servers keep this one back, or hand it over under another name.
     *
     * @param array<string, mixed> $server
     * @return array<string, string>
     */
    private static function authorization(array $server): array
    {
        $texts = array_filter($server, is_string(...));
        if (isset($texts['REDIRECT_HTTP_AUTHORIZATION'])) {
            return ['AUTHORIZATION' => $texts['REDIRECT_HTTP_AUTHORIZATION']];
        }
        if (isset($texts['PHP_AUTH_USER'])) {
            $pair = $texts['PHP_AUTH_USER'] . ':' . ($texts['PHP_AUTH_PW'] ?? '');
            return ['AUTHORIZATION' => 'Basic ' . base64_encode($pair)];
        }
        return [];
    }

    /**
     * As the native library takes them: name, NUL, value, NUL for each.
     *
     * @internal
     */
    public static function lines(mixed $headers): string
    {
        if ($headers instanceof MessageInterface) {
            return self::ofNames($headers->getHeaders());
        }
        if (!is_iterable($headers)) {
            throw new TypeError(
                'headers must be a PSR-7 message, name => value, or a list of [name, value], not ' . get_debug_type($headers)
            );
        }
        // A header may have a number for its name, but messages do not number all of theirs from 0 on.
        $list = \is_array($headers) && array_is_list($headers);
        return $list ? self::ofPairs($headers) : self::ofNames($headers);
    }

    /** @param iterable<mixed> $headers */
    private static function ofNames(iterable $headers): string
    {
        $texts = [];
        foreach ($headers as $name => $values) {
            if (!\is_string($name) && !\is_int($name)) {
                throw new TypeError('a header\'s name must be a string, not ' . get_debug_type($name));
            }
            if (\is_string($values)) {
                $texts[] = $name;
                $texts[] = $values;
                continue;
            }
            foreach (\is_array($values) ? $values : [$values] as $value) {
                if (!\is_string($value)) {
                    throw new TypeError(Name::shown('header', $name) . ' must be a string or a list of strings, not ' . get_debug_type($value));
                }
                $texts[] = $name;
                $texts[] = $value;
            }
        }
        return self::joined($texts);
    }

    /** @param list<mixed> $pairs */
    private static function ofPairs(array $pairs): string
    {
        $texts = [];
        foreach ($pairs as $pair) {
            if (!\is_array($pair) || !array_is_list($pair) || \count($pair) !== 2 || !\is_string($pair[0]) || !\is_string($pair[1])) {
                throw new TypeError('a list of headers holds [name, value] for each; name => value works as well');
            }
            array_push($texts, ...$pair);
        }
        return self::joined($texts);
    }

    /** @param list<string|int> $texts names and values; PHP makes an integer of a name that looks like one */
    private static function joined(array $texts): string
    {
        $lines = $texts === [] ? '' : implode("\0", $texts) . "\0";
        if (substr_count($lines, "\0") !== \count($texts)) {
            throw new InputException(ErrorCode::InvalidHeaders, 'a header holds a NUL, which HTTP does not allow: pass the headers as they came');
        }
        return $lines;
    }
}
