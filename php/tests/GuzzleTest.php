<?php

declare(strict_types=1);

namespace Paysig\Tests;

use GuzzleHttp\Client;
use GuzzleHttp\Exception\ConnectException;
use GuzzleHttp\Handler\CurlHandler;
use GuzzleHttp\Handler\StreamHandler;
use GuzzleHttp\HandlerStack;
use GuzzleHttp\Middleware;
use GuzzleHttp\Psr7\NoSeekStream;
use GuzzleHttp\Psr7\Utils;
use InvalidArgumentException;
use Paysig\ErrorCode;
use Paysig\Exception\ConfigurationException;
use Paysig\Exception\InputException;
use Paysig\Exception\RejectedException;
use Paysig\Gateways\Aeterna;
use Paysig\Gateways\GlobalPayment;
use Paysig\Gateways\Smart2pay;
use Paysig\Gateways\SmartGlocal;
use Paysig\Gateways\Solidgate;
use Paysig\Guzzle\SigningMiddleware;
use Paysig\Http\ResponseRejected;
use Paysig\Http\ResponseTooLarge;
use Paysig\Signer;
use PHPUnit\Framework\TestCase;
use Psr\Http\Client\ClientExceptionInterface;
use Psr\Http\Message\RequestInterface;
use Psr\Http\Message\ResponseInterface;

/** Over the wire to a server that writes down what came. */
final class GuzzleTest extends TestCase
{
    private static Server $gateway;
    private static Server $stranger;

    public static function setUpBeforeClass(): void
    {
        self::$gateway = new Server(__DIR__ . '/servers/gateway.php', ['-d', 'enable_post_data_reading=0']);
        self::$stranger = new Server(__DIR__ . '/servers/gateway.php', ['-d', 'enable_post_data_reading=0']);
    }

    protected function setUp(): void
    {
        self::$gateway->requests();
        self::$stranger->requests();
    }

    /** @return array<string, array{callable}> */
    public function handlers(): array
    {
        return ['curl' => [new CurlHandler()], 'streams' => [new StreamHandler()]];
    }

    /** @dataProvider handlers */
    public function testSignsWhatGoesOut(callable $handler): void
    {
        $client = self::client(self::solidgate(), $handler);
        $bodies = [
            ['json' => ['amount' => 100, 'note' => 'ä/ß']],
            ['body' => "\0\xff raw \r\n"],
            ['form_params' => ['a' => 'b c', 'd' => 'ü']],
            ['body' => new NoSeekStream(Utils::streamFor('{"only":"once"}'))],
            ['multipart' => [['name' => 'file', 'contents' => 'x', 'filename' => 'x.txt']]],
            ['body' => str_repeat('large ', 400_000)],
            [],
        ];
        foreach ($bodies as $options) {
            $client->post('/charge', $options);
            [$request] = self::$gateway->requests();
            self::assertSame(self::solidgateSignature($request['body']), $request['headers']['signature'], print_r(array_keys($options), true));
            self::assertSame('api_pk_test', $request['headers']['merchant']);
        }
    }

    /** @dataProvider handlers */
    public function testSignsTheTargetThatGoesOut(callable $handler): void
    {
        $client = self::client(GlobalPayment::signer(['sign_key' => 'sign-key'], ['query' => 'as-sent']), $handler, ['verifier' => false]);
        foreach (['/a/../b', '/a/./b?x=%2f&y=a+b', '/%7Euser//x', '/ü?ä=ö', '/p?q#fragment', '?x=1', '', '/a?'] as $uri) {
            $client->request('get', $uri === '' || $uri[0] === '/' ? $uri : "/$uri");
            [$request] = self::$gateway->requests();
            [$path, $query] = explode('?', $request['target'], 2) + [1 => ''];
            self::assertSame(
                base64_encode(hash_hmac('sha512', "GET{$request['headers']['timestamp']}$path$query", 'sign-key', true)),
                $request['headers']['signature'],
                "$uri went out as {$request['target']}"
            );
        }
    }

    public function testExpectedHeadersAreSetWhenAbsent(): void
    {
        $signer = Aeterna::signer(
            ['public_token' => 'token', 'email' => 'shop@example.com', 'secret_token' => 'secret'],
            ['allow_http_loopback' => true]
        );
        $client = self::client($signer);
        $client->post('/', ['body' => '{}']);
        $client->post('/', ['body' => '{}', 'headers' => ['Content-Type' => 'text/x', 'accept' => 'text/y']]);
        $client->post('/');
        [$plain, $own, $empty] = self::$gateway->requests();
        self::assertSame('application/json', $plain['headers']['content-type']);
        self::assertSame('application/json, text/plain', $plain['headers']['accept']);
        self::assertSame(['text/x', 'text/y'], [$own['headers']['content-type'], $own['headers']['accept']]);
        self::assertArrayNotHasKey('content-type', $empty['headers']);
    }

