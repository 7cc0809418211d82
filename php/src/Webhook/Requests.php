<?php

declare(strict_types=1);

namespace Paysig\Webhook;

use Psr\Http\Message\ServerRequestInterface;
use Psr\Http\Message\StreamInterface;
use Paysig\Verified;

/**
 * Receives webhooks as PSR-7 requests.
 *
 * @internal
 */
final class Requests
{
    public static function receive(Receiver $receiver, ServerRequestInterface $request): Verified|int
    {
        return $receiver->receive(
            $request,
            $request->getHeaderLine('Content-Length'),
            fn (int $most): string => self::read($request->getBody(), $most),
            $request->getMethod(),
            $request->getRequestTarget()
        );
    }

    private static function read(StreamInterface $stream, int $most): string
    {
        if ($stream->isSeekable()) {
            $stream->rewind();
        } elseif ($stream->eof()) {
            throw new RawBodyMissing('the raw body was read before the webhook was verified: put the verification before whatever parses bodies');
        }
        $body = '';
        while (\strlen($body) < $most && !$stream->eof()) {
            $body .= $stream->read(min(65536, $most - \strlen($body)));
        }
        return $body;
    }
}
