using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;

namespace Paysig
{
    /// <summary>Receives webhooks, whatever the server: it takes what came, and says what to answer.</summary>
    /// <remarks>
    /// A webhook that is not authentic is answered with 401, one that is too long with 413, one that could not be read with 400, and trouble
    /// on this side with 500, so that the gateway sends again; always without the reason, which <see cref="WebhookResult.Error"/> has for the
    /// log. Any number of threads may use it at once.
    /// </remarks>
    public sealed class WebhookVerifier
    {
        /// <summary>Gateways repeat webhooks.</summary>
        private static readonly MessageOptions Options = new MessageOptions { WithReplayKey = true };

        private readonly Verifier verifier;
        private readonly int bodyLimit;
        private readonly Acknowledgement? acknowledgement;
        private readonly bool signsRequestLine;

        /// <summary>Takes webhooks up to some size.</summary>
        /// <param name="verifier">What verifies them; it is not disposed with this.</param>
        /// <param name="bodyLimit">In bytes, at least 1; 1 MiB where it is left out.</param>
        /// <exception cref="InputException">The limit is under 1, or over 1 GiB.</exception>
        public WebhookVerifier(Verifier verifier, int bodyLimit = 1 << 20)
        {
            this.verifier = verifier ?? throw new ArgumentNullException(nameof(verifier));
            if (bodyLimit < 1 || bodyLimit > int.MaxValue / 2)
            {
                throw PaysigException.Of(ErrorCode.InvalidArgument, "a webhook cannot have at most " + bodyLimit
                    + " bytes; give a limit from 1 byte to 1 GiB");
            }
            this.bodyLimit = bodyLimit;
            Gateway gateway = Gateway.OfScheme(verifier.Scheme);
            acknowledgement = gateway.Acknowledgement;
            signsRequestLine = gateway.Schemes.First(scheme => scheme.Id == verifier.Scheme).SignsRequestLine;
        }

        /// <summary>Verifies what came.</summary>
        /// <param name="headers">All that came: <see cref="Headers"/> takes them in the forms that .NET has.</param>
        /// <param name="body">The raw body, before any parser touched it; it is read to its end or the limit, and not disposed.</param>
        /// <param name="method">That of the request; needed only where the scheme signs it.</param>
        /// <param name="target">Path and query as they came over the wire; needed only where the scheme signs them.</param>
        /// <returns>What is authentic, or why nothing is; and what to answer. It does not throw for anything that a sender can do.</returns>
        public WebhookResult Verify(IEnumerable<KeyValuePair<string, string>> headers, Stream body, string? method = null,
            string? target = null)
        {
            CheckGiven(headers, body);
            byte[] raw;
            try
            {
                raw = Read(body, bodyLimit);
            }
            catch (Exception e) when (IsOfTheSender(e))
            {
                return new WebhookResult(400, e);
            }
            return Judge(headers, raw, method, target);
        }

        /// <summary>As <see cref="Verify"/>, without blocking while the body is read.</summary>
        /// <param name="headers">All that came.</param>
        /// <param name="body">The raw body.</param>
        /// <param name="method">That of the request.</param>
        /// <param name="target">Path and query as they came over the wire.</param>
        /// <param name="cancellation">Ends the reading.</param>
        /// <returns>What is authentic, or why nothing is; and what to answer.</returns>
        public async Task<WebhookResult> VerifyAsync(IEnumerable<KeyValuePair<string, string>> headers, Stream body, string? method = null,
            string? target = null, CancellationToken cancellation = default(CancellationToken))
        {
            CheckGiven(headers, body);
            byte[] raw;
            try
            {
                raw = await ReadAsync(body, bodyLimit, cancellation).ConfigureAwait(false);
            }
            catch (Exception e) when (IsOfTheSender(e))
            {
                return new WebhookResult(400, e);
            }
            return Judge(headers, raw, method, target);
        }

        /// <summary>What servers' streams fail with when a body breaks off or is framed wrongly: HttpListener's has a type of its own.</summary>
        private static bool IsOfTheSender(Exception e) => e is IOException || e is HttpListenerException;

        private static void CheckGiven(IEnumerable<KeyValuePair<string, string>> headers, Stream body)
        {
            if (headers == null)
            {
                throw new ArgumentNullException(nameof(headers));
            }
            if (body == null)
            {
                throw new ArgumentNullException(nameof(body));
            }
        }

        private WebhookResult Judge(IEnumerable<KeyValuePair<string, string>> headers, byte[] raw, string? method, string? target)
        {
            if (raw.Length > bodyLimit)
            {
                return new WebhookResult(413, new IOException("the body has more than " + bodyLimit + " bytes"));
            }
            try
            {
                Verified verified = signsRequestLine
                    ? verifier.Verify(headers, raw, method, target, Options)
                    : verifier.Verify(headers, raw, options: Options);
                return new WebhookResult(verified, acknowledgement);
            }
            catch (RejectedException e)
            {
                return new WebhookResult(401, e);
            }
            catch (Exception e) when (e is PaysigException || e is ObjectDisposedException)
            {
                return new WebhookResult(500, e);
            }
        }

        /// <summary>Reads at most one byte more than the limit, by which it is seen that there is more.</summary>
        internal static async Task<byte[]> ReadAsync(Stream body, int limit, CancellationToken cancellation)
        {
            using (var raw = new MemoryStream())
            {
                var chunk = new byte[8192];
                int count;
                while ((count = await body.ReadAsync(chunk, 0, Wanted(chunk, limit, raw), cancellation).ConfigureAwait(false)) > 0)
                {
                    raw.Write(chunk, 0, count);
                }
                return raw.ToArray();
            }
        }

        private static byte[] Read(Stream body, int limit)
        {
            using (var raw = new MemoryStream())
            {
                var chunk = new byte[8192];
                int count;
                while ((count = body.Read(chunk, 0, Wanted(chunk, limit, raw))) > 0)
                {
                    raw.Write(chunk, 0, count);
                }
                return raw.ToArray();
            }
        }

        /// <summary>Nothing, which reads as the end, once there is more than the limit.</summary>
        private static int Wanted(byte[] chunk, int limit, MemoryStream raw) => (int)Math.Min(chunk.Length, limit + 1L - raw.Length);
    }

    /// <summary>What came of a webhook, and what to answer it with once it has been processed.</summary>
    public sealed class WebhookResult
    {
        internal WebhookResult(Verified verified, Acknowledgement? acknowledgement)
        {
            Verified = verified;
            Status = acknowledgement?.Status ?? 200;
            ContentType = acknowledgement?.ContentType;
            Body = acknowledgement?.Body ?? "";
        }

        internal WebhookResult(int status, Exception error)
        {
            Error = error;
            Status = status;
            Body = "";
        }

        /// <summary>What is authentic, with its replay key; null for a webhook that is refused: do nothing with that but answer.</summary>
        public Verified? Verified { get; }

        /// <summary>Why it is refused; null when it is not. Not for the sender.</summary>
        public Exception? Error { get; }

        /// <summary>The answer's status. To have an authentic webhook sent again, answer with 500 instead.</summary>
        public int Status { get; }

        /// <summary>The answer's content type; null for none.</summary>
        public string? ContentType { get; }

        /// <summary>The answer's body, which can be empty.</summary>
        public string Body { get; }

        /// <summary>What came of it.</summary>
        /// <returns>One line, and nothing of the body.</returns>
        public override string ToString() => "WebhookResult(" + (Verified == null ? "refused with " + Status : Verified.ToString()) + ")";
    }
}
