package dev.paysig;

import dev.paysig.internal.Handle;
import dev.paysig.internal.Json;
import dev.paysig.internal.Library;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An RSA key: a private one, which has its public half as well, or a public one. Credentials take keys as text or bytes; this is for
 * making, converting and opening them.
 *
 * <p>Any number of threads may use it at once. Close it to wipe it from memory.
 */
public final class Key implements AutoCloseable {
    private final Handle handle;

    private Key(Handle handle) {
        this.handle = handle;
        handle.ownedBy(this);
    }

    /** How a key is written. */
    public enum Encoding {
        /** Text between the lines {@code -----BEGIN …-----} and {@code -----END …-----}. */
        PEM,
        /** Bytes. */
        DER
    }

    /** Makes a private key of 2048, 3072 or 4096 bits. It takes from a tenth of a second to several seconds. */
    public static Key generate(int bits) {
        return new Key(PaysigException.orThrow(() -> Library.loaded().generateKey(bits)));
    }

    /**
     * Reads a private key, PEM or DER: PKCS#1, PKCS#8, or encrypted PKCS#8.
     *
     * @param passphrase of an encrypted key; null for none
     */
    public static Key readPrivate(byte[] material, byte @Nullable [] passphrase) {
        Objects.requireNonNull(material, "material");
        return new Key(PaysigException.orThrow(() -> Library.loaded().readKey(Library.PRIVATE_HALF, material, passphrase)));
    }

    /**
     * Reads a public key, PEM or DER: SPKI, PKCS#1, or the key of an X.509 certificate, whose dates, names and chain are not checked.
     */
    public static Key readPublic(byte[] material) {
        Objects.requireNonNull(material, "material");
        return new Key(PaysigException.orThrow(() -> Library.loaded().readKey(Library.PUBLIC_HALF, material, null)));
    }

    /** Says what the first key or certificate in some material is. A null passphrase is none. */
    public static KeyReport inspect(byte[] material, byte @Nullable [] passphrase) {
        Objects.requireNonNull(material, "material");
        return new KeyReport(Json.object(PaysigException.orThrow(() -> Library.loaded().inspectKey(material, passphrase))));
    }

    /** Gives the private half as PKCS#8, not encrypted. A file of it should be readable by its owner only. */
    public byte[] writePrivate(Encoding encoding) {
        return write(Library.PRIVATE_HALF, encoding, null);
    }

    /**
     * Gives the private half as PKCS#8, encrypted.
     *
     * @param passphrase encrypts it
     * @throws NullPointerException where the passphrase is null: one that was not found must not leave the key without one
     */
    public byte[] writePrivate(Encoding encoding, byte[] passphrase) {
        return write(Library.PRIVATE_HALF, encoding, Objects.requireNonNull(passphrase,
            "the passphrase is null, and the key would be written unencrypted; give one, or write it by writePrivate(encoding)"));
    }

    /** Gives the public half as SPKI. */
    public byte[] writePublic(Encoding encoding) {
        return write(Library.PUBLIC_HALF, encoding, null);
    }

    private byte[] write(int half, Encoding encoding, byte @Nullable [] passphrase) {
        Objects.requireNonNull(encoding, "encoding");
        return PaysigException.orThrow(handle, this, () -> Library.loaded().writeKey(handle, half, encoding.ordinal() + 1, passphrase));
    }

    /** Wipes the key once no call uses it any more. Later calls fail. It never fails, and can be called again. */
    @Override
    public void close() {
        handle.close();
    }

    /** That it is a key, and nothing of it. */
    @Override
    public String toString() {
        return "Key";
    }
}
