<?php

declare(strict_types=1);

namespace Paysig\Tests\Census;

use DateInterval;
use GuzzleHttp\Client;
use Nyholm\Psr7\Factory\Psr17Factory;
use Nyholm\Psr7\Stream;
use Paysig\FormKind;
use Paysig\Guzzle\SigningMiddleware;
use Paysig\Headers;
use Paysig\Http\ResponseRejected;
use Paysig\Http\SigningClient;
use Paysig\Signer;
use Paysig\Verifier;
use Paysig\Webhook\Endpoint;
use Paysig\Webhook\WebhookHandler;
use Paysig\Webhook\WebhookMiddleware;
use Psr\Http\Message\ServerRequestInterface;
use InvalidArgumentException;
use ReflectionClass;
use ReflectionMethod;
use TypeError;

/** Bad input inside of arguments: names and values of arrays, and what callables and messages give. */
final class More
{
    /** @return list<array{string, string, string, callable(mixed): mixed}> function, argument, type, call */
    public static function arguments(): array
    {
        return [
            ...self::ofSigner(),
            ...self::ofVerifier(),
            ...self::ofHeaders(),
            ...self::ofClients(),
            ...self::ofWebhooks(),
            ...self::ofGenerated(),
        ];
    }

    /** @return list<array{string, string, string, callable(mixed): mixed}> */
    private static function ofSigner(): array
    {
        $new = Signer::class . '::__construct';
        $sign = Signer::class . '::sign';
        $signer = Usual::signer();
        $merchant = Usual::merchant();
        $rsa = new Signer('smart-glocal/request', ['project' => 'a', 'private_key' => Usual::key('rsa2048.pkcs8.pem')]);
        $options = fn (array $options): Signer => new Signer(Usual::SCHEME, Usual::KEYS, $options);
        return [
            [$new, 'a credential\'s name', Bad::TEXT, fn ($bad) => new Signer(Usual::SCHEME, [$bad => Usual::SECRET])],
            [$new, 'a credential', Bad::TEXT, fn ($bad) => new Signer(Usual::SCHEME, ['sign_key' => $bad])],
            [$new, 'a private key', Bad::TEXT, fn ($bad) => new Signer('smart-glocal/request', ['project' => 'a', 'private_key' => $bad])],
            [$new, 'an option\'s name', Bad::TEXT, fn ($bad) => $options([$bad => '1'])],
            [$new, 'an option\'s name, of a bad value', Bad::TEXT, fn ($bad) => $options([$bad => 1.5])],
            [$new, 'an option\'s value', Bad::TEXT, fn ($bad) => $options(['query' => $bad])],
            [$new, 'tolerance', Bad::NUMBER, fn ($bad) => $options(['tolerance' => $bad])],
            [$new, 'a header\'s name', Bad::TEXT, fn ($bad) => $options(['header.timestamp' => $bad])],
            [$sign, 'an option\'s name', Bad::TEXT, fn ($bad) => $signer->sign('POST', Usual::URL, '', [$bad => '1'])],
            [$sign, 'an option\'s value', Bad::TEXT, fn ($bad) => $rsa->sign(options: ['idempotency_key' => $bad])],
            [$sign, 'timestamp', Bad::TEXT, fn ($bad) => $signer->sign('POST', Usual::URL, '', ['timestamp' => $bad])],
            [$sign, 'access_token', Bad::TEXT, fn ($bad) => $signer->sign('POST', Usual::URL, '', ['access_token' => $bad])],
            [Signer::class . '::stringToSign', 'an option\'s name', Bad::TEXT,
                fn ($bad) => $signer->stringToSign('POST', Usual::URL, '', [$bad => '1'])],
            [Signer::class . '::form', 'an attribute\'s name', Bad::TEXT, fn ($bad) => $merchant->form(FormKind::Data, [$bad => 'EUR'])],
            [Signer::class . '::form', 'an attribute', Bad::TEXT, fn ($bad) => $merchant->form(FormKind::Data, ['currency' => $bad])],
            [Signer::class . '::form', 'an amount', Bad::NUMBER, fn ($bad) => $merchant->form(FormKind::Data, ['amount' => $bad])],
        ];
    }

