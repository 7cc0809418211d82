<?php

declare(strict_types=1);

namespace Paysig\Tests;

use Paysig\FormKind;
use Paysig\Gateway;
use Paysig\Gateways\SmartGlocal;
use Paysig\Gateways\Solidgate;
use Paysig\Scheme;
use Paysig\Signer;
use PHPUnit\Framework\TestCase;
use ReflectionClass;

final class GatewayTest extends TestCase
{
    public function testDescriptions(): void
    {
        $index = json_decode((string) file_get_contents(__DIR__ . '/../../tests/vectors/index.json'), true);
        $ids = [];
        foreach (Gateway::all() as $gateway) {
            self::assertEquals($gateway, Gateway::of($gateway->id));
            foreach ($gateway->schemes as $scheme) {
                self::assertEquals($scheme, Scheme::of($scheme->id));
                self::assertSame($gateway->id, Gateway::ofScheme($scheme->id)->id);
                self::assertContains($scheme->kind, ['request', 'response', 'webhook']);
                $ids[] = $scheme->id;
            }
        }
        $tested = array_merge(...array_map(fn (array $file): array => array_keys($file['schemes']), $index['files']));
        self::assertSame([], array_diff($ids, $tested));
        self::assertNotEmpty($ids);
    }

    public function testEverySchemeOfAMerchantHasAConvenience(): void
    {
        foreach (Gateway::all() as $gateway) {
            foreach ($gateway->schemes as $scheme) {
                $name = str_replace(' ', '', ucwords(strtr(explode('/', $scheme->id)[0], '-', ' ')));
                $class = new ReflectionClass("Paysig\\Gateways\\$name");
                $function = ['request' => 'signer', 'response' => 'responseVerifier', 'webhook' => 'verifier'][$scheme->kind];
                self::assertStringContainsString("`{$scheme->id}`: {$scheme->rule}.", (string) $class->getMethod($function)->getDocComment());
            }
        }
    }

    public function testUrls(): void
    {
        self::assertSame(
            'https://demo.smart-glocal.com/api/v1/session/create',
            SmartGlocal::url('/session/create', 'test', version: '1.0')
        );
        self::assertSame('https://gate.solidgate.com/api/v1/init-payment', Solidgate::url('init-payment', product: 'alternative'));
        self::assertSame(Solidgate::url('charge'), Gateway::of('solidgate')->url('charge'));
    }

    public function testErrors(): void
    {
        $error = Gateway::of('solidgate')->error('{"error":{"code":"2.01","messages":{"order.amount":["too small"]}}}', 200);
        self::assertNotNull($error);
        self::assertSame(['2.01', 'validation', 'corrected', null], [$error->code, $error->kind, $error->retry, $error->retryAfter]);
        self::assertSame([['attribute' => 'order.amount', 'text' => 'too small']], $error->messages);
        self::assertNull(Gateway::of('solidgate')->error('{"order":{}}', 200));
    }

    public function testTheFormIsWhatPhpsOpensslDecrypts(): void
    {
        $secret = 'api_sk_0d6b3f1c52a94e0f9c7d81e2b3a4c511';
        $signer = Solidgate::signer(['public_key' => 'api_pk_1', 'secret_key' => $secret]);
        $attributes = ['order_id' => 'ä/1', 'amount' => 1.0];
        $fields = $signer->form(FormKind::Data, $attributes);
        self::assertEqualsCanonicalizing(['paymentIntent', 'merchant', 'signature'], array_keys($fields));
        $intent = (string) base64_decode(strtr($fields['paymentIntent'], '-_', '+/'), true);
        $json = openssl_decrypt(substr($intent, 16), 'aes-256-cbc', substr($secret, 0, 32), \OPENSSL_RAW_DATA, substr($intent, 0, 16));
        self::assertSame('{"order_id":"ä/1","amount":1.0}', $json);
        self::assertSame(
            base64_encode(hash_hmac('sha512', "api_pk_1{$fields['paymentIntent']}api_pk_1", $secret)),
            $fields['signature']
        );
        self::assertNotSame($fields['paymentIntent'], $signer->form(FormKind::Data, $attributes)['paymentIntent']);
        self::assertEqualsCanonicalizing(['partialIntent', 'signature'], array_keys($signer->form(FormKind::Update, '{}')));

        $this->expectExceptionMessage('payment form');
        (new Signer('sumsub/request', ['app_token' => 'a', 'secret_key' => $secret]))->form(FormKind::Data, '{}');
    }
}
