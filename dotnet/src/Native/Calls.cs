using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Paysig.Native.NativeMethods;

namespace Paysig.Native
{
    /// <summary>The library, with C#'s types: every failure is an exception, and every output belongs to the caller.</summary>
    /// <remarks>
    /// <para>
    /// Whoever calls this has called <see cref="Library.Load"/>, in another method: Mono looks for the library when it compiles a method that
    /// calls it. What calls it and is short is not inlined, therefore.
    /// </para>
    /// <para>
    /// What is null goes as NULL, which is nothing. No bytes are something else, and go as a pointer with length 0: <see cref="Pin"/>.
    /// </para>
    /// </remarks>
    internal static unsafe class Calls
    {
        internal const uint PrivateHalf = 1;
        internal const uint PublicHalf = 2;
        internal const long Now = long.MinValue;
        internal const long NoTimestamp = long.MinValue;
        private const uint WithReplayKey = 2;
        private const int MessageSize = 512;

        /// <summary>The library's macro of this name: every usual message's headers fit, without a second call.</summary>
        private const int HeadersSize = 4096;

        private static readonly byte[] Empty = new byte[1];

        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static FieldsHandle NewFields() => paysig_fields_new();

        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string Version() => Utf8.Read((byte*)paysig_version());

        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string StatusName(int status) => Utf8.Read((byte*)paysig_status_name(status));

        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string StatusMessage(int status) => Utf8.Read((byte*)paysig_status_message(status));

        internal static SignerHandle NewSigner(string scheme, FieldsHandle credentials, FieldsHandle options)
        {
            byte* message = stackalloc byte[MessageSize];
            byte[] id = Utf8.Bytes(scheme);
            fixed (byte* idAt = Pin(id))
            {
                SignerHandle signer;
                Check(paysig_signer_new(idAt, Size(id), credentials, options, out signer, message, (UIntPtr)MessageSize), message);
                return signer;
            }
        }

        /// <summary>Gives the headers as the library writes them: each name and each value with a NUL behind it.</summary>
        internal static byte[] Sign(SignerHandle signer, string? method, string? url, byte* body, int length, FieldsHandle options, long now)
        {
            byte* message = stackalloc byte[MessageSize];
            byte* usual = stackalloc byte[HeadersSize];
            byte[]? methodBytes = Given(method), urlBytes = Given(url);
            fixed (byte* methodAt = methodBytes, urlAt = urlBytes)
            {
                UIntPtr size;
                int status = paysig_signer_sign(signer, methodAt, Size(methodBytes), urlAt, Size(urlBytes), body, (UIntPtr)length, options,
                    now, usual, (UIntPtr)HeadersSize, &size, message, (UIntPtr)MessageSize);
                if (status != (int)ErrorCode.BufferTooSmall)
                {
                    Check(status, message);
                    var headers = new byte[(int)size];
                    Marshal.Copy((IntPtr)usual, headers, 0, headers.Length);
                    // Some are credentials themselves.
                    for (int i = 0; i < headers.Length; i++)
                    {
                        usual[i] = 0;
                    }
                    return headers;
                }
                var larger = new byte[checked((int)size)];
                fixed (byte* at = larger)
                {
                    Check(paysig_signer_sign(signer, methodAt, Size(methodBytes), urlAt, Size(urlBytes), body, (UIntPtr)length, options, now,
                        at, (UIntPtr)larger.Length, &size, message, (UIntPtr)MessageSize), message);
                }
                Array.Resize(ref larger, (int)size);
                return larger;
            }
        }

        internal static byte[] StringToSign(SignerHandle signer, string? method, string? url, byte* body, int length, FieldsHandle options,
            long now)
        {
            byte* message = stackalloc byte[MessageSize];
            byte[]? methodBytes = Given(method), urlBytes = Given(url);
            fixed (byte* methodAt = methodBytes, urlAt = urlBytes)
            {
                TextHandle text;
                Check(paysig_signer_string_to_sign(signer, methodAt, Size(methodBytes), urlAt, Size(urlBytes), body, (UIntPtr)length,
                    options, now, out text, message, (UIntPtr)MessageSize), message);
                return text.Take();
            }
        }

        internal static byte[] Form(SignerHandle signer, string kind, byte[] attributes, byte[]? iv)
        {
            byte* message = stackalloc byte[MessageSize];
            byte[] kindBytes = Utf8.Bytes(kind);
            fixed (byte* kindAt = Pin(kindBytes), attributesAt = Pin(attributes), ivAt = Pin(iv))
            {
                TextHandle fields;
                Check(paysig_signer_form(signer, kindAt, Size(kindBytes), attributesAt, Size(attributes), ivAt, Size(iv), out fields, message,
                    (UIntPtr)MessageSize), message);
                return fields.Take();
            }
        }

