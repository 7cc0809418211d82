using System;
using System.Collections.Generic;

namespace Paysig
{
    /// <summary>
    /// What is set for one message. A scheme takes the options that it lists; any other is <see cref="ErrorCode.UnknownOption"/>. Null,
    /// which they all are at first, leaves one out; but <see cref="IdempotencyKey"/> cannot be set to it.
    /// </summary>
    public sealed class MessageOptions
    {
        private readonly SortedDictionary<string, object> values = new SortedDictionary<string, object>(StringComparer.Ordinal);

        /// <summary>Any option by its name, as text.</summary>
        /// <param name="name">As the scheme lists it.</param>
        public string? this[string name]
        {
            get => values.TryGetValue(name, out object? value) ? value as string : null;
            set
            {
                values.Remove(name);
                if (value != null)
                {
                    values.Add(name, value);
                }
            }
        }

        /// <summary>The timestamp to sign, as text in the scheme's unit.</summary>
        public string? Timestamp
        {
            get => this["timestamp"];
            set => this["timestamp"] = value;
        }

        /// <summary>The timestamp of the request that a response answers, as text; used when the response has none of its own.</summary>
        public string? RequestTimestamp
        {
            get => this["request_timestamp"];
            set => this["request_timestamp"] = value;
        }

        /// <summary>
        /// The key by which the gateway knows a repeated request; <c>auto</c> makes a random one. Null until it is set; for a request without
        /// one, leave it so.
        /// </summary>
        /// <exception cref="ArgumentNullException">
        /// It is set to null: a key that was not found must not become a request that can be paid twice.
        /// </exception>
#if NETCOREAPP
        [System.Diagnostics.CodeAnalysis.DisallowNull]
#endif
        public string? IdempotencyKey
        {
            get => this["idempotency_key"];
            set => this["idempotency_key"] = value ?? throw new ArgumentNullException(nameof(value),
                "the idempotency key is null, and without one a repeated request can be paid twice; set a key, or \"auto\", or leave it unset");
        }

        /// <summary>The payer's identifier, for legal entities.</summary>
        public string? Submerchant
        {
            get => this["submerchant"];
            set => this["submerchant"] = value;
        }

        /// <summary>An access token, which needs an https URL.</summary>
        public string? AccessToken
        {
            get => this["access_token"];
            set => this["access_token"] = value;
        }

        /// <summary>Signs an empty body, as the gateway does for multipart uploads: the body is then not authentic.</summary>
        public bool UnsignedBody
        {
            get => this["body"] == "unsigned";
            set => this["body"] = value ? "unsigned" : null;
        }

        /// <summary>
        /// Another time than the clock's, with every scheme: for tests, and for webhooks that waited in a queue the time at which they came.
        /// </summary>
        public DateTimeOffset? Now { get; set; }

        /// <summary>
        /// Makes the replay key too, which costs one more SHA-256 over the signed bytes; <see cref="Verified.ReplayKey"/> refuses without it.
        /// For verifying, with every scheme; signing does not look at it.
        /// </summary>
        public bool WithReplayKey { get; set; }

        internal IReadOnlyDictionary<string, object> Values => values;

        internal long NowMs => Now?.ToUnixTimeMilliseconds() ?? Native.Calls.Now;

        internal MessageOptions Copy()
        {
            var copy = new MessageOptions { Now = Now, WithReplayKey = WithReplayKey };
            foreach (KeyValuePair<string, object> value in values)
            {
                copy.values.Add(value.Key, value.Value);
            }
            return copy;
        }
    }
}
