<?php

declare(strict_types=1);

namespace Paysig\Tests\Webhook;

use GuzzleHttp\Psr7\HttpFactory;
use GuzzleHttp\Psr7\NoSeekStream;
use GuzzleHttp\Psr7\ServerRequest;
use GuzzleHttp\Psr7\Utils;
use Nyholm\Psr7\Factory\Psr17Factory;
use LogicException;
use Paysig\ErrorCode;
use Paysig\Exception\InputException;
use Paysig\Exception\RejectedException;
use Paysig\Gateway;
use Paysig\Gateways\Solidgate;
use Paysig\Signer;
use Paysig\Verified;
use Paysig\Verifier;
use Paysig\Webhook\BodyTooLarge;
use Paysig\Webhook\RawBodyMissing;
use Paysig\Webhook\WebhookHandler;
use Paysig\Webhook\WebhookMiddleware;
use PHPUnit\Framework\TestCase;
use Psr\Http\Message\ResponseFactoryInterface;
use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\ServerRequestInterface;
use Psr\Http\Message\StreamFactoryInterface;
use Psr\Http\Server\MiddlewareInterface;
use Psr\Http\Server\RequestHandlerInterface;
use RuntimeException;
use Throwable;

/** With the interfaces of PSR-15 as its extension has them, and the messages of two libraries. */
final class WebhookTest extends TestCase
{
    private const KEYS = ['public_key' => 'wh_pk_test', 'secret_key' => 'wh_sk_test'];

    /** @var list<Throwable> */
    private array $reported = [];

    /** @return array<string, array{ResponseFactoryInterface&StreamFactoryInterface}> */
    public function libraries(): array
    {
        return ['guzzle' => [new HttpFactory()], 'nyholm' => [new Psr17Factory()]];
    }

    /** @dataProvider libraries */
    public function testHandler(ResponseFactoryInterface&StreamFactoryInterface $factory): void
    {
        $body = "{\"order\": \"ä\\/\xff\"}";
        $seen = null;
        $handler = $this->handler($factory, function (Verified $verified, ServerRequestInterface $request) use (&$seen): void {
            $seen = [$verified->body(), $request->getMethod(), $verified->replayKey()];
        });
        $response = $handler->handle(self::request($body));
        self::assertSame([$body, 'POST', hash('sha256', "solidgate/webhook\0wh_pk_test{$body}wh_pk_test")], $seen);
        self::assertSame([200, ''], [$response->getStatusCode(), (string) $response->getBody()]);

        $own = $this->handler($factory, fn (): ResponseInterface => $factory->createResponse(202));
        self::assertSame(202, $own->handle(self::request($body))->getStatusCode());
        // No part of the target is signed.
        self::assertSame(200, $handler->handle(self::request($body)->withRequestTarget("/\xff"))->getStatusCode());
        self::assertSame([], $this->reported);
    }

    /** @dataProvider libraries */
    public function testMiddleware(ResponseFactoryInterface&StreamFactoryInterface $factory): void
    {
        $middleware = new WebhookMiddleware(Solidgate::verifier(self::KEYS), $factory, $factory);
        self::assertInstanceOf(MiddlewareInterface::class, $middleware);
        $next = new class implements RequestHandlerInterface {
            public ?ServerRequestInterface $request = null;

            public function handle(ServerRequestInterface $request): ResponseInterface
            {
                $this->request = $request;
                return $request->getAttribute(WebhookMiddleware::ACKNOWLEDGEMENT);
            }
        };
        self::assertSame(200, $middleware->process(self::request('{}'), $next)->getStatusCode());
        self::assertSame('{}', $next->request?->getAttribute(WebhookMiddleware::VERIFIED)->body());
        self::assertSame('{}', $next->request->getBody()->getContents());

        $next->request = null;
        self::assertSame(401, $middleware->process(self::request('{}')->withBody(Utils::streamFor('{ }')), $next)->getStatusCode());
        self::assertNull($next->request);
    }

    public function testEveryGatewayIsAcknowledgedAsItExpects(): void
    {
        $factory = new Psr17Factory();
        $values = ['site_id' => '7', 'public_key' => 'wh_pk', 'secret_key' => 'wh_sk'];
        $rsa = __DIR__ . '/../../../tests/vectors/keys/bank131';
        $tested = 0;
        foreach (Gateway::all() as $gateway) {
            foreach ($gateway->schemes as $scheme) {
                if ($scheme->kind !== 'webhook') {
                    continue;
                }
                $credentials = [];
                foreach ($scheme->fields as ['name' => $name, 'role' => $role]) {
                    $credentials[$name] = match ($role) {
                        'signing_key' => (string) file_get_contents("$rsa.private.pem"),
                        'verifying_key' => (string) file_get_contents("$rsa.public.pem"),
                        'passphrase' => null,
                        default => $values[$name] ?? 'value',
                    };
                }
                $headers = (new Signer($scheme->id, $credentials))->sign('POST', 'https://shop.example/hook', '{}');
                $handler = new WebhookHandler(new Verifier($scheme->id, $credentials), fn () => null, $factory, $factory);
                $response = $handler->handle(new ServerRequest('POST', 'https://shop.example/hook', $headers, '{}'));
                $expected = $gateway->acknowledgement;
                self::assertNotNull($expected);
                self::assertSame(
                    [$expected->status, $expected->contentType ?? '', $expected->body],
                    [$response->getStatusCode(), $response->getHeaderLine('Content-Type'), (string) $response->getBody()],
                    $scheme->id
                );
                $tested++;
            }
        }
        self::assertGreaterThanOrEqual(6, $tested);
    }

