using System;
using Paysig.Native;

namespace Paysig
{
    /// <summary>How a key is written.</summary>
    public enum KeyEncoding
    {
        /// <summary>Text between the lines <c>-----BEGIN …-----</c> and <c>-----END …-----</c>.</summary>
        Pem = 1,

        /// <summary>Bytes.</summary>
        Der = 2,
    }

    /// <summary>
    /// An RSA key: a private one, which has its public half as well, or a public one. Credentials take keys as text or bytes; this is for
    /// making, converting and opening them.
    /// </summary>
    /// <remarks>Any number of threads may use it at once. Disposing wipes it from memory.</remarks>
    public sealed class Key : IDisposable
    {
        private readonly KeyHandle handle;

        private Key(KeyHandle handle)
        {
            this.handle = handle;
        }

        /// <summary>Makes a private key. It takes from a tenth of a second to several seconds.</summary>
        /// <param name="bits">2048, 3072 or 4096.</param>
        /// <returns>The key.</returns>
        public static Key Generate(int bits = 2048)
        {
            Library.Load();
            // What is no size at all is refused there too.
            return new Key(Calls.GenerateKey(bits < 0 ? 0 : (uint)bits));
        }

        /// <summary>Reads a private key, PEM or DER: PKCS#1, PKCS#8, or encrypted PKCS#8.</summary>
        /// <param name="material">The PEM text or the DER bytes. It is not copied: wipe it then.</param>
        /// <param name="passphrase">That of an encrypted key; null for none.</param>
        /// <returns>The key.</returns>
        public static Key ReadPrivate(byte[] material, byte[]? passphrase = null) => Read(Calls.PrivateHalf, material, passphrase);

        /// <summary>
        /// Reads a public key, PEM or DER: SPKI, PKCS#1, or the key of an X.509 certificate, whose dates, names and chain are not checked.
        /// </summary>
        /// <param name="material">The PEM text or the DER bytes.</param>
        /// <returns>The key.</returns>
        public static Key ReadPublic(byte[] material) => Read(Calls.PublicHalf, material, null);

        private static Key Read(uint half, byte[] material, byte[]? passphrase)
        {
            Library.Load();
            return new Key(Calls.ReadKey(half, material ?? throw new ArgumentNullException(nameof(material)), passphrase));
        }

        /// <summary>Says what the first key or certificate in some material is.</summary>
        /// <param name="material">The PEM text or the DER bytes.</param>
        /// <param name="passphrase">That of an encrypted key; null for none.</param>
        /// <returns>What it is.</returns>
        public static KeyReport Inspect(byte[] material, byte[]? passphrase = null)
        {
            Library.Load();
            return new KeyReport(Json.Parse(Calls.InspectKey(material ?? throw new ArgumentNullException(nameof(material)), passphrase)));
        }

        /// <summary>Gives the private half as PKCS#8, not encrypted. A file of it should be readable by its owner only.</summary>
        /// <param name="encoding">PEM or DER.</param>
        /// <returns>The text's or the structure's bytes. Wipe them when they are no longer needed.</returns>
        public byte[] WritePrivate(KeyEncoding encoding = KeyEncoding.Pem) =>
            Calls.WriteKey(handle, Calls.PrivateHalf, (uint)encoding, null);

        /// <summary>Gives the private half as PKCS#8, encrypted.</summary>
        /// <param name="encoding">PEM or DER.</param>
        /// <param name="passphrase">
        /// Encrypts it. Null is refused: a passphrase that was not found must not leave the key without one. It is not copied: wipe it then.
        /// </param>
        /// <returns>The text's or the structure's bytes.</returns>
        /// <exception cref="ArgumentNullException">The passphrase is null.</exception>
        public byte[] WritePrivate(KeyEncoding encoding, byte[] passphrase) =>
            Calls.WriteKey(handle, Calls.PrivateHalf, (uint)encoding, passphrase ?? throw new ArgumentNullException(nameof(passphrase),
                "the passphrase is null, and the key would be written unencrypted; give one, or write it without one by WritePrivate(encoding)"));

        /// <summary>Gives the public half as SPKI.</summary>
        /// <param name="encoding">PEM or DER.</param>
        /// <returns>The text's or the structure's bytes.</returns>
        public byte[] WritePublic(KeyEncoding encoding = KeyEncoding.Pem) => Calls.WriteKey(handle, Calls.PublicHalf, (uint)encoding, null);

        /// <summary>Wipes the key once no call uses it any more. Later calls fail with <see cref="ObjectDisposedException"/>.</summary>
        public void Dispose() => handle.Dispose();

        /// <summary>That it is a key.</summary>
        /// <returns>That, and nothing of the key.</returns>
        public override string ToString() => nameof(Key);
    }

    /// <summary>What a piece of key material is. All of it may be shown to anybody.</summary>
    public sealed class KeyReport
    {
        internal KeyReport(Json json)
        {
            Kind = json["kind"].Text;
            Form = json["form"].Text;
            Encoding = json["encoding"].Text;
            Bits = (int)json["bits"].Number;
            Exponent = json["exponent"].Number;
            Fingerprint = json["fingerprint"].Text;
        }

        /// <summary><c>private</c> or <c>public</c>.</summary>
        public string Kind { get; }

        /// <summary><c>pkcs1</c>, <c>pkcs8</c>, <c>encrypted_pkcs8</c>, <c>spki</c> or <c>certificate</c>.</summary>
        public string Form { get; }

        /// <summary><c>pem</c> or <c>der</c>.</summary>
        public string Encoding { get; }

        /// <summary>The size of the modulus.</summary>
        public int Bits { get; }

        /// <summary>The public exponent.</summary>
        public long Exponent { get; }

        /// <summary>The SHA-256 of the public key's SPKI in hex: two keys with the same one belong together.</summary>
        public string Fingerprint { get; }

        /// <summary>Everything.</summary>
        /// <returns>One line.</returns>
        public override string ToString() =>
            Kind + " key of " + Bits + " bits with exponent " + Exponent + ", " + Form + " as " + Encoding + ", " + Fingerprint;
    }
}