    /** @return list<array{string, string, string, callable(mixed): mixed}> */
    private static function ofVerifier(): array
    {
        $new = Verifier::class . '::__construct';
        $verify = Verifier::class . '::verify';
        $explain = Verifier::class . '::explain';
        $verifier = Usual::verifier();
        // Signed for each call: what is signed now is stale when a slow machine comes to it.
        $with = fn (string $name, mixed $bad): array => array_replace(Usual::headers(), [$name => $bad]);
        $verified = fn (mixed $given, array $options = []) => $verifier->verify($given, '{}', 'POST', Usual::URL, $options);
        $explained = fn (mixed $given) => $verifier->explain($given, '{}', 'POST', Usual::URL, budget: Usual::BUDGET);
        $others = fn (array $others) => $verifier->explain(Usual::headers(), 'x', 'POST', Usual::URL, others: $others, budget: Usual::BUDGET);
        return [
            [$new, 'a credential\'s name', Bad::TEXT, fn ($bad) => new Verifier(Usual::SCHEME, [$bad => Usual::SECRET])],
            [$new, 'a credential', Bad::TEXT, fn ($bad) => new Verifier(Usual::SCHEME, ['sign_key' => $bad])],
            [$new, 'a public key', Bad::TEXT, fn ($bad) => new Verifier('smart-glocal/webhook', ['public_key' => $bad])],
            [$new, 'a label', Bad::TEXT, fn ($bad) => new Verifier(Usual::SCHEME, [$bad => Usual::KEYS])],
            [$new, 'a label of a pair', Bad::TEXT, fn ($bad) => new Verifier(Usual::SCHEME, [[$bad, Usual::KEYS]])],
            [$new, 'two pairs\' label', Bad::TEXT, fn ($bad) => new Verifier(Usual::SCHEME, [[$bad, Usual::KEYS], [$bad, Usual::KEYS]])],
            [$new, 'a labelled set', Bad::COLLECTION, fn ($bad) => new Verifier(Usual::SCHEME, ['a' => Usual::KEYS, 'b' => $bad])],
            [$new, 'an option\'s name', Bad::TEXT, fn ($bad) => new Verifier(Usual::SCHEME, Usual::KEYS, [$bad => '1'])],
            [$new, 'an option\'s value', Bad::TEXT, fn ($bad) => new Verifier(Usual::SCHEME, Usual::KEYS, ['freshness' => $bad])],
            [$new, 'tolerance', Bad::NUMBER, fn ($bad) => new Verifier(Usual::SCHEME, Usual::KEYS, ['tolerance' => $bad])],
            [$new, 'years of tolerance', Bad::NUMBER, fn ($bad) => new Verifier(Usual::SCHEME, Usual::KEYS, ['tolerance' => self::years($bad)])],
            [$verify, 'a header\'s name', Bad::TEXT, fn ($bad) => $verified([$bad => '1'])],
            [$verify, 'a header\'s name, of a bad value', Bad::TEXT, fn ($bad) => $verified([$bad => 1.5])],
            [$verify, 'the timestamp\'s header', Bad::TEXT, fn ($bad) => $verified($with('TIMESTAMP', $bad))],
            [$verify, 'the signature\'s header', Bad::TEXT, fn ($bad) => $verified($with('SIGNATURE', $bad))],
            [$verify, 'one of a header\'s values', Bad::TEXT, fn ($bad) => $verified($with('SIGNATURE', [$bad]))],
            [$verify, 'a header\'s values', Bad::COLLECTION, fn ($bad) => $verified($with('SIGNATURE', $bad))],
            [$verify, 'a pair\'s name', Bad::TEXT, fn ($bad) => $verified([[$bad, '1']])],
            [$verify, 'a pair\'s value', Bad::TEXT, fn ($bad) => $verified([['SIGNATURE', $bad]])],
            [$verify, 'a pair', Bad::COLLECTION, fn ($bad) => $verified([$bad])],
            [$verify, 'what a generator names', Bad::TEXT, fn ($bad) => $verified((fn () => yield $bad => '1')())],
            [$verify, 'what a generator names, an array', Bad::COLLECTION, fn ($bad) => $verified((fn () => yield [$bad] => '1')())],
            [$verify, 'an option\'s name', Bad::TEXT, fn ($bad) => $verified(Usual::headers(), [$bad => '1'])],
            [$explain, 'a header\'s name', Bad::TEXT, fn ($bad) => $explained([$bad => '1'])],
            [$explain, 'the timestamp\'s header', Bad::TEXT, fn ($bad) => $explained($with('TIMESTAMP', $bad))],
            [$explain, 'the signature\'s header', Bad::TEXT, fn ($bad) => $explained($with('SIGNATURE', $bad))],
            [$explain, 'another credential\'s name', Bad::TEXT, fn ($bad) => $others([$bad => Usual::SECRET])],
            [$explain, 'another credential', Bad::TEXT, fn ($bad) => $others(['sign_key' => $bad])],
        ];
    }

