using System;
using System.Collections.Generic;
using Paysig.Native;

namespace Paysig
{
    /// <summary>Verifies messages of one scheme with one or more sets of credentials.</summary>
    /// <remarks>
    /// Any number of threads may use it at once, and one may dispose it meanwhile: calls that run end as usual, and later ones fail with
    /// <see cref="ObjectDisposedException"/>. Disposing wipes the credentials from memory; one that is not disposed is wiped after it was
    /// collected.
    /// </remarks>
    public sealed unsafe class Verifier : IDisposable
    {
        private readonly VerifierHandle handle;

        /// <summary>Makes a verifier with one set of credentials, labelled <c>default</c>.</summary>
        /// <param name="scheme">Its id, such as <c>solidgate/webhook</c>.</param>
        /// <param name="credentials">Those that the scheme needs to verify.</param>
        /// <param name="options">Those that the scheme lists for building; null for none.</param>
        /// <exception cref="ConfigurationException">Credentials or options are wrong.</exception>
        public Verifier(string scheme, Credentials credentials, SchemeOptions? options = null)
        {
            Scheme = scheme ?? throw new ArgumentNullException(nameof(scheme));
            if (credentials == null)
            {
                throw new ArgumentNullException(nameof(credentials));
            }
            handle = Make(scheme, fields => credentials.AddTo(fields, null), options);
        }

        /// <summary>Makes a verifier with several sets of credentials.</summary>
        /// <param name="scheme">Its id, such as <c>solidgate/webhook</c>.</param>
        /// <param name="keyring">The sets, in the order in which they are tried.</param>
        /// <param name="options">Those that the scheme lists for building; null for none.</param>
        /// <exception cref="ConfigurationException">Credentials or options are wrong.</exception>
        public Verifier(string scheme, Keyring keyring, SchemeOptions? options = null)
        {
            Scheme = scheme ?? throw new ArgumentNullException(nameof(scheme));
            if (keyring == null)
            {
                throw new ArgumentNullException(nameof(keyring));
            }
            handle = Make(scheme, keyring.AddTo, options);
        }

        private static VerifierHandle Make(string scheme, Action<FieldsHandle> addCredentials, SchemeOptions? options)
        {
            using (FieldsHandle fields = Fields.New())
            {
                addCredentials(fields);
                FieldsHandle building = Fields.Of(options?.Values);
                try
                {
                    return Calls.NewVerifier(scheme, fields, building);
                }
                finally
                {
                    Fields.Free(building);
                }
            }
        }

        /// <summary>The scheme's id.</summary>
        public string Scheme { get; }

        /// <summary>
        /// Checks that a message is authentic and, where a timestamp is signed, fresh. Any exception means: do not trust it.
        /// </summary>
        /// <param name="headers">All that came, repeated ones repeated: <see cref="Headers"/> takes them in the forms that .NET has.</param>
        /// <param name="body">
        /// The raw body, before any parser touched it. Null means that it was not read, and is <see cref="ErrorCode.MissingBody"/>.
        /// </param>
        /// <param name="method">Where the scheme signs it; for a response, that of the request that it answers.</param>
        /// <param name="url">Where the scheme signs it: path and query as they came; for a response, the request's URL.</param>
        /// <param name="options">Those of this message; null for none.</param>
        /// <returns>What is authentic.</returns>
        /// <exception cref="RejectedException">The message is not to be trusted.</exception>
        public Verified Verify(IEnumerable<KeyValuePair<string, string>> headers, byte[]? body, string? method = null, string? url = null,
            MessageOptions? options = null)
        {
            fixed (byte* at = Calls.Pin(body))
            {
                return new Verified(Scheme, Verify(headers, at, body?.Length ?? 0, method, url, options), body);
            }
        }

#if NETCOREAPP
        /// <summary>As <see cref="Verify(IEnumerable{KeyValuePair{string, string}}, byte[], string, string, MessageOptions)"/>.</summary>
        /// <param name="headers">All that came.</param>
        /// <param name="body">The raw body. One that is <c>default</c> is empty, not missing. What is verified holds a copy of it.</param>
        /// <param name="method">Where the scheme signs it.</param>
        /// <param name="url">Where the scheme signs it.</param>
        /// <param name="options">Those of this message; null for none.</param>
        /// <returns>What is authentic.</returns>
        public Verified Verify(IEnumerable<KeyValuePair<string, string>> headers, ReadOnlySpan<byte> body, string? method = null,
            string? url = null, MessageOptions? options = null)
        {
            byte nothing;
            fixed (byte* at = &System.Runtime.InteropServices.MemoryMarshal.GetReference(body))
            {
                Found found = Verify(headers, body.IsEmpty ? &nothing : at, body.Length, method, url, options);
                return new Verified(Scheme, found, body.ToArray());
            }
        }
#endif

