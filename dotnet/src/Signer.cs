using System;
using System.Collections.Generic;
using System.Linq;
using Paysig.Native;

namespace Paysig
{
    /// <summary>Signs messages of one scheme with one set of credentials.</summary>
    /// <remarks>
    /// Any number of threads may use it at once, and one may dispose it meanwhile: calls that run end as usual, and later ones fail with
    /// <see cref="ObjectDisposedException"/>. Disposing wipes the credentials from memory; one that is not disposed is wiped after it was
    /// collected.
    /// </remarks>
    public sealed unsafe class Signer : IDisposable
    {
        private readonly SignerHandle handle;

        /// <summary>Makes a signer; every mistake in credentials and options is found here.</summary>
        /// <param name="scheme">Its id, such as <c>solidgate/request</c>.</param>
        /// <param name="credentials">Those that the scheme needs to sign.</param>
        /// <param name="options">Those that the scheme lists for building; null for none.</param>
        /// <exception cref="ConfigurationException">Credentials or options are wrong.</exception>
        public Signer(string scheme, Credentials credentials, SchemeOptions? options = null)
        {
            Scheme = scheme ?? throw new ArgumentNullException(nameof(scheme));
            if (credentials == null)
            {
                throw new ArgumentNullException(nameof(credentials));
            }
            using (FieldsHandle fields = Fields.New())
            {
                credentials.AddTo(fields, null);
                FieldsHandle building = Fields.Of(options?.Values);
                try
                {
                    handle = Calls.NewSigner(scheme, fields, building);
                }
                finally
                {
                    Fields.Free(building);
                }
            }
        }

        /// <summary>The scheme's id.</summary>
        public string Scheme { get; }

        /// <summary>Gives the headers that prove a message, in the scheme's order.</summary>
        /// <param name="method">Needed where the scheme signs it; for a response, that of the request that it answers. Null for none.</param>
        /// <param name="url">
        /// Exactly as it goes out: absolute, or from the path on; for a response, that of the request. Null for none.
        /// </param>
        /// <param name="body">Exactly the bytes that go out. Null signs an empty body.</param>
        /// <param name="options">Those of this message; null for none.</param>
        /// <returns>The authentication's headers only: what else the scheme expects, <see cref="Gateway"/> tells.</returns>
        /// <exception cref="InputException">The message cannot be signed.</exception>
        public Headers Sign(string? method, string? url, byte[]? body, MessageOptions? options = null)
        {
            fixed (byte* at = body)
            {
                return Sign(method, url, at, body?.Length ?? 0, options);
            }
        }

        /// <summary>Gives the headers that prove a message without method and URL, such as a webhook.</summary>
        /// <param name="body">Exactly the bytes that go out.</param>
        /// <param name="options">Those of this message; null for none.</param>
        /// <returns>The authentication's headers.</returns>
        public Headers Sign(byte[]? body, MessageOptions? options = null) => Sign(null, null, body, options);

#if NETCOREAPP
        /// <summary>As <see cref="Sign(string, string, byte[], MessageOptions)"/>, without a copy of the body.</summary>
        /// <param name="method">That of the message.</param>
        /// <param name="url">That of the message.</param>
        /// <param name="body">Exactly the bytes that go out.</param>
        /// <param name="options">Those of this message; null for none.</param>
        /// <returns>The authentication's headers.</returns>
        public Headers Sign(string? method, string? url, ReadOnlySpan<byte> body, MessageOptions? options = null)
        {
            fixed (byte* at = &System.Runtime.InteropServices.MemoryMarshal.GetReference(body))
            {
                return Sign(method, url, at, body.Length, options);
            }
        }
#endif

        /// <summary>Shows the exact bytes that <see cref="Sign(string, string, byte[], MessageOptions)"/> signs for the same message.</summary>
        /// <param name="method">As for signing.</param>
        /// <param name="url">As for signing.</param>
        /// <param name="body">As for signing.</param>
        /// <param name="options">As for signing; with a <see cref="MessageOptions.Timestamp"/>, so that it is the same one.</param>
        /// <returns>The parts, secret ones without their bytes.</returns>
        public StringToSign StringToSign(string? method, string? url, byte[]? body, MessageOptions? options = null)
        {
            FieldsHandle fields = Fields.Of(options?.Values);
            try
            {
                fixed (byte* at = body)
                {
                    return new StringToSign(Json.Parse(Calls.StringToSign(handle, method, url, at, body?.Length ?? 0, fields,
                        options?.NowMs ?? Calls.Now)));
                }
            }
            finally
            {
                Fields.Free(fields);
            }
        }

        /// <summary>
        /// Makes the fields of a payment form, under the names that the gateway's script expects: the attributes of an order, encrypted for
        /// the gateway and signed.
        /// </summary>
        /// <param name="kind">
        /// <c>data</c> for a new form, <c>update</c> for one that is already shown, <c>resign</c> for a payment with a card that the gateway
        /// knows.
        /// </param>
        /// <param name="attributes">JSON, as the gateway's documentation lists it; it is taken as it is.</param>
        /// <returns>Name and value of each field.</returns>
        /// <exception cref="InputException">The scheme has no payment form, or the kind is unknown.</exception>
        public IReadOnlyDictionary<string, string> Form(string kind, byte[] attributes) => Form(kind, attributes, null);

        /// <summary>With another initialisation vector than a random one: for tests only.</summary>
        internal IReadOnlyDictionary<string, string> Form(string kind, byte[] attributes, byte[]? iv)
        {
            byte[] made = Calls.Form(handle, kind ?? throw new ArgumentNullException(nameof(kind)),
                attributes ?? throw new ArgumentNullException(nameof(attributes)), iv);
            return Json.Parse(made).Members.ToDictionary(field => field.Key, field => field.Value.Text);
        }

        /// <summary>Wipes the credentials once no call uses them any more.</summary>
        public void Dispose() => handle.Dispose();

        /// <summary>The scheme's id.</summary>
        /// <returns>The scheme's id, and nothing of the credentials.</returns>
        public override string ToString() => "Signer(" + Scheme + ")";

        private Headers Sign(string? method, string? url, byte* body, int length, MessageOptions? options)
        {
            FieldsHandle fields = Fields.Of(options?.Values);
            try
            {
                return Headers.Unpack(Calls.Sign(handle, method, url, body, length, fields, options?.NowMs ?? Calls.Now));
            }
            finally
            {
                Fields.Free(fields);
            }
        }
    }
}
