<?php

declare(strict_types=1);

namespace Paysig\Tests\Census;

use GuzzleHttp\HandlerStack;
use GuzzleHttp\Promise\Create;
use GuzzleHttp\Promise\PromiseInterface;
use Nyholm\Psr7\Factory\Psr17Factory;
use Nyholm\Psr7\Response;
use Nyholm\Psr7\ServerRequest;
use Paysig\Explanation;
use Paysig\FormKind;
use Paysig\Gateway;
use Paysig\Guzzle\SigningMiddleware;
use Paysig\Headers;
use Paysig\Http\SigningClient;
use Paysig\KeyReport;
use Paysig\PrivateKey;
use Paysig\PublicKey;
use Paysig\Scheme;
use Paysig\Signer;
use Paysig\Verified;
use Paysig\Verifier;
use Paysig\Webhook\Endpoint;
use Paysig\Webhook\WebhookHandler;
use Paysig\Webhook\WebhookMiddleware;
use Psr\Http\Client\ClientInterface;
use Psr\Http\Message\RequestInterface;
use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\ServerRequestInterface;
use Psr\Http\Server\RequestHandlerInterface;
use ReflectionMethod;
use RuntimeException;

/** A call of a public function with everything as it should be. */
final class Usual
{
    public const SECRET = 'ZqY3vN8tKw5RbH2mXj7LcP9dSfG4aUeT';
    public const SCHEME = 'global-payment/request';
    public const KEYS = ['sign_key' => self::SECRET];
    public const HOOK_KEYS = ['public_key' => 'wh_pk_1', 'secret_key' => self::SECRET];
    public const URL = 'https://gateway.example/v1/pay?id=7';
    /** Enough to see that it is asked for, and soon at its end. */
    public const BUDGET = 65_536;

    /**
     * @param class-string $class
     * @param array<string, mixed> $arguments
     * @param ?object $object what the method is called on; null for a constructor or static method
     */
    private function __construct(
        private readonly string $class,
        private readonly string $method,
        public readonly array $arguments,
        public readonly ?object $object
    ) {
    }

    /** Null for what the census does not know. */
    public static function of(ReflectionMethod $method): ?self
    {
        $class = $method->class;
        $arguments = self::arguments($method);
        $needsObject = !$method->isStatic() && !$method->isConstructor();
        $object = $needsObject && !enum_exists($class) ? self::object($class) : null;
        $object = $method->name === 'form' ? self::merchant() : $object;
        $enum = $needsObject && enum_exists($class) ? $class::cases()[0] : null;
        $names = array_column($method->getParameters(), 'name', 'name');
        $unknown = $arguments === null || ($needsObject && $object === null && $enum === null);
        return $unknown ? null : new self($class, $method->name, array_intersect_key($arguments, $names), $object ?? $enum);
    }

    public function with(string $argument, mixed $bad): self
    {
        return new self($this->class, $this->method, [$argument => $bad] + $this->arguments, $this->object);
    }

    public function on(object $object): self
    {
        return new self($this->class, $this->method, $this->arguments, $object);
    }

    /** From a file with strict types, as reflection would not; throws also what `onError` is told. */
    public function call(): void
    {
        [$class, $method] = [$this->class, $this->method];
        Heard::only(fn (): mixed => match (true) {
            $method === '__construct' => new $class(...$this->arguments),
            $this->object === null => $class::$method(...$this->arguments),
            default => $this->object->$method(...$this->arguments),
        });
    }

    /** @return list<string> */
    public static function secrets(): array
    {
        return [self::SECRET, explode("\n", self::key('rsa2048.pkcs8.pem'))[3]];
    }

    public static function key(string $name): string
    {
        return (string) file_get_contents(__DIR__ . "/../../../tests/vectors/keys/$name");
    }

    public static function signer(): Signer
    {
        return new Signer(self::SCHEME, self::KEYS);
    }

    /** Of the gateway that has payment forms. */
    public static function merchant(): Signer
    {
        return new Signer('solidgate/request', ['public_key' => 'api_pk_1', 'secret_key' => self::SECRET]);
    }

