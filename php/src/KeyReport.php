<?php

declare(strict_types=1);

namespace Paysig;

use Paysig\Exception\ConfigurationException;
use Paysig\Internal\Key;
use SensitiveParameter;

/** What a piece of key material is; all of it may be shown to anybody. */
final class KeyReport
{
    private function __construct(
        /** `private` or `public`. */
        public readonly string $kind,
        /** `pkcs1`, `pkcs8`, `encrypted_pkcs8`, `spki` or `certificate`. */
        public readonly string $form,
        /** `pem` or `der`. */
        public readonly string $encoding,
        /** The size of the modulus. */
        public readonly int $bits,
        /** The public exponent. */
        public readonly int $exponent,
        /** Of the public key, as 64 lower-case hex digits: two keys with the same one belong together. */
        public readonly string $fingerprint
    ) {
    }

    /**
     * Says what the first key or certificate in some material is. Only keys that could be used are described.
     *
     * @throws ConfigurationException
     */
    public static function inspect(#[SensitiveParameter] string $material, #[SensitiveParameter] ?string $passphrase = null): self
    {
        $report = Key::inspect($material, $passphrase);
        return new self(
            $report['kind'],
            $report['form'],
            $report['encoding'],
            $report['bits'],
            $report['exponent'],
            $report['fingerprint']
        );
    }
}
