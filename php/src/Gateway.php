<?php

declare(strict_types=1);

namespace Paysig;

use FFI\CData;
use Paysig\Exception\ConfigurationException;
use Paysig\Exception\InputException;
use Paysig\Internal\Library;
use Paysig\Internal\Scratch;
use Paysig\Internal\Text;
use SensitiveParameter;

/** A payment company's API: its schemes, and what else a client must know to reach it. */
final class Gateway
{
    /**
     * @param list<array{environment: string, product: string, url: string}> $hosts
     * @param list<Scheme> $schemes
     */
    private function __construct(
        public readonly string $id,
        public readonly string $name,
        /** Empty when the company publishes none. An environment is `test`, `live`, or `any` where the credentials decide. */
        public readonly array $hosts,
        /** The path of an API call, with the places `{major}` and `{path}`. */
        public readonly string $endpoint,
        /** The answer that tells the gateway that a webhook arrived. */
        public readonly ?Acknowledgement $acknowledgement,
        public readonly array $schemes
    ) {
    }

    /** @return list<self> */
    public static function all(): array
    {
        return array_map(self::read(...), self::describe(null)['gateways']);
    }

    /** @throws ConfigurationException no gateway has this id */
    public static function of(string $id): self
    {
        // The library also describes schemes, errors and causes under their names.
        $described = str_contains($id, '/') ? [] : self::describe($id);
        if (!isset($described['gateways'])) {
            throw new ConfigurationException(ErrorCode::UnknownGateway, 'there is no such gateway; Gateway::all() lists them');
        }
        return self::read($described['gateways'][0]);
    }

    /** @throws ConfigurationException no gateway has this scheme */
    public static function ofScheme(string $scheme): self
    {
        foreach (self::all() as $gateway) {
            if (\in_array($scheme, array_column($gateway->schemes, 'id'), true)) {
                return $gateway;
            }
        }
        throw new ConfigurationException(ErrorCode::UnknownScheme, 'no gateway has this scheme; Gateway::all() lists them');
    }

    /**
     * The URL of an API call.
     *
     * @param string $path below the API's base, percent-encoded, with or without a leading slash
     * @param string $environment `live` or `test`
     * @param ?string $product such as `cards`; the gateway's first without it
     * @param ?string $version of the API, such as `1.0`, where the gateway's URLs have one; the first without it
     * @throws InputException the gateway publishes no such host, or the path could not go over the wire
     */
    public function url(string $path, string $environment = 'live', ?string $product = null, ?string $version = null): string
    {
        $ffi = Library::ffi();
        return Text::string($ffi, fn (CData $url, CData $message): int => $ffi->paysig_gateway_url(
            $this->id,
            \strlen($this->id),
            $environment,
            \strlen($environment),
            $product,
            \strlen($product ?? ''),
            $version,
            \strlen($version ?? ''),
            $path,
            \strlen($path),
            $url,
            $message,
            Scratch::MESSAGE_SIZE
        ));
    }

    /**
     * What error an answer of this gateway is; null when it is none.
     *
     * @param string $body of the answer, whatever it holds
     * @param int $status of the answer; 0 when it is not known
     * @throws InputException the status is none
     */
    public function error(#[SensitiveParameter] string $body, int $status = 0): ?GatewayError
    {
        // FFI would cut off what is above 32 bits.
        if ($status < 0 || $status > 999) {
            throw new InputException(ErrorCode::InvalidArgument, "$status is no HTTP status");
        }
        $ffi = Library::ffi();
        $error = Text::json($ffi, fn (CData $text, CData $message): int => $ffi->paysig_gateway_error(
            $this->id,
            \strlen($this->id),
            $status,
            $body,
            \strlen($body),
            $text,
            $message,
            Scratch::MESSAGE_SIZE
        ));
        return $error === null ? null : GatewayError::read($error);
    }

    /** @return array<string, mixed> */
    private static function describe(?string $subject): array
    {
        $ffi = Library::ffi();
        return Text::json($ffi, fn (CData $text, CData $message): int =>
            $ffi->paysig_describe($subject, \strlen($subject ?? ''), $text, $message, Scratch::MESSAGE_SIZE));
    }

    /** @param array<string, mixed> $gateway */
    private static function read(array $gateway): self
    {
        $acknowledgement = $gateway['acknowledgement'];
        return new self(
            $gateway['id'],
            $gateway['name'],
            $gateway['hosts'],
            $gateway['endpoint'],
            $acknowledgement === null
                ? null
                : new Acknowledgement($acknowledgement['status'], $acknowledgement['content_type'], $acknowledgement['body']),
            array_map(Scheme::read(...), $gateway['schemes'])
        );
    }
}