    public static function verifier(): Verifier
    {
        return new Verifier(self::SCHEME, self::KEYS);
    }

    public static function hookVerifier(): Verifier
    {
        return new Verifier('solidgate/webhook', self::HOOK_KEYS);
    }

    /** @return array<string, string> */
    public static function headers(): array
    {
        return self::signer()->sign('POST', self::URL, '{}');
    }

    public static function webhook(string $body = '{}'): ServerRequest
    {
        $headers = (new Signer('solidgate/webhook', self::HOOK_KEYS))->sign(body: '{}');
        return new ServerRequest('POST', 'https://shop.example/hooks', $headers, $body);
    }

    public static function request(): RequestInterface
    {
        $factory = new Psr17Factory();
        return $factory->createRequest('POST', self::URL)->withBody($factory->createStream('{}'));
    }

    /** Answers every request without sending it. */
    public static function client(): ClientInterface
    {
        return new class implements ClientInterface {
            public function sendRequest(RequestInterface $request): ResponseInterface
            {
                return new Response();
            }
        };
    }

    public static function signingClient(mixed ...$others): SigningClient
    {
        return new SigningClient(self::client(), self::signer(), new Psr17Factory(), ...$others + ['verifier' => false]);
    }

    /** @return array<string, string> credentials by their roles, for any scheme */
    public static function credentials(string $scheme): array
    {
        $credentials = [];
        foreach (Scheme::of($scheme)->fields as ['name' => $name, 'role' => $role]) {
            $credentials[$name] = match ($role) {
                'signing_key' => self::key('rsa2048.pkcs8.pem'),
                'verifying_key' => self::key('rsa2048.spki.pem'),
                'passphrase' => 'left unread',
                default => self::SECRET,
            };
        }
        return $credentials;
    }

    /** The scheme that a generated function is for, as its documentation says. */
    public static function schemeOf(ReflectionMethod $method): string
    {
        return preg_match('/`([a-z0-9-]+\/[a-z-]+)`: /', (string) $method->getDocComment(), $found) === 1
            ? $found[1]
            : throw new RuntimeException("{$method->class}::{$method->name} does not say its scheme");
    }

    public static function isGenerated(ReflectionMethod $method): bool
    {
        return str_starts_with($method->class, 'Paysig\\Gateways\\');
    }

