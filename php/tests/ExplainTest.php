<?php

declare(strict_types=1);

namespace Paysig\Tests;

use DateTimeImmutable;
use Paysig\Cause;
use Paysig\Certainty;
use Paysig\ErrorCode;
use Paysig\Exception\ConfigurationException;
use Paysig\Exception\InputException;
use Paysig\Exception\PaysigException;
use Paysig\Exception\RejectedException;
use Paysig\Explanation;
use Paysig\Finding;
use Paysig\Gateway;
use Paysig\Gateways\GlobalPayment;
use Paysig\Outcome;
use Paysig\Signer;
use Paysig\Verifier;
use PHPUnit\Framework\TestCase;
use stdClass;
use Throwable;
use TypeError;

/** Why a signature does not match. */
final class ExplainTest extends TestCase
{
    private const KEYS = ['public_key' => 'wh_pk_c52ea06e', 'secret_key' => 'wh_sk_1f4a9eb0'];
    private const BODY = '{"order":{"card":"4111-secret-digits","amount":100}}';
    // As somebody's framework wrote it again.
    private const REENCODED = '{"order": {"card": "4111-secret-digits", "amount": 100}}';

    public function testEveryCase(): void
    {
        $index = Cases::read(Cases::EXPLAIN . 'index.json');
        $run = 0;
        $failures = [];
        foreach ($index['files'] as ['file' => $file, 'cases' => $count]) {
            $cases = Cases::read(Cases::EXPLAIN . $file)['cases'];
            self::assertCount($count, $cases, $file);
            foreach ($cases as $case) {
                try {
                    $this->explain($case, $run);
                } catch (Throwable $failure) {
                    $failures[] = "{$case['id']}: {$failure->getMessage()}";
                }
                $run++;
            }
        }
        fwrite(\STDOUT, "\nphp: $run mistakes explained\n");
        self::assertSame([], \array_slice($failures, 0, 20), \count($failures) . ' cases failed');
        self::assertSame($index['total'], $run);
    }

    /** @param array<string, mixed> $case */
    private function explain(array $case, int $turn): void
    {
        $verifier = new Verifier($case['scheme'], Cases::keyring($case['credentials'], $turn), Cases::buildingOptions($case));
        $message = Cases::message($case) + ['body' => null];
        $others = Cases::keyring($case['others'] ?? [], $turn);
        $explanation = $verifier->explain(Cases::headers($case['headers'], $turn), ...$message, others: $others);

        $expect = $case['expect'];
        self::assertSame(Outcome::Explained->value, $explanation->outcome->value);
        self::assertSame($case['scheme'], $explanation->scheme);
        self::assertEqualsCanonicalizing($expect['causes'], array_column($explanation->findings, 'cause'));
        self::assertSame($expect['label'] ?? null, $explanation->label);
        foreach ($explanation->findings as $finding) {
            self::assertSame($expect['certainty'], $finding->certainty->value);
        }
        if (isset($expect['encoder'])) {
            $names = fn (Finding $finding): array => [...$finding->encoders, ...preg_split('/[ :]/', $finding->detail) ?: []];
            self::assertContains($expect['encoder'], array_merge(...array_map($names, $explanation->findings)));
        }
        try {
            $verifier->verify(Cases::headers($case['headers'], $turn), ...$message);
        } catch (RejectedException $refused) {
            self::assertSame(
                [$refused->code(), $refused->getCode(), $refused->getMessage()],
                [$explanation->rejection?->code(), $explanation->rejection?->getCode(), $explanation->rejection?->getMessage()]
            );
            return;
        }
        self::fail('explaining made it acceptable');
    }