        internal static VerifierHandle NewVerifier(string scheme, FieldsHandle credentials, FieldsHandle options)
        {
            byte* message = stackalloc byte[MessageSize];
            byte[] id = Utf8.Bytes(scheme);
            fixed (byte* idAt = Pin(id))
            {
                VerifierHandle verifier;
                Check(paysig_verifier_new(idAt, Size(id), credentials, options, out verifier, message, (UIntPtr)MessageSize), message);
                return verifier;
            }
        }

        /// <param name="verifier">What verifies.</param>
        /// <param name="headers">In the form that <see cref="Sign"/> gives.</param>
        /// <param name="method">That of the request; null where it is not given.</param>
        /// <param name="url">That of the request; null where it is not given.</param>
        /// <param name="body">NULL is a body that was not read.</param>
        /// <param name="length">That of the body.</param>
        /// <param name="options">Those of this message.</param>
        /// <param name="now">The time, in milliseconds since 1970, or <see cref="Now"/>.</param>
        /// <param name="withReplayKey">Whether one is wanted.</param>
        internal static Found Verify(VerifierHandle verifier, ArraySegment<byte> headers, string? method, string? url, byte* body, int length,
            FieldsHandle options, long now, bool withReplayKey)
        {
            byte* message = stackalloc byte[MessageSize];
            byte[]? methodBytes = Given(method), urlBytes = Given(url);
            fixed (byte* headersAt = headers.Array, methodAt = methodBytes, urlAt = urlBytes)
            {
                VerifiedStruct verified;
                Check(paysig_verifier_verify(verifier, headersAt, (UIntPtr)headers.Count, methodAt, Size(methodBytes), urlAt, Size(urlBytes),
                    body, (UIntPtr)length, options, now, withReplayKey ? WithReplayKey : 0, &verified, message, (UIntPtr)MessageSize),
                    message);
                byte[]? key = null;
                if (verified.HasReplayKey != 0)
                {
                    key = new byte[VerifiedStruct.ReplayKeyLength];
                    Marshal.Copy((IntPtr)verified.ReplayKey, key, 0, key.Length);
                }
                return new Found(Utf8.Read(verified.Label), verified.TimestampMs, Utf8.Read(verified.Covers), withReplayKey, key);
            }
        }

