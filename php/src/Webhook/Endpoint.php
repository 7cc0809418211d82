<?php

declare(strict_types=1);

namespace Paysig\Webhook;

use Paysig\Headers;
use Paysig\Verified;
use Paysig\Verifier;
use Throwable;

/** Receives a webhook in a plain PHP script, behind any web server. */
final class Endpoint
{
    /**
     * Verifies the raw body of the current request, hands it over, and acknowledges it as the gateway expects.
     *
     * Refusals have no body: 401 for what does not verify, 413 for too large a body, 500 for mistakes of our own and whatever `$process`
     * throws. What `$process` prints is dropped.
     *
     * @param callable(Verified): mixed $process what to do with an authentic webhook
     * @param int $limit the most bytes that a body may have
     * @param ?callable(Throwable): void $onError told of every webhook that is not acknowledged, and why; without it, what is
     *     answered with 500 goes to PHP's error log
     */
    public static function serve(Verifier $verifier, callable $process, int $limit = 1_048_576, ?callable $onError = null): void
    {
        $receiver = new Receiver($verifier, $limit, $onError === null ? null : $onError(...));
        // Output that overflowed PHP's buffer would send the status 200 before it is known whether the webhook is acknowledged.
        $level = ob_get_level();
        ob_start();
        try {
            $refusal = self::handle($receiver, $process);
        } finally {
            while (ob_get_level() > $level && ob_end_clean());
        }
        if ($refusal !== null) {
            http_response_code($refusal);
            return;
        }
        http_response_code($receiver->acknowledgement->status);
        if ($receiver->acknowledgement->contentType !== null) {
            header("Content-Type: {$receiver->acknowledgement->contentType}");
        }
        echo $receiver->acknowledgement->body;
    }

    /** Piece by piece: asked for many bytes at once, PHP makes room for as many. */
    private static function read(int $most): string
    {
        $body = '';
        $input = fopen('php://input', 'r');
        while ($input !== false && \strlen($body) < $most && !feof($input)) {
            $body .= (string) fread($input, min(65536, $most - \strlen($body)));
        }
        return $body;
    }

    /** An entry of `$_SERVER`, where it is the text that web servers put there. */
    private static function text(string $name): string
    {
        $value = $_SERVER[$name] ?? '';
        return \is_string($value) ? $value : '';
    }

    /** The status to refuse with, or null for what was processed. */
    private static function handle(Receiver $receiver, callable $process): ?int
    {
        $verified = $receiver->receive(
            Headers::fromServer($_SERVER),
            self::text('CONTENT_LENGTH'),
            self::read(...),
            self::text('REQUEST_METHOD'),
            self::text('REQUEST_URI')
        );
        if (\is_int($verified)) {
            return $verified;
        }
        try {
            $process($verified);
            return null;
        } catch (Throwable $failure) {
            return $receiver->failed($failure);
        }
    }
}
