<?php

declare(strict_types=1);

namespace Paysig;

use Paysig\Exception\ConfigurationException;
use Paysig\Internal\Handle;
use Paysig\Internal\Key;
use Paysig\Internal\NotSerialized;

/** An RSA public key of 2048 to 8192 bits. */
final class PublicKey
{
    use NotSerialized;

    private function __construct(private readonly Handle $handle)
    {
    }

    /**
     * Reads SPKI, PKCS#1, or the key of an X.509 certificate, as PEM or DER. Of a certificate only the key is read: dates, names and chain
     * are not checked.
     *
     * @throws ConfigurationException
     */
    public static function read(string $material): self
    {
        return new self(Key::read('PUBLIC', $material, null));
    }

    /** SPKI as PEM. */
    public function toPem(): string
    {
        return Key::write($this->handle, 'PUBLIC', 'PEM', null);
    }

    /** SPKI as DER. */
    public function toDer(): string
    {
        return Key::write($this->handle, 'PUBLIC', 'DER', null);
    }
}