    private static function years(mixed $bad): mixed
    {
        if (!\is_int($bad)) {
            return $bad;
        }
        $interval = new DateInterval('P1D');
        $interval->y = $bad;
        return $interval;
    }

    /** @return list<array{string, string, string, callable(mixed): mixed}> */
    private static function ofHeaders(): array
    {
        $name = Headers::class . '::fromServer';
        return array_map(
            fn (string $entry): array => [$name, $entry, Bad::TEXT, fn ($bad) => Headers::fromServer([$entry => $bad])],
            ['HTTP_SIGNATURE', 'CONTENT_TYPE', 'REDIRECT_HTTP_AUTHORIZATION', 'PHP_AUTH_USER']
        ) + [
            5 => [$name, 'PHP_AUTH_PW', Bad::TEXT, fn ($bad) => Headers::fromServer(['PHP_AUTH_USER' => 'a', 'PHP_AUTH_PW' => $bad])],
            6 => [$name, 'a name', Bad::TEXT, fn ($bad) => Headers::fromServer([$bad => 'a'])],
        ];
    }

    /** @return list<array{string, string, string, callable(mixed): mixed}> */
    private static function ofClients(): array
    {
        $new = SigningClient::class . '::__construct';
        $send = SigningClient::class . '::sendRequest';
        $stack = SigningMiddleware::class . '::stack';
        $request = Usual::request();
        $sent = fn (mixed ...$others) => Usual::signingClient(...$others)->sendRequest($request);
        $changed = fn (callable $change) => Usual::signingClient()->sendRequest(self::message($change));
        $guzzle = fn (mixed $options, mixed $token = null) => self::guzzle($token)->send($request, ['paysig' => $options]);
        return [
            [$new, 'what accessToken gives', Bad::TEXT, fn ($bad) => $sent(accessToken: fn () => $bad)],
            [$new, 'an option\'s name', Bad::TEXT, fn ($bad) => $sent(options: [$bad => '1'])],
            [$new, 'an option\'s value', Bad::TEXT, fn ($bad) => $sent(options: ['access_token' => $bad])],
            [SigningClient::class . '::withOptions', 'an option\'s name', Bad::TEXT,
                fn ($bad) => Usual::signingClient()->withOptions([$bad => '1'])->sendRequest($request)],
            [$send, 'the method', Bad::TEXT, fn ($bad) => $changed(fn () => $request->withMethod($bad))],
            [$send, 'the path', Bad::TEXT, fn ($bad) => $changed(fn () => $request->withUri($request->getUri()->withPath($bad)))],
            [$send, 'the host', Bad::TEXT, fn ($bad) => $changed(fn () => $request->withUri($request->getUri()->withHost($bad)))],
            [$send, 'the body', Bad::TEXT, fn ($bad) => $changed(fn () => $request->withBody(Stream::create($bad)))],
            [SigningMiddleware::class . '::__construct', 'what accessToken gives', Bad::TEXT, fn ($bad) => $guzzle([], fn () => $bad)],
            [$stack, 'the request option paysig', Bad::COLLECTION, $guzzle],
            [SigningMiddleware::class . '::__construct', 'responseLimit, and then an answer', Bad::NUMBER, fn ($bad) => self::answered($bad)],
            [$stack, 'an option\'s name', Bad::TEXT, fn ($bad) => $guzzle([$bad => '1'])],
            [$stack, 'an option\'s value', Bad::TEXT, fn ($bad) => $guzzle(['access_token' => $bad])],
        ];
    }

    /** With what verifies the answers, as they are when their size matters. */
    private static function answered(mixed $limit): void
    {
        $middleware = new SigningMiddleware(Usual::signer(), null, new Verifier('global-payment/response', Usual::KEYS), $limit);
        try {
            (new Client(['handler' => $middleware->stack(Usual::answering(...))]))->send(Usual::request());
        } catch (ResponseRejected $rejected) {
            // It has no signature.
            if ($rejected->code() !== 'missing_header') {
                throw $rejected;
            }
        }
    }

