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

    /**
     * PKCS#8 as PEM, encrypted with the passphrase (PBKDF2-HMAC-SHA-256 and AES-256-CBC); without the argument it is not encrypted. A
     * passphrase that is null or empty is refused: it comes from a variable that is not set.
     *
     * @throws ConfigurationException
     */
    public function toPem(#[SensitiveParameter] ?string $passphrase = null): string
    {
        return $this->write('PEM', \func_get_args());
    }

    /**
     * PKCS#8 as DER, encrypted with the passphrase (PBKDF2-HMAC-SHA-256 and AES-256-CBC); without the argument it is not encrypted. A
     * passphrase that is null or empty is refused: it comes from a variable that is not set.
     *
     * @throws ConfigurationException
     */
    public function toDer(#[SensitiveParameter] ?string $passphrase = null): string
    {
        return $this->write('DER', \func_get_args());
    }

    /** The public half. */
    public function publicKey(): PublicKey
    {
        return PublicKey::read(Key::write($this->handle, 'PUBLIC', 'DER', null));
    }

    /** @param array<?string> $passphrase none, or one */
    private function write(string $encoding, #[SensitiveParameter] array $passphrase): string
    {
        if ($passphrase === [null]) {
            throw new ConfigurationException(
                ErrorCode::EmptyCredential,
                'the passphrase is null: give one, or no argument at all to write the key without encryption'
            );
        }
        return Key::write($this->handle, 'PRIVATE', $encoding, $passphrase[0] ?? null);
    }
}