    public function testRetriesAreSignedAnewWithTheSameIdempotencyKey(): void
    {
        $key = (string) file_get_contents(__DIR__ . '/../../tests/vectors/keys/bank131.private.pem');
        $stack = (new SigningMiddleware(SmartGlocal::signer(['project' => 'shop', 'private_key' => $key])))->stack();
        // Pushed after signing was installed, and all the same below it in no attempt.
        $stack->push(self::retries());
        $client = new Client(['handler' => $stack, 'base_uri' => self::$gateway->url]);
        $client->post('/busy', ['json' => ['a' => 1], 'paysig' => ['idempotency_key' => 'auto']]);
        $keys = array_map(fn (array $request): string => $request['headers']['x-partner-idempotency-key'], self::$gateway->requests());
        self::assertCount(3, $keys);
        self::assertCount(1, array_unique($keys));
        self::assertMatchesRegularExpression('/^[0-9a-f]{32}$/', $keys[0]);

        $client->post('/ok', ['json' => ['a' => 1], 'paysig' => ['idempotency_key' => 'auto']]);
        [$next] = self::$gateway->requests();
        self::assertNotSame($keys[0], $next['headers']['x-partner-idempotency-key']);

        try {
            $client->post('/busy', ['json' => ['a' => 1], 'paysig' => ['idempotency_key' => null]]);
            self::fail('a request that should have had a key went out without one');
        } catch (InputException $exception) {
            self::assertSame(ErrorCode::InvalidIdempotencyKey, $exception->errorCode());
        }
        self::assertSame([], self::$gateway->requests());
    }

    public function testRetriesHaveTheWholeBodyThatCouldBeReadOnce(): void
    {
        $stack = (new SigningMiddleware(self::solidgate()))->stack();
        $stack->push(self::retries());
        $client = new Client(['handler' => $stack, 'base_uri' => self::$gateway->url]);
        $client->post('/busy', ['body' => new NoSeekStream(Utils::streamFor('{"only":"once"}'))]);
        $requests = self::$gateway->requests();
        self::assertSame(array_fill(0, 3, '{"only":"once"}'), array_column($requests, 'body'));
        foreach ($requests as $request) {
            self::assertSame(self::solidgateSignature($request['body']), $request['headers']['signature']);
        }
    }

    public function testARedirectThatNobodyFollowsIsVerified(): void
    {
        $stack = (new SigningMiddleware(GlobalPayment::signer(['sign_key' => 'sign-key'])))->stack();
        $stack->remove('allow_redirects');
        $client = new Client(['handler' => $stack, 'base_uri' => self::$gateway->url]);
        $this->expectException(ResponseRejected::class);
        $client->get('/redirect?to=/signed&status=302');
    }

    public function testRetriesHaveAFreshTimestampAndToken(): void
    {
        $tokens = 0;
        $signing = new SigningMiddleware(
            GlobalPayment::signer(['sign_key' => 'sign-key'], ['allow_http_loopback' => true]),
            accessToken: function () use (&$tokens): string {
                return 'token-' . ++$tokens;
            },
            verifier: false
        );
        $stack = HandlerStack::create();
        $stack->push(self::retries());
        $signing->install($stack);
        (new Client(['handler' => $stack]))->post(self::$gateway->url . '/busy', ['json' => []]);
        $headers = array_column(self::$gateway->requests(), 'headers');
        self::assertSame(['Bearer token-1', 'Bearer token-2', 'Bearer token-3'], array_column($headers, 'authorization'));
        // The time at which it goes out, not that at which the retry was decided.
        $timestamps = array_map(intval(...), array_column($headers, 'timestamp'));
        self::assertGreaterThanOrEqual(40, $timestamps[1] - $timestamps[0]);
        self::assertGreaterThanOrEqual(40, $timestamps[2] - $timestamps[1]);
        foreach ($headers as $one) {
            self::assertSame(
                base64_encode(hash_hmac('sha512', "POST{$one['timestamp']}/busy[]", 'sign-key', true)),
                $one['signature']
            );
        }
    }

    /** @dataProvider handlers */
    public function testRedirects(callable $handler): void
    {
        $client = self::client(self::solidgate(), $handler);
        foreach ([301 => 'GET', 302 => 'GET', 303 => 'GET', 307 => 'POST', 308 => 'POST'] as $status => $method) {
            $client->post('/redirect', ['query' => ['to' => '/there', 'status' => $status], 'body' => '{"a":1}']);
            [, $second] = self::$gateway->requests();
            self::assertSame($method, $second['method']);
            self::assertSame(self::solidgateSignature($second['body']), $second['headers']['signature']);

            $there = self::$stranger->url . '/there';
            $client->post('/redirect', ['query' => ['to' => $there, 'status' => $status], 'body' => '{"a":1}']);
            self::$gateway->requests();
            [$stolen] = self::$stranger->requests();
            self::assertArrayNotHasKey('signature', $stolen['headers']);
            self::assertArrayNotHasKey('merchant', $stolen['headers']);
        }
    }