    private static function guzzle(mixed $token): Client
    {
        $middleware = new SigningMiddleware(Usual::signer(), $token, false);
        return new Client(['handler' => $middleware->stack(Usual::answering(...))]);
    }

    /** @return list<array{string, string, string, callable(mixed): mixed}> */
    private static function ofWebhooks(): array
    {
        $rows = [];
        $receivers = [
            WebhookHandler::class . '::handle' => fn (callable $make) => self::handle(self::message($make)),
            WebhookMiddleware::class . '::process' => fn (callable $make) => self::process(self::message($make)),
        ];
        $limits = [
            WebhookHandler::class => fn ($bad) => self::handle(Usual::webhook(), $bad),
            WebhookMiddleware::class => fn ($bad) => self::process(Usual::webhook(), $bad),
            Endpoint::class => fn ($bad) => self::serve([], $bad),
        ];
        foreach ($limits as $class => $call) {
            $rows[] = [$class === Endpoint::class ? "$class::serve" : "$class::__construct", 'limit, and then a webhook', Bad::NUMBER, $call];
        }
        foreach ($receivers as $name => $receive) {
            $rows[] = [$name, 'a header\'s value', Bad::TEXT, fn ($bad) => $receive(fn () => Usual::webhook()->withHeader('Signature', $bad))];
            $rows[] = [$name, 'the content length', Bad::TEXT, fn ($bad) => $receive(fn () => Usual::webhook()->withHeader('Content-Length', $bad))];
            $rows[] = [$name, 'the target', Bad::TEXT, fn ($bad) => $receive(fn () => Usual::webhook()->withRequestTarget($bad))];
            $rows[] = [$name, 'the body', Bad::TEXT, fn ($bad) => $receive(fn () => Usual::webhook()->withBody(Stream::create($bad)))];
        }
        foreach (['HTTP_SIGNATURE', 'CONTENT_LENGTH', 'REQUEST_METHOD', 'REQUEST_URI'] as $entry) {
            $rows[] = [Endpoint::class . '::serve', $entry, Bad::TEXT, fn ($bad) => self::serve([$entry => $bad])];
        }
        return $rows;
    }

    /** A message that is bad, where its library lets it be. */
    private static function message(callable $make): mixed
    {
        try {
            return $make();
        } catch (InvalidArgumentException | TypeError) {
            throw new CannotBeWritten();
        }
    }

    private static function handle(ServerRequestInterface $request, mixed $limit = 1 << 20): void
    {
        $factory = new Psr17Factory();
        Heard::only(fn () => (new WebhookHandler(Usual::hookVerifier(), fn () => null, $factory, $factory, $limit, Heard::failure(...)))
            ->handle($request));
    }

    private static function process(ServerRequestInterface $request, mixed $limit = 1 << 20): void
    {
        $factory = new Psr17Factory();
        Heard::only(fn () => (new WebhookMiddleware(Usual::hookVerifier(), $factory, $factory, $limit, Heard::failure(...)))
            ->process($request, Usual::acknowledging()));
    }

    /** @param array<string, mixed> $server */
    private static function serve(array $server, mixed $limit = 1 << 20): void
    {
        $before = $_SERVER;
        $headers = (new Signer('solidgate/webhook', Usual::HOOK_KEYS))->sign(body: '');
        try {
            $_SERVER = $server + ['HTTP_MERCHANT' => $headers['Merchant'], 'HTTP_SIGNATURE' => $headers['Signature']];
            Heard::only(fn () => Endpoint::serve(Usual::hookVerifier(), fn () => null, $limit, Heard::failure(...)));
        } finally {
            $_SERVER = $before;
        }
    }

    /** @return list<array{string, string, string, callable(mixed): mixed}> each credential of each generated function */
    private static function ofGenerated(): array
    {
        $rows = [];
        foreach (glob(__DIR__ . '/../../src/Gateways/*.php') ?: [] as $file) {
            $class = 'Paysig\\Gateways\\' . basename($file, '.php');
            foreach ((new ReflectionClass($class))->getMethods(ReflectionMethod::IS_PUBLIC) as $method) {
                if ($method->name === 'url') {
                    continue;
                }
                $usual = Usual::credentials(Usual::schemeOf($method));
                foreach (array_keys($usual) as $name) {
                    $call = fn (mixed $bad): mixed => $class::{$method->name}([$name => $bad] + $usual);
                    $rows[] = ["$class::{$method->name}", $name, Bad::TEXT, $call];
                }
            }
        }
        return $rows;
    }
}
