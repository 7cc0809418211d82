using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;

namespace Paysig.Http
{
    /// <summary>Options of one request that goes through a <see cref="SigningHandler"/>.</summary>
    public static class HttpRequestMessageExtensions
    {
        private const string Name = "Paysig.MessageOptions";

        /// <summary>Sets options such as an idempotency key. The handler decides about method, URL and time.</summary>
        /// <remarks>
        /// Where the idempotency key is <c>auto</c>, this request and all that are cloned from it, properties included, go with one key, so that
        /// however it is sent again, the gateway knows it.
        /// </remarks>
        /// <param name="request">The request.</param>
        /// <param name="options">Those of this request; null for none.</param>
        /// <returns>The request.</returns>
        public static HttpRequestMessage SetMessageOptions(this HttpRequestMessage request, MessageOptions? options)
        {
            RequestState.Of(request ?? throw new ArgumentNullException(nameof(request)))[Name] = options;
            // Not only when it is sent: whoever clones it before has clones that are attempts of one request as well.
            Attempts.Of(request);
            return request;
        }

        internal static MessageOptions? GetMessageOptions(this HttpRequestMessage request) =>
            RequestState.Of(request).TryGetValue(Name, out object? value) ? value as MessageOptions : null;
    }

    /// <summary>What a request carries along that is not sent. Who clones a request to send it again clones that as well.</summary>
    internal static class RequestState
    {
#pragma warning disable CS0618 // Newer frameworks call it Options, which is the same dictionary and which older ones have not.
        internal static IDictionary<string, object?> Of(HttpRequestMessage request) => request.Properties;
#pragma warning restore CS0618

        internal static void Copy(HttpRequestMessage from, HttpRequestMessage to)
        {
            IDictionary<string, object?> copied = Of(to);
            foreach (KeyValuePair<string, object?> each in Of(from))
            {
                copied[each.Key] = each.Value;
            }
        }
    }

    /// <summary>What the attempts at sending one request have in common. Some may run at once, as a handler sends them that hedges.</summary>
    internal sealed class Attempts
    {
        private const string Name = "Paysig.Attempts";

        private readonly object changing = new object();
        private string? origin;
        private string? idempotencyKey;

        internal static Attempts Of(HttpRequestMessage request)
        {
            IDictionary<string, object?> state = RequestState.Of(request);
            if (state.TryGetValue(Name, out object? value) && value is Attempts earlier)
            {
                return earlier;
            }
            var first = new Attempts();
            state[Name] = first;
            return first;
        }

        /// <summary>The URL of this attempt as it goes out: to where the first one went, or nowhere.</summary>
        internal string UrlOf(HttpRequestMessage request)
        {
            Uri? target = request.RequestUri;
            if (target == null || !target.IsAbsoluteUri)
            {
                throw PaysigException.Of(ErrorCode.InvalidUrl, "the request has no absolute URL");
            }
            lock (changing)
            {
                origin = origin ?? Origin(target, "");
                if (origin != Origin(target, ""))
                {
                    throw new InvalidOperationException("the request was redirected from " + origin + " to " + Origin(target, "")
                        + ", where a signed request does not go");
                }
            }
            return WireUrl(target);
        }

        /// <summary>Signs an attempt. A key that is made for the first is that of the others.</summary>
        internal Headers Sign(Exchange exchange, string method, string url, byte[] body, MessageOptions options)
        {
            if (options.IdempotencyKey != "auto")
            {
                return exchange.Sign(method, url, body, options);
            }
            lock (changing)
            {
                options.IdempotencyKey = idempotencyKey ?? "auto";
                Headers signed = exchange.Sign(method, url, body, options);
                idempotencyKey = exchange.IdempotencyKey(signed);
                return signed;
            }
        }

        /// <summary>As HttpClient puts it on the wire: in ASCII, without a fragment. A user name stays, and is refused.</summary>
        internal static string WireUrl(Uri target) =>
            Origin(target, target.UserInfo.Length == 0 ? "" : target.UserInfo + "@") + target.PathAndQuery;

        private static string Origin(Uri target, string user)
        {
            string host = target.HostNameType == UriHostNameType.IPv6 ? target.Host : target.IdnHost;
            return target.Scheme + "://" + user + host + (target.IsDefaultPort ? "" : ":" + target.Port);
        }
    }

    /// <summary>
    /// What a request fails with whose answer is not authentic: <see cref="Exception.InnerException"/> says why. The request may have had its
    /// effect: ask the gateway before sending it again.
    /// </summary>
    public sealed class ResponseException : PaysigException
    {
        internal ResponseException(HttpStatusCode status, PaysigException reason)
            : base(reason.Number, "the answer with status " + (int)status + " is not authentic: " + reason.Message, reason)
        {
            StatusCode = status;
        }

        /// <summary>The answer's status, for which nobody vouches.</summary>
        public HttpStatusCode StatusCode { get; }
    }
}