    public function testOnceElsewhereAlwaysAStranger(): void
    {
        $back = self::$gateway->url . '/there';
        $away = self::$stranger->url . '/redirect?' . http_build_query(['to' => $back, 'status' => 307]);
        $client = self::client(self::solidgate());
        $client->post('/redirect', ['query' => ['to' => $away, 'status' => 307], 'body' => '{}']);
        [$first, $last] = self::$gateway->requests();
        self::assertArrayHasKey('signature', $first['headers']);
        self::assertArrayNotHasKey('signature', $last['headers']);

        $client->post('/ok', ['body' => '{}']);
        self::assertArrayHasKey('signature', self::$gateway->requests()[0]['headers']);
    }

    public function testARedirectCarriesNoToken(): void
    {
        $signer = GlobalPayment::signer(['sign_key' => 'sign-key'], ['allow_http_loopback' => true]);
        $client = self::client($signer, null, ['accessToken' => 'token', 'verifier' => false]);
        $client->get('/redirect', ['query' => ['to' => self::$stranger->url . '/there', 'status' => 307]]);
        self::assertSame('Bearer token', self::$gateway->requests()[0]['headers']['authorization']);
        [$stolen] = self::$stranger->requests();
        self::assertSame([], array_intersect(['authorization', 'signature', 'timestamp'], array_keys($stolen['headers'])));
    }

    /** @dataProvider handlers */
    public function testSignedResponsesAreVerified(callable $handler): void
    {
        $client = self::client(GlobalPayment::signer(['sign_key' => 'sign-key']), $handler);
        foreach (['/signed?a=b', '/compressed', '/bound', '/redirect?to=/signed&status=302'] as $target) {
            self::assertSame('{"ok":true}', (string) $client->get($target)->getBody(), $target);
            self::assertSame('{"ok":true}', $client->get($target, ['stream' => true])->getBody()->getContents(), $target);
        }
        foreach (['/forged' => ErrorCode::SignatureMismatch, '/unsigned' => ErrorCode::MissingHeader] as $target => $code) {
            try {
                $client->get($target);
                self::fail("$target was accepted");
            } catch (ResponseRejected $rejected) {
                self::assertSame($code, $rejected->errorCode());
                self::assertInstanceOf(RejectedException::class, $rejected);
                self::assertInstanceOf(ClientExceptionInterface::class, $rejected);
                self::assertSame(200, $rejected->getResponse()->getStatusCode());
                self::assertSame($target, $rejected->getRequest()->getRequestTarget());
            }
        }
        $this->expectException(ResponseRejected::class);
        $client->get('/redirect', ['query' => ['to' => self::$stranger->url . '/unsigned', 'status' => 302]]);
    }

    /** @dataProvider handlers */
    public function testALongResponseIsNotTaken(callable $handler): void
    {
        $signer = GlobalPayment::signer(['sign_key' => 'sign-key']);
        $client = self::client($signer, $handler, ['responseLimit' => 1 << 20]);
        foreach ([[], ['stream' => true], ['sink' => Utils::streamFor(fopen('php://temp', 'w+'))]] as $options) {
            try {
                $client->get('/endless', $options);
                self::fail('64 MiB were taken');
            } catch (ResponseTooLarge $refused) {
                self::assertStringContainsString('more than 1048576 bytes', $refused->getMessage());
                self::assertInstanceOf(ClientExceptionInterface::class, $refused);
            }
        }
        $exact = self::client($signer, $handler, ['responseLimit' => \strlen('{"ok":true}')]);
        self::assertSame('{"ok":true}', (string) $exact->get('/signed')->getBody());
        // What else goes wrong is what it was.
        try {
            self::client($signer, $handler)->get('http://127.0.0.1:' . Server::freePort() . '/signed');
            self::fail('nobody answered');
        } catch (ConnectException) {
        }
        $this->expectException(ResponseTooLarge::class);
        self::client($signer, $handler, ['responseLimit' => \strlen('{"ok":true}') - 1])->get('/signed');
    }

    public function testTheLengthIsTheBodys(): void
    {
        foreach ([2, 7, 2_000_000] as $length) {
            self::client(self::solidgate())->post('/charge', ['body' => '{"a":1}', 'headers' => ['content-length' => (string) $length]]);
            [$request] = self::$gateway->requests();
            self::assertSame(['{"a":1}', '7'], [$request['body'], $request['headers']['content-length']]);
            self::assertSame(self::solidgateSignature('{"a":1}'), $request['headers']['signature']);
        }
    }