    /** @return ?array<string, mixed> */
    private static function arguments(ReflectionMethod $method): ?array
    {
        if ($method->getNumberOfParameters() === 0) {
            return [];
        }
        if (self::isGenerated($method)) {
            return $method->name === 'url'
                ? ['path' => 'v1', 'environment' => 'live', 'product' => null, 'version' => null]
                : ['credentials' => self::credentials(self::schemeOf($method)), 'options' => []];
        }
        if ($method->name === '__unserialize') {
            return ['data' => []];
        }
        $message = ['method' => 'POST', 'url' => self::URL, 'body' => '{}', 'options' => [], 'now' => null];
        $factory = new Psr17Factory();
        $receive = ['limit' => 1 << 20, 'onError' => Heard::failure(...)];
        return match ("{$method->class}::{$method->name}") {
            Signer::class . '::__construct' => ['scheme' => self::SCHEME, 'credentials' => self::KEYS, 'options' => []],
            Verifier::class . '::__construct' => ['scheme' => self::SCHEME, 'credentials' => self::KEYS, 'options' => []],
            Signer::class . '::sign', Signer::class . '::stringToSign' => $message,
            Signer::class . '::form' => ['kind' => FormKind::Data, 'attributes' => '{}', 'iv' => null],
            Verifier::class . '::verify' => ['headers' => self::headers()] + $message + ['replayKey' => false],
            Verifier::class . '::explain' => ['headers' => self::headers()] + $message + ['replayKey' => false, 'others' => [], 'budget' => self::BUDGET],
            Headers::class . '::fromServer' => ['server' => ['HTTP_SIGNATURE' => 'a']],
            Gateway::class . '::of' => ['id' => 'solidgate'],
            Gateway::class . '::ofScheme', Scheme::class . '::of' => ['scheme' => self::SCHEME, 'id' => self::SCHEME],
            Gateway::class . '::url' => ['path' => 'v1', 'environment' => 'live', 'product' => null, 'version' => null],
            Gateway::class . '::error' => ['body' => '{}', 'status' => 400],
            Scheme::class . '::hasOption' => ['name' => 'tolerance'],
            PrivateKey::class . '::generate' => ['bits' => 2048],
            PrivateKey::class . '::read', KeyReport::class . '::inspect' =>
                ['material' => self::key('rsa2048.pkcs8-encrypted.pem'), 'passphrase' => 'correct horse battery staple'],
            PrivateKey::class . '::toPem', PrivateKey::class . '::toDer' => ['passphrase' => 'p'],
            PublicKey::class . '::read' => ['material' => self::key('rsa2048.spki.pem')],
            SigningClient::class . '::__construct' => [
                'client' => self::client(),
                'signer' => self::signer(),
                'streams' => $factory,
                'accessToken' => 'token',
                'verifier' => false,
                'options' => [],
                'responseLimit' => 1 << 20,
            ],
            SigningClient::class . '::withOptions' => ['options' => []],
            SigningClient::class . '::sendRequest' => ['request' => self::request()],
            SigningMiddleware::class . '::__construct' =>
                ['signer' => self::signer(), 'accessToken' => 'token', 'verifier' => false, 'responseLimit' => 1 << 20],
            SigningMiddleware::class . '::stack' => ['handler' => self::answering(...)],
            SigningMiddleware::class . '::install' => ['stack' => HandlerStack::create(self::answering(...))],
            Endpoint::class . '::serve' => ['verifier' => self::hookVerifier(), 'process' => fn () => null] + $receive,
            WebhookHandler::class . '::__construct' => ['verifier' => self::hookVerifier(), 'process' => fn () => null]
                + ['responses' => $factory, 'streams' => $factory] + $receive,
            WebhookHandler::class . '::handle' => ['request' => self::webhook()],
            WebhookMiddleware::class . '::__construct' =>
                ['verifier' => self::hookVerifier(), 'responses' => $factory, 'streams' => $factory] + $receive,
            WebhookMiddleware::class . '::process' => ['request' => self::webhook(), 'handler' => self::acknowledging()],
            default => null,
        };
    }

    private static function object(string $class): ?object
    {
        $factory = new Psr17Factory();
        return match ($class) {
            Signer::class => self::signer(),
            Verifier::class => self::verifier(),
            Verified::class => self::verifier()->verify(self::headers(), '{}', 'POST', self::URL, replayKey: true),
            Explanation::class => self::verifier()->explain(self::headers(), 'x', 'POST', self::URL, budget: self::BUDGET),
            Gateway::class => Gateway::of('smart-glocal'),
            Scheme::class => Scheme::of(self::SCHEME),
            PrivateKey::class => PrivateKey::read(self::key('rsa2048.pkcs8.pem')),
            PublicKey::class => PublicKey::read(self::key('rsa2048.spki.pem')),
            SigningClient::class => self::signingClient(),
            SigningMiddleware::class => new SigningMiddleware(self::signer(), verifier: false),
            WebhookHandler::class => new WebhookHandler(self::hookVerifier(), fn () => null, $factory, $factory, onError: Heard::failure(...)),
            WebhookMiddleware::class => new WebhookMiddleware(self::hookVerifier(), $factory, $factory, onError: Heard::failure(...)),
            default => null,
        };
    }

    /** @param array<string, mixed> $options */
    public static function answering(RequestInterface $request, array $options): PromiseInterface
    {
        return Create::promiseFor(new Response());
    }

    public static function acknowledging(): RequestHandlerInterface
    {
        return new class implements RequestHandlerInterface {
            public function handle(ServerRequestInterface $request): ResponseInterface
            {
                return $request->getAttribute(WebhookMiddleware::ACKNOWLEDGEMENT);
            }
        };
    }
}
