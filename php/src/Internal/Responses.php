<?php

declare(strict_types=1);

namespace Paysig\Internal;

use Paysig\Verifier;
use SensitiveParameter;

/**
 * Makes what verifies the answers to a signer's requests.
 *
 * @internal
 */
final class Responses
{
    /**
     * Null where the gateway does not sign its answers with the credentials of its requests.
     *
     * @param array<mixed> $credentials
     * @param array<mixed> $options
     */
    public static function verifier(string $scheme, #[SensitiveParameter] array $credentials, array $options): ?Verifier
    {
        $response = ResponseSchemes::OF[$scheme] ?? null;
        if ($response === null) {
            return null;
        }
        $shared = array_filter(array_intersect_key($credentials, array_flip($response['credentials'])), is_string(...));
        if (\count($shared) !== \count($response['credentials'])) {
            return null;
        }
        return new Verifier($response['scheme'], $shared, array_intersect_key($options, array_flip($response['options'])));
    }
}
