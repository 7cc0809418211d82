using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Paysig;
using Paysig.Gateways;

/// <summary>Runs the README's middleware: an authentic webhook passes and is acknowledged, another does not and is not.</summary>
internal static class Run
{
    private sealed class Context : HttpContext
    {
        public override HttpRequest Request { get; } = new In();

        public override HttpResponse Response { get; } = new Out();

        public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

        public override CancellationToken RequestAborted { get; set; }
    }

    private sealed class In : HttpRequest
    {
        public override string Method { get; set; } = "POST";

        public override IHeaderDictionary Headers { get; } = new HeaderDictionary();

        public override Stream Body { get; set; }
    }

    private sealed class HeaderDictionary : Dictionary<string, StringValues>, IHeaderDictionary
    {
    }

    private sealed class Out : HttpResponse
    {
        public override int StatusCode { get; set; } = 200;

        public override string ContentType { get; set; }

        public override bool HasStarted => Body.Length > 0;

        public override Stream Body { get; set; } = new MemoryStream();
    }

    private sealed class Log : ILogger<WebhookMiddleware>
    {
        internal Exception Last { get; private set; }

        public void LogWarning(Exception exception, string message) => Last = exception;
    }

    private static int Main()
    {
        byte[] body = Encoding.UTF8.GetBytes("{\"status\":\"PAID\"}");
        Credentials keys = GlobalPayment.WebhookCredentials("sk_4d1f"), basic = Smart2pay.NotificationCredentials("30201", "hJ5Q0vT1");
        using (var gateway = new Signer(GlobalPayment.Webhook, keys))
        using (var verifier = new Verifier(GlobalPayment.Webhook, keys))
        {
            Deliver(verifier, gateway.Sign(body), "{\"status\":\"PAID\"}");
            Deliver(verifier, gateway.Sign(body), "{\"status\":\"FREE\"}");
        }
        // Acknowledged with 204.
        using (var gateway = new Signer(Smart2pay.Notification, basic))
        using (var verifier = new Verifier(Smart2pay.Notification, basic))
        {
            Deliver(verifier, gateway.Sign("POST", "https://shop.example/hooks", body), "{\"status\":\"PAID\"}");
        }
        return 0;
    }

    private static void Deliver(Verifier verifier, Headers headers, string came)
    {
        string seen = "nothing";
        var log = new Log();
        var middleware = new WebhookMiddleware(
            behind =>
            {
                seen = new StreamReader(behind.Request.Body).ReadToEnd() + " " + behind.Items[typeof(Verified)];
                return Task.FromResult(0);
            },
            new WebhookVerifier(verifier),
            log);
        var context = new Context();
        foreach (KeyValuePair<string, string> header in headers)
        {
            context.Request.Headers.Add(header.Key, new StringValues(header.Value));
        }
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(came));
        middleware.InvokeAsync(context).GetAwaiter().GetResult();
        string answer = Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());
        Console.WriteLine("{0}: {1} {2}; logged {3}", seen, context.Response.StatusCode, answer,
            (log.Last as PaysigException)?.Code.Name() ?? "nothing");
    }
}