        /// <summary>
        /// Explains why a message is refused: tries what people get wrong, alone and two at a time, and claims a cause only when the
        /// signature was recomputed with it, or when it is visible in the message.
        /// </summary>
        /// <remarks>
        /// For people who look for a mistake, not for every rejected message: it hashes up to 128 MiB, which takes some tenths of a second.
        /// Whatever it finds, the message stays refused. For a request that a gateway refused, give it that request and the headers that were
        /// sent with it.
        /// </remarks>
        /// <param name="headers">All that came: <see cref="Headers"/> takes them in the forms that .NET has.</param>
        /// <param name="body">The raw body. Null means that it was not read, and is <see cref="ErrorCode.MissingBody"/>.</param>
        /// <param name="method">Where the scheme signs it; for a response, that of the request that it answers.</param>
        /// <param name="url">Where the scheme signs it: path and query as they came; for a response, the request's URL.</param>
        /// <param name="options">Those of this message; null for none.</param>
        /// <param name="others">
        /// Credentials that are none of the verifier's, and that somebody may have used by mistake: of another environment, or the gateway's
        /// other pair. One set does: it is labelled <c>default</c>. They are tried as they are, and never make a message authentic.
        /// </param>
        /// <param name="budget">How many bytes may be hashed or written, at least 1; null for 128 MiB.</param>
        /// <returns>The causes, or what was ruled out. A message that is refused throws nothing.</returns>
        /// <exception cref="InputException">Something was left out, or cannot be read.</exception>
        /// <exception cref="ConfigurationException">
        /// The scheme has no such option, or a set of the others is empty or labelled as another is.
        /// </exception>
        public Explanation Explain(IEnumerable<KeyValuePair<string, string>> headers, byte[]? body, string? method = null,
            string? url = null, MessageOptions? options = null, Keyring? others = null, long? budget = null)
        {
            fixed (byte* at = Calls.Pin(body))
            {
                return Explain(headers, at, body?.Length ?? 0, method, url, options, others, budget);
            }
        }

#if NETCOREAPP
        /// <summary>
        /// As <see cref="Explain(IEnumerable{KeyValuePair{string, string}}, byte[], string, string, MessageOptions, Keyring, long?)"/>.
        /// </summary>
        /// <param name="headers">All that came.</param>
        /// <param name="body">The raw body. One that is <c>default</c> is empty, not missing.</param>
        /// <param name="method">Where the scheme signs it.</param>
        /// <param name="url">Where the scheme signs it.</param>
        /// <param name="options">Those of this message; null for none.</param>
        /// <param name="others">Credentials that somebody may have used by mistake.</param>
        /// <param name="budget">How many bytes may be hashed or written, at least 1; null for 128 MiB.</param>
        /// <returns>The causes, or what was ruled out.</returns>
        public Explanation Explain(IEnumerable<KeyValuePair<string, string>> headers, ReadOnlySpan<byte> body, string? method = null,
            string? url = null, MessageOptions? options = null, Keyring? others = null, long? budget = null)
        {
            byte nothing;
            fixed (byte* at = &System.Runtime.InteropServices.MemoryMarshal.GetReference(body))
            {
                return Explain(headers, body.IsEmpty ? &nothing : at, body.Length, method, url, options, others, budget);
            }
        }
#endif

        /// <summary>Wipes the credentials once no call uses them any more.</summary>
        public void Dispose() => handle.Dispose();

        /// <summary>The scheme's id.</summary>
        /// <returns>The scheme's id, and nothing of the credentials.</returns>
        public override string ToString() => "Verifier(" + Scheme + ")";

        private Found Verify(IEnumerable<KeyValuePair<string, string>> headers, byte* body, int length, string? method, string? url,
            MessageOptions? options)
        {
            ArraySegment<byte> packed = Headers.Pack(headers ?? throw new ArgumentNullException(nameof(headers)));
            FieldsHandle fields = Fields.Of(options?.Values);
            try
            {
                return Calls.Verify(handle, packed, method, url, body, length, fields, options?.NowMs ?? Calls.Now,
                    options != null && options.WithReplayKey);
            }
            finally
            {
                Fields.Free(fields);
            }
        }

        private Explanation Explain(IEnumerable<KeyValuePair<string, string>> headers, byte* body, int length, string? method, string? url,
            MessageOptions? options, Keyring? others, long? budget)
        {
            if (budget < 1)
            {
                throw PaysigException.Of(ErrorCode.InvalidArgument,
                    "the budget is " + budget + "; give a number of bytes that is at least 1, or leave it out");
            }
            // More than there are addresses is as good as all of them.
            ulong most = Math.Min((ulong)(budget ?? 0), UIntPtr.Size == 4 ? uint.MaxValue : ulong.MaxValue);
            ArraySegment<byte> packed = Headers.Pack(headers ?? throw new ArgumentNullException(nameof(headers)));
            FieldsHandle fields = Fields.Of(options?.Values);
            FieldsHandle sets = FieldsHandle.None;
            try
            {
                sets = Fields.OfSets(others);
                return Calls.Explain(handle, packed, method, url, body, length, fields, options?.NowMs ?? Calls.Now, sets, (UIntPtr)most);
            }
            finally
            {
                Fields.Free(sets);
                Fields.Free(fields);
            }
        }
    }
}