    public function testWhatIsFound(): void
    {
        $explanation = self::verifier()->explain(self::headers(), self::REENCODED);
        self::assertFalse($explanation->verifies());
        self::assertSame(ErrorCode::SignatureMismatch, $explanation->rejection?->errorCode());
        self::assertSame('default', $explanation->label);
        [$finding] = $explanation->findings;
        self::assertSame(['json_reencoded', Certainty::Proven], [$finding->cause, $finding->certainty]);
        self::assertContains('javascript', $finding->encoders);
        self::assertStringContainsString($finding->summary, $explanation->text);
        self::assertSame($explanation->text, (string) $explanation);
        self::assertGreaterThan(0, $explanation->attempts);
        self::assertGreaterThan(\strlen(self::BODY), $explanation->bytes);
        self::assertFalse($explanation->exhausted);

        $json = json_decode($explanation->json, true, 64, \JSON_THROW_ON_ERROR);
        self::assertSame($finding->detail, $json['findings'][0]['detail']);
        $capsule = json_decode($explanation->capsule, true, 64, \JSON_THROW_ON_ERROR);
        self::assertSame(['length' => \strlen(self::REENCODED), 'sha256' => hash('sha256', self::REENCODED)], $capsule['body']);
    }

    public function testWhatVerifies(): void
    {
        $explanation = self::verifier()->explain(self::headers(), self::BODY);
        self::assertSame(Outcome::Verifies, $explanation->outcome);
        self::assertTrue($explanation->verifies());
        self::assertSame([null, 'default', []], [$explanation->rejection, $explanation->label, $explanation->findings]);

        $old = new DateTimeImmutable('2026-01-01T00:00:00Z');
        $headers = (new Signer('global-payment/webhook', ['sign_key' => 'k']))->sign(body: '{}', now: $old);
        $verifier = GlobalPayment::verifier(['sign_key' => 'k']);
        self::assertTrue($verifier->explain($headers, '{}', now: $old)->verifies());
        $call = ['headers' => $headers, 'body' => '{}', 'now' => $old, 'replayKey' => true];
        $verifier->verify(...$call);
        self::assertTrue($verifier->explain(...$call)->verifies());
        self::assertSame(ErrorCode::Stale, $verifier->explain($headers, '{}')->rejection?->errorCode());
    }

    public function testWhatIsNotFound(): void
    {
        $explanation = self::verifier()->explain(self::headers(), '{"order":{"amount":999}}');
        self::assertSame([Outcome::Unexplained, null, []], [$explanation->outcome, $explanation->label, $explanation->findings]);
        self::assertContains('json_reencoded', $explanation->ruledOut);
        self::assertSame([], array_diff($explanation->ruledOut, array_column(Cause::all(), 'id')));

        $bounded = self::verifier()->explain(self::headers(), '{"order":{"amount":999}}', budget: 2_000);
        self::assertTrue($bounded->exhausted);
        self::assertLessThan($explanation->bytes, $bounded->bytes);
    }

    public function testAnObservation(): void
    {
        $rsa = fn (string $half): string => Cases::bytes(['file' => "bank131.$half.pem"]);
        $headers = (new Signer('smart-glocal/request', ['project' => 'shop', 'private_key' => $rsa('private')]))->sign(body: '{"a":1}');
        $verifier = new Verifier('smart-glocal/request', ['project' => 'shop', 'public_key' => $rsa('public')]);
        [$observation] = $verifier->explain($headers, 'something else')->observations;
        self::assertSame('rsa_other_content', $observation->id);
        self::assertNotSame('', $observation->text);
    }

    public function testOtherCredentials(): void
    {
        $other = ['secret_key' => 'wh_sk_of_the_sandbox'] + self::KEYS;
        $headers = (new Signer('solidgate/webhook', $other))->sign(body: self::BODY);
        self::assertSame(Outcome::Unexplained, self::verifier()->explain($headers, self::BODY)->outcome);
        foreach ([['sandbox' => $other], [['sandbox', $other]]] as $others) {
            $explanation = self::verifier()->explain($headers, self::BODY, others: $others);
            self::assertSame(['key_other_label'], array_column($explanation->findings, 'cause'));
            self::assertSame('sandbox', $explanation->label);
        }
        self::assertSame(['key_other_label'], array_column(self::verifier()->explain($headers, self::BODY, others: $other)->findings, 'cause'));
    }

