<?php

declare(strict_types=1);

namespace Paysig\Tests;

use GuzzleHttp\Client;
use Nyholm\Psr7\Factory\Psr17Factory;
use Paysig\ErrorCode;
use Paysig\Gateways\GlobalPayment;
use Paysig\Gateways\Smart2pay;
use Paysig\Gateways\SmartGlocal;
use Paysig\Http\RequestNotSigned;
use Paysig\Http\ResponseRejected;
use Paysig\Http\ResponseTooLarge;
use Paysig\Http\SigningClient;
use PHPUnit\Framework\TestCase;
use Psr\Http\Client\RequestExceptionInterface;

/** Guzzle as a PSR-18 client, with another library's messages. */
final class SigningClientTest extends TestCase
{
    private static Server $gateway;
    private Psr17Factory $messages;

    public static function setUpBeforeClass(): void
    {
        self::$gateway = new Server(__DIR__ . '/servers/gateway.php');
    }

    protected function setUp(): void
    {
        self::$gateway->requests();
        $this->messages = new Psr17Factory();
    }

    public function testSignsAndVerifies(): void
    {
        $tokens = fn (): string => 'token';
        $signer = GlobalPayment::signer(['sign_key' => 'sign-key'], ['allow_http_loopback' => true]);
        $client = new SigningClient(new Client(), $signer, $this->messages, accessToken: $tokens);
        $request = $this->messages->createRequest('post', self::$gateway->url . '/signed?a=b')
            ->withBody($this->messages->createStream('{"a":1}'));
        self::assertSame('{"ok":true}', $client->sendRequest($request)->getBody()->getContents());

        $streaming = new SigningClient(new Client(['stream' => true]), $signer, $this->messages, accessToken: $tokens);
        self::assertSame('{"ok":true}', $streaming->sendRequest($request)->getBody()->getContents());

        [$came] = self::$gateway->requests();
        self::assertSame(
            base64_encode(hash_hmac('sha512', "POST{$came['headers']['timestamp']}/signeda=b{\"a\":1}", 'sign-key', true)),
            $came['headers']['signature']
        );
        self::assertSame('Bearer token', $came['headers']['authorization']);
        self::assertSame('application/json', $came['headers']['content-type']);

        $small = new SigningClient(new Client(), $signer, $this->messages, accessToken: $tokens, responseLimit: 10);
        try {
            $small->sendRequest($request);
            self::fail('11 bytes were taken');
        } catch (ResponseTooLarge $refused) {
            self::assertStringContainsString('10 bytes', $refused->getMessage());
        }

        $this->expectException(ResponseRejected::class);
        $client->sendRequest($request->withUri($this->messages->createUri(self::$gateway->url . '/forged')));
    }

    public function testOptions(): void
    {
        $key = (string) file_get_contents(__DIR__ . '/../../tests/vectors/keys/bank131.private.pem');
        $signer = SmartGlocal::signer(['project' => 'shop', 'private_key' => $key]);
        $client = new SigningClient(new Client(), $signer, $this->messages, options: ['idempotency_key' => 'auto', 'submerchant' => 'a']);
        $request = $this->messages->createRequest('POST', self::$gateway->url . '/ok');
        $client->sendRequest($request);
        $client->sendRequest($request);
        $client->withOptions(['idempotency_key' => 'my-own'])->sendRequest($request);
        [$one, $two, $three] = array_column(self::$gateway->requests(), 'headers');
        self::assertNotSame($one['x-partner-idempotency-key'], $two['x-partner-idempotency-key']);
        self::assertSame(['my-own', 'a'], [$three['x-partner-idempotency-key'], $three['x-partner-submerchant']]);

        try {
            $client->withOptions(['idempotency_key' => null])->sendRequest($request);
            self::fail('a request that should have had a key went out without one');
        } catch (RequestNotSigned $exception) {
            self::assertSame(ErrorCode::InvalidIdempotencyKey, $exception->errorCode());
        }
        self::assertSame([], self::$gateway->requests());
    }

    public function testWhatCannotBeSignedIsNotSent(): void
    {
        $client = new SigningClient(new Client(), Smart2pay::signer(['site_id' => '1', 'api_key' => 'k']), $this->messages);
        $request = $this->messages->createRequest('GET', self::$gateway->url . '/ok');
        try {
            $client->sendRequest($request);
            self::fail('credentials went over http');
        } catch (RequestNotSigned $exception) {
            self::assertSame(ErrorCode::InsecureUrl, $exception->errorCode());
            self::assertInstanceOf(RequestExceptionInterface::class, $exception);
            self::assertSame($request, $exception->getRequest());
        }
        self::assertSame([], self::$gateway->requests());
    }
}
