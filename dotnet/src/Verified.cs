using System;
using System.Collections.Generic;
using System.Linq;
using Paysig.Native;

namespace Paysig
{
    /// <summary>An authentic message: which credentials it matched, and what of it is authentic.</summary>
    public sealed class Verified
    {
        private readonly Found found;

        internal Verified(string scheme, Found found, byte[]? body)
        {
            Scheme = scheme;
            this.found = found;
            UnauthenticatedBody = body ?? new byte[0];
        }

        /// <summary>The scheme's id.</summary>
        public string Scheme { get; }

        /// <summary>That of the credentials that matched.</summary>
        public string Label => found.Label;

        /// <summary>The signed time, to the millisecond; null where the scheme signs none.</summary>
        public DateTimeOffset? Timestamp => found.TimestampMs == Calls.NoTimestamp
            ? (DateTimeOffset?)null
            : DateTimeOffset.FromUnixTimeMilliseconds(found.TimestampMs);

        /// <summary>
        /// What is authentic, in the order in which it was signed: names of credentials, <c>timestamp</c>, <c>method</c>, <c>path</c>,
        /// <c>query</c>, <c>body</c>. Nothing else of the message is: not its other headers, and not its body unless <c>body</c> is named.
        /// </summary>
        public IReadOnlyList<string> Covers =>
            Array.AsReadOnly(found.Covers.Length == 0 ? new string[0] : found.Covers.Split(','));

        /// <summary>
        /// 32 bytes that are the same for every copy of the message, so that a copy can be told from news. Null when the body is not
        /// authentic: nothing tells a copy then. A gateway that repeats a message repeats it too: record it after the message was processed.
        /// </summary>
        /// <returns>A copy of them.</returns>
        /// <exception cref="InvalidOperationException">
        /// The message was not verified with <see cref="MessageOptions.WithReplayKey"/>: a copy must not be taken for news.
        /// </exception>
        /// <remarks>Because it can refuse, it is no property: serialisers and loggers read every one.</remarks>
        public byte[]? ReplayKey() => found.WithReplayKey
            ? (byte[]?)found.ReplayKey?.Clone()
            : throw new InvalidOperationException(
                "this message was verified without a replay key: set MessageOptions.WithReplayKey when it is verified to read one");

        /// <summary>The body, if it is authentic; else null. It is the very array that was verified, if it was one: do not change it.</summary>
        public byte[]? Body => Covers.Contains("body") ? UnauthenticatedBody : null;

        /// <summary>
        /// The body also where nobody vouches for it, so that anyone on the way could have changed it. Read it only to find what to ask the
        /// gateway for.
        /// </summary>
        public byte[] UnauthenticatedBody { get; }

        /// <summary>The scheme, the label and what is covered.</summary>
        /// <returns>Them, and nothing of the body.</returns>
        public override string ToString() => "Verified(" + Scheme + " by " + Label + "; covers: " + string.Join(", ", Covers) + ")";
    }
}