    public function testNothingSecretIsShown(): void
    {
        $other = ['secret_key' => 'wh_sk_of_the_sandbox'] + self::KEYS;
        $explanation = self::verifier()->explain(self::headers(), self::REENCODED, others: ['sandbox' => $other]);
        ob_start();
        var_dump($explanation);
        $shown = implode("\n", [$explanation->text, $explanation->json, $explanation->capsule, print_r($explanation, true), ob_get_clean()]);
        $expected = base64_decode(self::sign(self::REENCODED)['Signature'], true);
        $secrets = [self::KEYS['secret_key'], $other['secret_key'], '4111-secret-digits', (string) $expected, self::headers()['Signature']];
        foreach ($secrets as $secret) {
            foreach ([$secret, base64_encode($secret), bin2hex($secret)] as $form) {
                self::assertStringNotContainsString($form, $shown);
            }
        }
        self::assertStringContainsString('signature_mismatch', $shown);
    }

    public function testWrongUse(): void
    {
        $verifier = self::verifier();
        $codes = [
            'missing_body' => fn () => $verifier->explain(self::headers(), null),
            'unknown_option' => fn () => $verifier->explain(self::headers(), '{}', options: ['colour' => 'red']),
            'invalid_headers' => fn () => $verifier->explain(['Merchant' => "a\0b"], '{}'),
            'invalid_argument' => fn () => $verifier->explain(self::headers(), '{}', budget: 0),
            'missing_credential' => fn () => $verifier->explain(self::headers(), '{}', others: ['old' => []]),
            'duplicate_credential' => fn () => $verifier->explain(self::headers(), '{}', others: [['a', self::KEYS], ['a', self::KEYS]]),
        ];
        foreach ($codes as $code => $call) {
            try {
                $call();
                self::fail("$code was not found");
            } catch (PaysigException $exception) {
                self::assertSame($code, $exception->code());
                self::assertThat($exception, self::logicalOr(
                    self::isInstanceOf(InputException::class),
                    self::isInstanceOf(ConfigurationException::class)
                ));
            }
        }
        $types = [
            'body must be a string of bytes' => fn () => $verifier->explain(self::headers(), ['order' => 1]),
            'headers must be' => fn () => $verifier->explain('Merchant: a', '{}'),
            'a credential must be a string' => fn () => $verifier->explain(self::headers(), '{}', others: ['secret_key' => false]),
            '$budget' => fn () => $verifier->explain(self::headers(), '{}', budget: '7'),
            '$now' => fn () => $verifier->explain(self::headers(), '{}', now: new stdClass()),
        ];
        foreach ($types as $said => $call) {
            try {
                $call();
                self::fail("$said was not said");
            } catch (TypeError $error) {
                self::assertStringContainsString($said, $error->getMessage());
            }
        }
        // What a sender leaves out is no mistake of the caller's.
        self::assertSame(['header_missing'], array_column($verifier->explain([], '{}')->findings, 'cause'));
    }

    public function testTheTableOfCauses(): void
    {
        $ids = array_column(Cause::all(), 'id');
        self::assertSame($ids, array_unique($ids));
        $tested = array_map(fn (array $file): string => basename($file['file'], '.json'), Cases::read(Cases::EXPLAIN . 'index.json')['files']);
        self::assertEqualsCanonicalizing($ids, array_values(array_diff($tested, ['pairs'])));
        foreach (Cause::all() as $cause) {
            self::assertNotSame('', $cause->summary);
            self::assertNotSame('', $cause->fix);
        }
        try {
            Gateway::of('causes');
            self::fail('a gateway has this name');
        } catch (ConfigurationException $exception) {
            self::assertSame(ErrorCode::UnknownGateway, $exception->errorCode());
        }
    }

    private static function verifier(): Verifier
    {
        return new Verifier('solidgate/webhook', self::KEYS);
    }

    /** @return array<string, string> */
    private static function headers(): array
    {
        return self::sign(self::BODY);
    }

    /** @return array<string, string> */
    private static function sign(string $body): array
    {
        return (new Signer('solidgate/webhook', self::KEYS))->sign(body: $body);
    }
}
