<?php

declare(strict_types=1);

namespace Paysig;

use Paysig\Exception\ConfigurationException;
use Paysig\Exception\InputException;
use Paysig\Exception\InternalException;
use Paysig\Internal\Handle;
use Paysig\Internal\Key;
use Paysig\Internal\NotSerialized;
use SensitiveParameter;

/** An RSA private key of 2048 to 8192 bits. It shows nothing of itself. */
final class PrivateKey
{
    use NotSerialized;

    private function __construct(private readonly Handle $handle)
    {
    }

    /**
     * Makes a new key. It takes from a tenth of a second to several seconds.
     *
     * @param int $bits 2048, 3072 or 4096
     * @throws InputException|InternalException
     */
    public static function generate(int $bits = 2048): self
    {
        return new self(Key::generate($bits));
    }

    /**
     * Reads PKCS#1, PKCS#8 or encrypted PKCS#8, as PEM or DER. PEM may have any line ends, or literal `\n` in their place, and other text
     * around it. A passphrase for a key that is not encrypted is left unread.
     *
     * @throws ConfigurationException
     */
    public static function read(#[SensitiveParameter] string $material, #[SensitiveParameter] ?string $passphrase = null): self
    {
        return new self(Key::read('PRIVATE', $material, $passphrase));
    }

    /** PKCS#8 as PEM, encrypted if there is a passphrase (PBKDF2-HMAC-SHA-256 and AES-256-CBC). */
    public function toPem(#[SensitiveParameter] ?string $passphrase = null): string
    {
        return Key::write($this->handle, 'PRIVATE', 'PEM', $passphrase);
    }

    /** PKCS#8 as DER, encrypted if there is a passphrase (PBKDF2-HMAC-SHA-256 and AES-256-CBC). */
    public function toDer(#[SensitiveParameter] ?string $passphrase = null): string
    {
        return Key::write($this->handle, 'PRIVATE', 'DER', $passphrase);
    }

    /** The public half. */
    public function publicKey(): PublicKey
    {
        return PublicKey::read(Key::write($this->handle, 'PUBLIC', 'DER', null));
    }
}
