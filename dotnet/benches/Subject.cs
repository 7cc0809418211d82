using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Text;

namespace Paysig.Benches
{
    /// <summary>A scheme with all that its ways need.</summary>
    internal sealed class Subject
    {
        /// <summary>The benchmark takes longer than messages stay fresh, so the tolerance is long; it is looked at all the same.</summary>
        private static readonly TimeSpan AnyAge = TimeSpan.FromHours(1);

        internal string Scheme;
        internal Credentials Credentials;
        internal Rule Snippet, ByHand;
        internal string SignatureHeader;

        /// <summary>Where the scheme has them: who signs, and when, counted in so many milliseconds.</summary>
        internal string SenderHeader, Sender, TimestampHeader;
        internal long TimestampUnit;
        internal string Method, Url;
        internal bool SignsBody = true;

        internal int[] Sizes => Scheme == "solidgate/request"
            ? new[] { 0, 64, 256, 1 << 10, 4 << 10, 16 << 10, 64 << 10, 1 << 20 }
            : new[] { 256, 4 << 10 };

        /// <summary>
        /// Signing and verifying. Every way was seen to sign what paysig accepts, to accept what paysig signed, and to refuse another body.
        /// </summary>
        internal Comparison[] Comparisons(int size)
        {
            byte[] body = Encoding.ASCII.GetBytes(new string('x', size));
            var signer = new Signer(Scheme, Credentials);
            var verifier = new Verifier(Scheme, Credentials,
                TimestampHeader == null ? new SchemeOptions() : new SchemeOptions { Tolerance = AnyAge });

            // A request that is about to be sent has its other headers already.
            var outgoing = new NameValueCollection { ["Content-Type"] = "application/json" };
            foreach (Rule rule in new[] { Snippet, ByHand })
            {
                SetHeaders(outgoing, rule, body);
                verifier.Verify(Headers.From(outgoing), body, Method, Url);
            }
            var signing = new Comparison(Scheme, "sign", size,
                new Way("snippet", () => SetHeaders(outgoing, Snippet, body)),
                new Way("by hand", () => SetHeaders(outgoing, ByHand, body)),
                new Way("paysig", () => signer.Sign(Method, Url, body)));

            NameValueCollection incoming = UsualHeaders();
            foreach (KeyValuePair<string, string> header in signer.Sign(Method, Url, body))
            {
                incoming[header.Key] = header.Value;
            }
            var ways = new List<Way>
            {
                Accepting("snippet", body, given => Verify(incoming, Snippet, given)),
                Accepting("by hand", body, given => IsFresh(incoming) && Verify(incoming, ByHand, given)),
                Accepting("paysig", body, given => Accepts(verifier, incoming, given, null)),
            };
            if (SignsBody)
            {
                var with = new MessageOptions { WithReplayKey = true };
                ways.Add(Accepting("paysig, with replay key", body, given => Accepts(verifier, incoming, given, with)));
            }
            return new[] { signing, new Comparison(Scheme, "verify", size, ways.ToArray()) };
        }

        private Way Accepting(string name, byte[] body, Func<byte[], bool> verify)
        {
            if (SignsBody && verify(new byte[body.Length + 1]))
            {
                throw new InvalidOperationException(Scheme + ": " + name + " accepts another body");
            }
            return new Way(name, () =>
            {
                if (!verify(body))
                {
                    throw new InvalidOperationException(Scheme + ": " + name + " refuses what was signed");
                }
            });
        }

        private bool Accepts(Verifier verifier, NameValueCollection headers, byte[] body, MessageOptions options)
        {
            try
            {
                verifier.Verify(Headers.From(headers), body, Method, Url, options);
                return true;
            }
            catch (RejectedException)
            {
                return false;
            }
        }

        private void SetHeaders(NameValueCollection headers, Rule rule, byte[] body)
        {
            string[] signed = rule.SignNow(Now, body);
            if (TimestampHeader != null)
            {
                headers[TimestampHeader] = signed[0];
            }
            if (SenderHeader != null)
            {
                headers[SenderHeader] = Sender;
            }
            headers[SignatureHeader] = signed[1];
        }

        private string Now() =>
            TimestampHeader == null ? "" : (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / TimestampUnit).ToString();

        private bool Verify(NameValueCollection headers, Rule rule, byte[] body)
        {
            string timestamp = TimestampHeader == null ? "" : headers[TimestampHeader];
            return (SenderHeader == null || headers[SenderHeader] == Sender) && rule.Verify(headers[SignatureHeader], timestamp, body);
        }

        private bool IsFresh(NameValueCollection headers)
        {
            if (TimestampHeader == null)
            {
                return true;
            }
            long signed = long.Parse(headers[TimestampHeader]) * TimestampUnit;
            return Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - signed) <= AnyAge.TotalMilliseconds;
        }

        /// <summary>What a webhook has beside its signature, as HttpListener has it.</summary>
        private static NameValueCollection UsualHeaders() => new NameValueCollection
        {
            ["Accept"] = "*/*",
            ["Accept-Encoding"] = "gzip, deflate",
            ["Content-Length"] = "256",
            ["Content-Type"] = "application/json",
            ["User-Agent"] = "Gateway/1.0",
            ["X-Forwarded-For"] = "203.0.113.7",
            ["X-Forwarded-Proto"] = "https",
            ["X-Request-Id"] = "0f8fad5b-d9cb-469f-a165-70867728950e",
        };
    }
}