        /// <param name="verifier">What explains.</param>
        /// <param name="headers">In the form that <see cref="Sign"/> gives.</param>
        /// <param name="method">That of the request; null where it is not given.</param>
        /// <param name="url">That of the request; null where it is not given.</param>
        /// <param name="body">NULL is a body that was not read.</param>
        /// <param name="length">That of the body.</param>
        /// <param name="options">Those of this message.</param>
        /// <param name="now">The time, in milliseconds since 1970, or <see cref="Now"/>.</param>
        /// <param name="others">Further credentials to try.</param>
        /// <param name="budget">How many bytes may be hashed or written; 0 for the library's own limit.</param>
        internal static Explanation Explain(VerifierHandle verifier, ArraySegment<byte> headers, string? method, string? url, byte* body,
            int length, FieldsHandle options, long now, FieldsHandle others, UIntPtr budget)
        {
            byte* message = stackalloc byte[MessageSize];
            byte[]? methodBytes = Given(method), urlBytes = Given(url);
            fixed (byte* headersAt = headers.Array, methodAt = methodBytes, urlAt = urlBytes)
            {
                TextHandle explanation, capsule;
                Check(paysig_verifier_explain(verifier, headersAt, (UIntPtr)headers.Count, methodAt, Size(methodBytes), urlAt, Size(urlBytes),
                    body, (UIntPtr)length, options, now, others, budget, out explanation, out capsule, message, (UIntPtr)MessageSize), message);
                return new Explanation(explanation.Take(), capsule.Take());
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static KeyHandle GenerateKey(uint bits)
        {
            byte* message = stackalloc byte[MessageSize];
            KeyHandle key;
            Check(paysig_key_generate(bits, out key, message, (UIntPtr)MessageSize), message);
            return key;
        }

        internal static KeyHandle ReadKey(uint half, byte[] material, byte[]? passphrase)
        {
            byte* message = stackalloc byte[MessageSize];
            fixed (byte* materialAt = Pin(material), passphraseAt = Pin(passphrase))
            {
                KeyHandle key;
                Check(paysig_key_read(half, materialAt, Size(material), passphraseAt, Size(passphrase), out key, message,
                    (UIntPtr)MessageSize), message);
                return key;
            }
        }

        internal static byte[] InspectKey(byte[] material, byte[]? passphrase)
        {
            byte* message = stackalloc byte[MessageSize];
            fixed (byte* materialAt = Pin(material), passphraseAt = Pin(passphrase))
            {
                TextHandle report;
                Check(paysig_key_inspect(materialAt, Size(material), passphraseAt, Size(passphrase), out report, message,
                    (UIntPtr)MessageSize), message);
                return report.Take();
            }
        }

        internal static byte[] WriteKey(KeyHandle key, uint half, uint encoding, byte[]? passphrase)
        {
            byte* message = stackalloc byte[MessageSize];
            fixed (byte* passphraseAt = Pin(passphrase))
            {
                TextHandle written;
                Check(paysig_key_write(key, half, encoding, passphraseAt, Size(passphrase), out written, message, (UIntPtr)MessageSize),
                    message);
                return written.Take();
            }
        }

        /// <summary>Describes a gateway, a scheme, <c>errors</c> or <c>causes</c>; null for all gateways.</summary>
        internal static byte[] Describe(string? subject)
        {
            byte* message = stackalloc byte[MessageSize];
            byte[]? subjectBytes = Utf8.BytesOrNull(subject);
            fixed (byte* subjectAt = Pin(subjectBytes))
            {
                TextHandle description;
                Check(paysig_describe(subjectAt, Size(subjectBytes), out description, message, (UIntPtr)MessageSize), message);
                return description.Take();
            }
        }

        internal static byte[] GatewayUrl(string gateway, string environment, string? product, string? version, string path)
        {
            byte* message = stackalloc byte[MessageSize];
            byte[] gatewayBytes = Utf8.Bytes(gateway), environmentBytes = Utf8.Bytes(environment), pathBytes = Utf8.Bytes(path);
            byte[]? productBytes = Utf8.BytesOrNull(product), versionBytes = Utf8.BytesOrNull(version);
            fixed (byte* gatewayAt = Pin(gatewayBytes), environmentAt = Pin(environmentBytes), productAt = Pin(productBytes),
                versionAt = Pin(versionBytes), pathAt = Pin(pathBytes))
            {
                TextHandle url;
                Check(paysig_gateway_url(gatewayAt, Size(gatewayBytes), environmentAt, Size(environmentBytes), productAt, Size(productBytes),
                    versionAt, Size(versionBytes), pathAt, Size(pathBytes), out url, message, (UIntPtr)MessageSize), message);
                return url.Take();
            }
        }

        internal static byte[] GatewayError(string gateway, uint status, byte[] body)
        {
            byte* message = stackalloc byte[MessageSize];
            byte[] gatewayBytes = Utf8.Bytes(gateway);
            fixed (byte* gatewayAt = Pin(gatewayBytes), bodyAt = Pin(body))
            {
                TextHandle error;
                Check(paysig_gateway_error(gatewayAt, Size(gatewayBytes), status, bodyAt, Size(body), out error, message,
                    (UIntPtr)MessageSize), message);
                return error.Take();
            }
        }

        internal static void AddField(FieldsHandle fields, string? label, string name, byte* value, int length)
        {
            byte* message = stackalloc byte[MessageSize];
            byte[]? labelBytes = Utf8.BytesOrNull(label);
            byte[] nameBytes = Utf8.Bytes(name);
            fixed (byte* labelAt = Pin(labelBytes), nameAt = Pin(nameBytes))
            {
                Check(paysig_fields_add(fields, labelAt, Size(labelBytes), nameAt, Size(nameBytes), value, (UIntPtr)length, message,
                    (UIntPtr)MessageSize), message);
            }
        }

        internal static void AddFieldMs(FieldsHandle fields, string name, long milliseconds)
        {
            byte* message = stackalloc byte[MessageSize];
            byte[] nameBytes = Utf8.Bytes(name);
            fixed (byte* nameAt = Pin(nameBytes))
            {
                Check(paysig_fields_add_ms(fields, nameAt, Size(nameBytes), milliseconds, message, (UIntPtr)MessageSize), message);
            }
        }

        /// <summary>What <c>fixed</c> gives a pointer to that is not NULL, unless it is null: <c>fixed</c> makes NULL of an empty array.</summary>
        internal static byte[]? Pin(byte[]? bytes) => bytes != null && bytes.Length == 0 ? Empty : bytes;

        internal static UIntPtr Size(byte[]? bytes) => (UIntPtr)(bytes == null ? 0 : bytes.Length);

        /// <summary>An empty method or URL is none.</summary>
        private static byte[]? Given(string? text) => text == null || text.Length == 0 ? null : Utf8.Bytes(text);

        private static void Check(int status, byte* message)
        {
            if (status != 0)
            {
                throw PaysigException.Of(status, Utf8.Read(message));
            }
        }
    }

    /// <summary>What the library says of a message that is authentic.</summary>
    internal sealed class Found
    {
        internal readonly string Label;
        internal readonly long TimestampMs;
        internal readonly string Covers;

        /// <summary>Whether one was asked for: there is none all the same where the body is not signed.</summary>
        internal readonly bool WithReplayKey;
        internal readonly byte[]? ReplayKey;

        internal Found(string label, long timestampMs, string covers, bool withReplayKey, byte[]? replayKey)
        {
            Label = label;
            TimestampMs = timestampMs;
            Covers = covers;
            WithReplayKey = withReplayKey;
            ReplayKey = replayKey;
        }
    }
}