    public function testRefusalsGiveNoReason(): void
    {
        $body = '{"a":1}';
        $cases = [
            [401, RejectedException::class, self::request($body)->withBody(Utils::streamFor('{"a":2}'))],
            [401, RejectedException::class, self::request($body)->withoutHeader('Signature')],
            [401, RejectedException::class, self::request($body)->withAddedHeader('Signature', 'x')],
            [413, BodyTooLarge::class, self::request(str_repeat('x', 101))],
            [413, BodyTooLarge::class, self::request(str_repeat('x', 101))->withBody(new NoSeekStream(Utils::streamFor(str_repeat('x', 101))))],
            [413, BodyTooLarge::class, self::request($body)->withHeader('Content-Length', '101')],
            [413, BodyTooLarge::class, self::request($body)->withHeader('Content-Length', str_repeat('9', 40))],
            [500, RawBodyMissing::class, self::request($body)->withBody(self::consumed($body))],
        ];
        $handler = $this->handler(new Psr17Factory(), fn () => self::fail('it was processed'), 100);
        foreach ($cases as $index => [$status, $class, $request]) {
            $response = $handler->handle($request);
            self::assertSame([$status, '', []], [$response->getStatusCode(), (string) $response->getBody(), $response->getHeaders()], "case $index");
            self::assertInstanceOf($class, $this->reported[$index]);
        }
        self::assertSame(ErrorCode::SignatureMismatch, $this->reported[0]->errorCode());

        $exactly = $this->handler(new Psr17Factory(), fn () => null, 100)->handle(self::request(str_repeat('x', 100)));
        self::assertSame(200, $exactly->getStatusCode());
    }

    public function testWhatTheApplicationThrowsIsOurFault(): void
    {
        $forged = (new Signer('solidgate/webhook', self::KEYS))->sign(body: 'other');
        $throwing = [
            fn () => throw new RuntimeException('the database is down'),
            // Not a fault of this message's sender.
            fn () => Solidgate::verifier(self::KEYS)->verify($forged, 'this'),
        ];
        foreach ($throwing as $process) {
            $response = $this->handler(new Psr17Factory(), $process)->handle(self::request('{}'));
            self::assertSame([500, ''], [$response->getStatusCode(), (string) $response->getBody()]);
        }
        self::assertCount(2, $this->reported);
    }

    public function testWithoutAReporterFiveHundredsAreLogged(): void
    {
        $log = (string) tempnam(sys_get_temp_dir(), 'paysig');
        $before = ini_set('error_log', $log);
        $factory = new Psr17Factory();
        $handler = new WebhookHandler(
            Solidgate::verifier(self::KEYS),
            fn () => throw new RuntimeException('the database is down'),
            $factory,
            $factory
        );
        $handler->handle(self::request('{}')->withHeader('Signature', 'x'));
        self::assertSame('', file_get_contents($log));
        $handler->handle(self::request('{}'));
        self::assertStringContainsString('the database is down', (string) file_get_contents($log));
        ini_set('error_log', (string) $before);
        unlink($log);
    }

    public function testUnsignedBodiesAreNotHandedOut(): void
    {
        $keys = ['site_id' => '30201', 'api_key' => 'key'];
        $factory = new Psr17Factory();
        $seen = [];
        $handler = new WebhookHandler(
            new Verifier('smart2pay/notification', $keys),
            function (Verified $verified) use (&$seen): void {
                $seen = [$verified->body(), $verified->unauthenticatedBody(), $verified->replayKey(), $verified->covers];
            },
            $factory,
            $factory
        );
        $request = new ServerRequest('POST', '/', ['Authorization' => 'Basic ' . base64_encode('30201:key')], '{}');
        self::assertSame(204, $handler->handle($request)->getStatusCode());
        self::assertSame([null, '{}', null, []], $seen);
    }

    public function testWrongUse(): void
    {
        $factory = new Psr17Factory();
        $requests = new Verifier('solidgate/request', ['public_key' => 'a', 'secret_key' => 'b']);
        foreach ([[$requests, 1], [Solidgate::verifier(self::KEYS), 0]] as [$verifier, $limit]) {
            try {
                new WebhookMiddleware($verifier, $factory, $factory, $limit);
                self::fail('the mistake was not found');
            } catch (InputException $exception) {
                self::assertSame(ErrorCode::InvalidArgument, $exception->errorCode());
            }
        }
    }

    private function handler(
        ResponseFactoryInterface&StreamFactoryInterface $factory,
        callable $process,
        int $limit = 1_048_576
    ): WebhookHandler {
        $report = function (Throwable $failure): void {
            $this->reported[] = $failure;
        };
        return new WebhookHandler(Solidgate::verifier(self::KEYS), $process, $factory, $factory, $limit, $report);
    }

    private static function request(string $body): ServerRequestInterface
    {
        $headers = (new Signer('solidgate/webhook', self::KEYS))->sign(body: $body);
        return new ServerRequest('POST', 'https://shop.example/hook', $headers, $body);
    }

    private static function consumed(string $body): NoSeekStream
    {
        $stream = new NoSeekStream(Utils::streamFor($body));
        $stream->getContents();
        return $stream;
    }
}
