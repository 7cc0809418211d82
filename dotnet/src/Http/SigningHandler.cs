using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Paysig.Http
{
    /// <summary>
    /// A handler for HttpClient that signs each request exactly as it goes out, body included, and verifies the answers of a gateway that
    /// signs them.
    /// <code>var client = new HttpClient(new SigningHandler("solidgate/request", credentials));</code>
    /// </summary>
    /// <remarks>
    /// <para>
    /// It adds the headers that the gateway expects, such as Content-Type, where the request has none. A request's own header for something
    /// that the scheme lists as an option, such as an idempotency key or a bearer token, is taken for that option; other options of one
    /// request go with <see cref="HttpRequestMessageExtensions.SetMessageOptions"/>. Bodies are held in memory. The request that the caller
    /// passed never gets the signed headers.
    /// </para>
    /// <para>
    /// A handler around this one that sends again has each attempt signed anew, with a fresh timestamp and the same idempotency key.
    /// Redirects come back as they are: an inner handler that follows them would take signed headers elsewhere, and is refused.
    /// </para>
    /// <para>
    /// Without an inner handler it makes one. Any number of threads may use it at once; set its properties before.
    /// </para>
    /// </remarks>
    public sealed class SigningHandler : DelegatingHandler
    {
        private readonly Exchange exchange;
        private readonly object preparing = new object();
        private volatile bool prepared;
        private int responseLimit = 10 << 20;

        /// <summary>Makes a handler.</summary>
        /// <param name="scheme">The id of a request's scheme, such as <c>solidgate/request</c>.</param>
        /// <param name="credentials">Those that the scheme needs to sign and, where answers are signed, to verify.</param>
        /// <param name="options">Those of the request's scheme; null for none.</param>
        /// <param name="verifyResponses">Whether answers are verified, where the gateway signs them.</param>
        /// <param name="responseOptions">Those of the response's scheme; null for none.</param>
        /// <exception cref="ConfigurationException">Credentials or options are wrong.</exception>
        public SigningHandler(string scheme, Credentials credentials, SchemeOptions? options = null, bool verifyResponses = true,
            SchemeOptions? responseOptions = null)
        {
            exchange = new Exchange(scheme, credentials, options, verifyResponses, responseOptions);
        }

        /// <summary>An access token to send with every request; null for none.</summary>
        public string? AccessToken { get; set; }

        /// <summary>Asked for the access token before every attempt, in place of <see cref="AccessToken"/>; null for none.</summary>
        public Func<CancellationToken, Task<string>>? TokenSource { get; set; }

        /// <summary>How many bytes an answer that is verified may have, at least 1; 10 MiB unless set.</summary>
        /// <exception cref="ArgumentOutOfRangeException">It is set to less than 1.</exception>
        public int ResponseLimit
        {
            get => responseLimit;
            set => responseLimit = value > 0 ? value
                : throw new ArgumentOutOfRangeException(nameof(value), "an answer cannot have at most " + value + " bytes; set it to 1 or more");
        }

        /// <inheritdoc/>
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Attempts attempts = Attempts.Of(request ?? throw new ArgumentNullException(nameof(request)));
            string url = attempts.UrlOf(request);
            Prepare();
            byte[] body = request.Content == null ? new byte[0] : await request.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
            MessageOptions options = exchange.OptionsOf(request);
            string? token = TokenSource == null ? AccessToken : await TokenSource(cancellationToken).ConfigureAwait(false);
            options.AccessToken = token ?? options.AccessToken;

            string method = request.Method.Method.ToUpperInvariant();
            Headers signed = attempts.Sign(exchange, method, url, body, options);
            HttpResponseMessage response;
            using (HttpRequestMessage sent = exchange.Apply(request, method, url, body, signed))
            {
                response = await base.SendAsync(sent, cancellationToken).ConfigureAwait(false);
                try
                {
                    Exchange.CheckNotRedirected(sent, response, url);
                    // Whoever logs the response's request does not see the signed headers.
                    response.RequestMessage = request;
                    if (exchange.VerifiesResponses)
                    {
                        await Verify(method, url, signed, response, cancellationToken).ConfigureAwait(false);
                    }
                }
                catch
                {
                    response.Dispose();
                    throw;
                }
            }
            return response;
        }

#if NET5_0_OR_GREATER
        /// <summary>Not supported: without this, it would send what is not signed, and trust what comes back.</summary>
        /// <param name="request">The request.</param>
        /// <param name="cancellationToken">Not used.</param>
        /// <returns>Never.</returns>
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new NotSupportedException("a SigningHandler only sends asynchronously: use SendAsync in place of Send");
#endif

        /// <summary>Wipes the credentials.</summary>
        /// <param name="disposing">Whether it was disposed, and not collected.</param>
        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                exchange.Dispose();
            }
            base.Dispose(disposing);
        }

        /// <summary>Looks at the handlers that are inside, once: a factory sets them after this one was made.</summary>
        private void Prepare()
        {
            if (prepared)
            {
                return;
            }
            lock (preparing)
            {
                if (!prepared)
                {
                    InnerHandler = InnerHandler ?? new HttpClientHandler { AllowAutoRedirect = false };
                    CheckInner(InnerHandler);
                    prepared = true;
                }
            }
        }

        private void CheckInner(HttpMessageHandler? handler)
        {
            while (handler is DelegatingHandler outer)
            {
                handler = outer.InnerHandler;
            }
            bool redirects = false, decompresses = false;
            if (handler is HttpClientHandler usual)
            {
                redirects = usual.AllowAutoRedirect;
                decompresses = usual.AutomaticDecompression != DecompressionMethods.None;
            }
#if NETCOREAPP
            if (handler is SocketsHttpHandler sockets)
            {
                redirects = sockets.AllowAutoRedirect;
                decompresses = sockets.AutomaticDecompression != DecompressionMethods.None;
            }
#endif
            if (redirects)
            {
                throw new InvalidOperationException("the inner handler follows redirects, and would take signed headers elsewhere; set its "
                    + "AllowAutoRedirect to false");
            }
            if (decompresses && exchange.VerifiesResponses)
            {
                throw new InvalidOperationException("the inner handler decompresses, and what it gives is not what was signed; set its "
                    + "AutomaticDecompression to None");
            }
        }

        private async Task Verify(string method, string url, Headers signed, HttpResponseMessage response, CancellationToken cancellation)
        {
            HttpContent? content = response.Content;
            byte[] body = new byte[0];
            if (content != null)
            {
                using (Stream stream = await content.ReadAsStreamAsync().ConfigureAwait(false))
                {
                    body = await WebhookVerifier.ReadAsync(stream, ResponseLimit, cancellation).ConfigureAwait(false);
                }
            }
            if (body.Length > ResponseLimit)
            {
                throw new ResponseException(response.StatusCode, PaysigException.Of(ErrorCode.InvalidArgument, "it has more than "
                    + ResponseLimit + " bytes, which is what ResponseLimit allows"));
            }
            try
            {
                IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers = response.Headers;
                exchange.Verify(method, url, signed, Headers.From(content == null ? headers : headers.Concat(content.Headers)), body);
            }
            catch (PaysigException e)
            {
                throw new ResponseException(response.StatusCode, e);
            }
            var verified = new ByteArrayContent(body);
            Exchange.CopyHeaders(content, verified);
            response.Content = verified;
            content?.Dispose();
        }
    }
}
