using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;

namespace Paysig.Http
{
    /// <summary>Which headers go out with a request, and whether its answer is authentic.</summary>
    internal sealed class Exchange : IDisposable
    {
        private const string IdempotencyKeyOption = "idempotency_key";

        private readonly Scheme scheme;
        private readonly Signer signer;
        private readonly Verifier? responses;

        /// <summary>That of the signed request; null when the answer does not need its timestamp.</summary>
        private readonly string? timestampHeader;

        internal Exchange(string scheme, Credentials credentials, SchemeOptions? options, bool verifyResponses, SchemeOptions? responseOptions)
        {
            signer = new Signer(scheme, credentials, options);
            Gateway gateway = Gateway.OfScheme(scheme);
            this.scheme = gateway.Schemes.First(each => each.Id == scheme);
            Scheme? response = gateway.Schemes.FirstOrDefault(each => each.Kind == "response");
            if (response == null || !verifyResponses || this.scheme.Kind != "request")
            {
                return;
            }
            responses = new Verifier(response.Id, credentials, responseOptions);
            if (response.HasOption("request_timestamp"))
            {
                timestampHeader = options?.Text("header.timestamp") ?? HeaderOf("timestamp", null)?.Name;
            }
        }

        internal bool VerifiesResponses => responses != null;

        /// <summary>The options of an attempt: the caller's, and those that the request's own headers are for.</summary>
        internal MessageOptions OptionsOf(HttpRequestMessage request)
        {
            MessageOptions options = request.GetMessageOptions()?.Copy() ?? new MessageOptions();
            if (options.Timestamp != null || options.Now != null)
            {
                throw PaysigException.Of(ErrorCode.InvalidOption, "a handler takes a fresh timestamp for every attempt");
            }
            foreach (SchemeHeader header in scheme.Headers)
            {
                if (header.Carries == "option" && header.Of != null && options[header.Of] == null
                    && request.Headers.TryGetValues(header.Name, out var values))
                {
                    string own = string.Join(",", values);
                    // "bearer" is "Bearer" to HTTP.
                    bool starts = own.StartsWith(header.Prefix, StringComparison.OrdinalIgnoreCase);
                    options[header.Of] = starts ? own.Substring(header.Prefix.Length) : null;
                }
            }
            return options;
        }

        internal Headers Sign(string method, string url, byte[] body, MessageOptions options) => signer.Sign(method, url, body, options);

        /// <summary>The idempotency key among signed headers; null where the scheme has none or none was sent.</summary>
        internal string? IdempotencyKey(Headers signed)
        {
            SchemeHeader? header = HeaderOf("option", IdempotencyKeyOption);
            return header == null ? null : signed[header.Name];
        }

        /// <summary>The request that goes out. The caller's stays as it is, so that it can be sent again.</summary>
        internal HttpRequestMessage Apply(HttpRequestMessage request, string method, string url, byte[] body, Headers signed)
        {
            // Mono sends a fragment along; the signed URL has none. Otherwise what was signed is not parsed again, which could change it.
            Uri? target = request.RequestUri?.AbsoluteUri == url ? request.RequestUri : new Uri(url);
            var sent = new HttpRequestMessage(new HttpMethod(method), target) { Version = request.Version };
#if NET5_0_OR_GREATER
            sent.VersionPolicy = request.VersionPolicy;
#endif
            RequestState.Copy(request, sent);
            foreach (KeyValuePair<string, IEnumerable<string>> header in request.Headers)
            {
                sent.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
            if (request.Content != null)
            {
                sent.Content = new ByteArrayContent(body);
                CopyHeaders(request.Content, sent.Content);
                if (scheme.ContentType != null && body.Length > 0 && !sent.Content.Headers.Contains("Content-Type"))
                {
                    sent.Content.Headers.TryAddWithoutValidation("Content-Type", scheme.ContentType);
                }
            }
            AddExpected(sent, "Accept", scheme.Accept);
            // A compressed answer, decompressed on the way, is not what was signed.
            AddExpected(sent, "Accept-Encoding", VerifiesResponses ? "identity" : null);
            foreach (KeyValuePair<string, string> header in signed)
            {
                sent.Headers.Remove(header.Key);
                if (!sent.Headers.TryAddWithoutValidation(header.Key, header.Value))
                {
                    throw PaysigException.Of(ErrorCode.InvalidOption, "HttpClient does not send a header of the name " + header.Key);
                }
            }
            return sent;
        }

        internal void Verify(string method, string url, Headers signed, Headers headers, byte[] body)
        {
            string? timestamp = timestampHeader == null ? null : signed[timestampHeader];
            responses?.Verify(headers, body, method, url, timestamp == null ? null : new MessageOptions { RequestTimestamp = timestamp });
        }

        /// <summary>For an inner handler that follows redirects without <see cref="SigningHandler"/> having been able to see it.</summary>
        internal static void CheckNotRedirected(HttpRequestMessage sent, HttpResponseMessage response, string url)
        {
            Uri? from = response.RequestMessage?.RequestUri ?? sent.RequestUri;
            if (from != null && Attempts.WireUrl(from) != url)
            {
                throw new InvalidOperationException("an inner handler followed a redirect, and took signed headers along; have it follow none");
            }
        }

        internal static void CopyHeaders(HttpContent? from, HttpContent to)
        {
            if (from == null)
            {
                return;
            }
            foreach (KeyValuePair<string, IEnumerable<string>> header in from.Headers)
            {
                if (!string.Equals(header.Key, "Content-Length", StringComparison.OrdinalIgnoreCase))
                {
                    to.Headers.TryAddWithoutValidation(header.Key, header.Value);
                }
            }
        }

        /// <summary>Wipes the credentials.</summary>
        public void Dispose()
        {
            signer.Dispose();
            responses?.Dispose();
        }

        private static void AddExpected(HttpRequestMessage sent, string name, string? value)
        {
            if (value != null && !sent.Headers.Contains(name))
            {
                sent.Headers.TryAddWithoutValidation(name, value);
            }
        }

        private SchemeHeader? HeaderOf(string carries, string? option) =>
            scheme.Headers.FirstOrDefault(header => header.Carries == carries && (option == null || header.Of == option));
    }
}