    public function testAVerifierOfOnesOwnAndNone(): void
    {
        $signer = GlobalPayment::signer(['sign_key' => 'sign-key']);
        $other = GlobalPayment::responseVerifier(['sign_key' => 'other']);
        self::assertSame(200, self::client($signer, null, ['verifier' => false])->get('/unsigned')->getStatusCode());
        $this->expectException(ResponseRejected::class);
        self::client($signer, null, ['verifier' => $other])->get('/signed');
    }

    public function testAsynchronously(): void
    {
        // This version of Guzzle makes a property that it does not declare.
        set_error_handler(fn (int $level, string $message): bool => str_contains($message, 'CurlMultiHandler::$_mh'), \E_DEPRECATED);
        $client = self::client(self::solidgate());
        $promises = array_map(fn (int $n) => $client->postAsync('/ok', ['body' => "{\"n\":$n}"]), range(1, 5));
        foreach ($promises as $promise) {
            self::assertInstanceOf(ResponseInterface::class, $promise->wait());
        }
        restore_error_handler();
        foreach (self::$gateway->requests() as $request) {
            self::assertSame(self::solidgateSignature($request['body']), $request['headers']['signature']);
        }
    }

    public function testUnsigned(): void
    {
        self::client(self::solidgate())->post('/token', ['body' => '{}', 'paysig' => false]);
        self::assertArrayNotHasKey('signature', self::$gateway->requests()[0]['headers']);

        $uploads = self::client(GlobalPayment::signer(['sign_key' => 'sign-key']), null, ['verifier' => false]);
        $uploads->post('/upload', ['multipart' => [['name' => 'a', 'contents' => 'b']], 'paysig' => ['body' => 'unsigned']]);
        [$request] = self::$gateway->requests();
        self::assertStringStartsWith('multipart/form-data; boundary=', $request['headers']['content-type']);
        self::assertSame(
            base64_encode(hash_hmac('sha512', "POST{$request['headers']['timestamp']}/upload", 'sign-key', true)),
            $request['headers']['signature']
        );
    }

    public function testWrongUse(): void
    {
        $signer = self::solidgate();
        $client = self::client($signer);
        $mistakes = [
            [ConfigurationException::class, fn () => $client->post('/', ['paysig' => ['colour' => 'red']])],
            [ConfigurationException::class, fn () => $client->post('/', ['paysig' => ['timestamp' => '1']])],
            [InputException::class, fn () => $client->post('/', ['paysig' => 'auto'])],
            [ConfigurationException::class, fn () => new SigningMiddleware($signer, accessToken: 'token')],
            [InputException::class, fn () => new SigningMiddleware(new Signer('solidgate/webhook', ['public_key' => 'wh_pk', 'secret_key' => 'wh_sk']))],
            [InputException::class, fn () => self::client(Smart2pay::signer(['site_id' => '1', 'api_key' => 'k']))->get('/')],
            [InputException::class, fn () => $client->post('/redirect', ['curl' => [\CURLOPT_FOLLOWLOCATION => true]])],
            [InputException::class, fn () => $client->post('/redirect', ['stream_context' => ['http' => ['follow_location' => 1]]])],
            [InputException::class, fn () => new SigningMiddleware($signer, responseLimit: 0)],
            [InputException::class, fn () => self::client(Smart2pay::signer(
                ['site_id' => '1', 'api_key' => 'k'],
                ['allow_http_loopback' => true]
            ))->get('/', ['auth' => ['user', 'password']])],
        ];
        foreach ($mistakes as $index => [$class, $mistake]) {
            try {
                $mistake();
                self::fail("mistake $index was not found");
            } catch (InvalidArgumentException $exception) {
                self::assertInstanceOf($class, $exception);
            }
        }
        self::assertSame([], self::$gateway->requests());
    }

    private static function solidgate(): Signer
    {
        return Solidgate::signer(['public_key' => 'api_pk_test', 'secret_key' => 'api_sk_test']);
    }

    private static function solidgateSignature(string $body): string
    {
        return base64_encode(hash_hmac('sha512', "api_pk_test{$body}api_pk_test", 'api_sk_test'));
    }

    /** @param array<string, mixed> $arguments */
    private static function client(Signer $signer, ?callable $handler = null, array $arguments = []): Client
    {
        return new Client(['handler' => (new SigningMiddleware($signer, ...$arguments))->stack($handler), 'base_uri' => self::$gateway->url]);
    }

    private static function retries(): callable
    {
        return Middleware::retry(
            fn (int $retries, RequestInterface $request, ?ResponseInterface $response): bool =>
                $retries < 3 && $response?->getStatusCode() === 503,
            fn (): int => 40
        );
    }
}
