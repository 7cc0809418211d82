using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using Mono.Security.Cryptography;

namespace Paysig.Benches
{
    /// <summary>Makes and checks the text of a signature with the framework's own library.</summary>
    internal abstract class Rule
    {
        internal abstract string Sign(string timestamp, byte[] body);

        internal abstract bool Verify(string signature, string timestamp, byte[] body);

        /// <summary>The timestamp, and the signature.</summary>
        internal virtual string[] SignNow(Func<string> clock, byte[] body)
        {
            string timestamp = clock();
            return new[] { timestamp, Sign(timestamp, body) };
        }

        /// <summary>In constant time.</summary>
        protected static bool AreEqual(string one, string other) =>
            CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(other));
    }

    /// <summary>As documented: the signature is made anew with a key for each message, from joined strings.</summary>
    internal class Documented : Rule
    {
        private readonly Func<string, string, string> formula;

        /// <param name="formula">Of the timestamp and the body.</param>
        internal Documented(Func<string, string, string> formula)
        {
            this.formula = formula;
        }

        internal override string Sign(string timestamp, byte[] body) => formula(timestamp, Encoding.UTF8.GetString(body));

        internal override bool Verify(string signature, string timestamp, byte[] body) => AreEqual(signature, Sign(timestamp, body));

        internal static byte[] Sha256(string key, string text)
        {
            using (var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(key)))
            {
                return hmac.ComputeHash(Encoding.UTF8.GetBytes(text));
            }
        }

        internal static byte[] Sha512(string key, string text)
        {
            using (var hmac = new HMACSHA512(Encoding.UTF8.GetBytes(key)))
            {
                return hmac.ComputeHash(Encoding.UTF8.GetBytes(text));
            }
        }

        internal static string Hex(byte[] bytes) => BitConverter.ToString(bytes).Replace("-", "").ToLower();
    }

    /// <summary>Aeterna's own lines, as they are in <c>tests/snippets</c>; to verify there are none, so those are the same formula.</summary>
    internal sealed class AeternaSnippet : Documented
    {
        private readonly string email;
        private readonly string secret;

        internal AeternaSnippet(string email, string secret)
            : base((timestamp, body) => Hex(Sha256(secret, timestamp + email)))
        {
            this.email = email;
            this.secret = secret;
        }

        internal override string[] SignNow(Func<string> clock, byte[] body) => Snippets.Aeterna.Headers(email, secret);
    }

    /// <summary>RSA with keys that are read from PEM for each message.</summary>
    internal sealed class DocumentedRsa : Rule
    {
        private readonly string privatePem;
        private readonly string certificatePem;

        internal DocumentedRsa(string privatePem, string certificatePem)
        {
            this.privatePem = privatePem;
            this.certificatePem = certificatePem;
        }

        internal override string Sign(string timestamp, byte[] body)
        {
            using (RSA key = Private(privatePem))
            {
                return Convert.ToBase64String(key.SignData(body, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
            }
        }

        internal override bool Verify(string signature, string timestamp, byte[] body)
        {
            using (RSA key = Public(certificatePem))
            {
                return key.VerifyData(body, Convert.FromBase64String(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            }
        }

        internal static RSA Private(string pem) => PKCS8.PrivateKeyInfo.DecodeRSA(new PKCS8.PrivateKeyInfo(Der(pem)).PrivateKey);

        /// <summary>The framework reads a public key from a certificate only.</summary>
        internal static RSA Public(string pem)
        {
            using (var certificate = new X509Certificate2(Der(pem)))
            {
                return certificate.GetRSAPublicKey();
            }
        }

        private static byte[] Der(string pem)
        {
            string[] lines = pem.Split(new[] { '\n' }, StringSplitOptions.RemoveEmptyEntries);
            return Convert.FromBase64String(string.Concat(Array.FindAll(lines, line => !line.StartsWith("-----"))));
        }
    }

    /// <summary>The best by hand: MACs are kept, one for each thread because they belong to one, and no body is copied.</summary>
    internal sealed class Kept : Rule
    {
        private readonly ThreadLocal<HMAC> macs;
        private readonly Func<byte[], string> encode;
        private readonly Func<string, string> before;
        private readonly byte[] after;
        private readonly bool withBody;

        /// <param name="make">Makes a keyed MAC.</param>
        /// <param name="encode">Its text form.</param>
        /// <param name="before">What is signed before the body, of the timestamp.</param>
        /// <param name="after">What is signed after it.</param>
        /// <param name="withBody">Whether it is signed.</param>
        internal Kept(Func<HMAC> make, Func<byte[], string> encode, Func<string, string> before, string after = "", bool withBody = true)
        {
            macs = new ThreadLocal<HMAC>(make);
            this.encode = encode;
            this.before = before;
            this.after = Encoding.ASCII.GetBytes(after);
            this.withBody = withBody;
        }

        internal override string Sign(string timestamp, byte[] body)
        {
            HMAC mac = macs.Value;
            byte[] first = Encoding.ASCII.GetBytes(before(timestamp));
            mac.TransformBlock(first, 0, first.Length, null, 0);
            if (withBody)
            {
                mac.TransformBlock(body, 0, body.Length, null, 0);
            }
            mac.TransformFinalBlock(after, 0, after.Length);
            string text = encode(mac.Hash);
            mac.Initialize();
            return text;
        }

        internal override bool Verify(string signature, string timestamp, byte[] body) => AreEqual(signature, Sign(timestamp, body));

        internal static string Hex(byte[] bytes)
        {
            const string Digits = "0123456789abcdef";
            var text = new char[2 * bytes.Length];
            for (int i = 0; i < bytes.Length; i++)
            {
                text[2 * i] = Digits[bytes[i] >> 4];
                text[2 * i + 1] = Digits[bytes[i] & 15];
            }
            return new string(text);
        }
    }

    /// <summary>RSA with keys that were read before.</summary>
    internal sealed class KeptRsa : Rule
    {
        private readonly RSA privateKey;
        private readonly RSA publicKey;

        internal KeptRsa(string privatePem, string certificatePem)
        {
            privateKey = DocumentedRsa.Private(privatePem);
            publicKey = DocumentedRsa.Public(certificatePem);
        }

        internal override string Sign(string timestamp, byte[] body) =>
            Convert.ToBase64String(privateKey.SignData(body, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

        internal override bool Verify(string signature, string timestamp, byte[] body) =>
            publicKey.VerifyData(body, Convert.FromBase64String(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>HTTP Basic: a text that is made once.</summary>
    internal sealed class Constant : Rule
    {
        private readonly string text;

        internal Constant(string text)
        {
            this.text = text;
        }

        internal override string Sign(string timestamp, byte[] body) => text;

        internal override bool Verify(string signature, string timestamp, byte[] body) => AreEqual(signature, text);
    }
}
