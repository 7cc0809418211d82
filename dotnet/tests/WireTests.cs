#if !NETCOREAPP // .NET Core 3.1 needs OpenSSL 1.1 for any connection, and Debian 12 has only 3.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using NUnit.Framework;
using Paysig.Gateways;
using Paysig.Http;

namespace Paysig.Tests
{
    /// <summary>Over the loopback, with a server that sees the very bytes.</summary>
    public class WireTests
    {
        private static readonly Credentials Keys = GlobalPayment.RequestCredentials("sk_4d1f");

        private sealed class Server : IDisposable
        {
            private readonly HttpListener listener = new HttpListener();

            internal Server(Action<HttpListenerContext, byte[]> answer)
            {
                Url = Listen(listener);
                Task.Run(async () =>
                {
                    while (listener.IsListening)
                    {
                        HttpListenerContext context = await listener.GetContextAsync();
                        Serve(context, answer);
                    }
                });
            }

            internal string Url { get; private set; }

            internal ConcurrentQueue<Exception> Failures { get; } = new ConcurrentQueue<Exception>();

            private void Serve(HttpListenerContext context, Action<HttpListenerContext, byte[]> answer)
            {
                try
                {
                    var body = new MemoryStream();
                    context.Request.InputStream.CopyTo(body);
                    answer(context, body.ToArray());
                }
                catch (Exception e)
                {
                    Failures.Enqueue(e);
                    context.Response.StatusCode = 500;
                }
                context.Response.Close();
            }

            public void Dispose() => listener.Close();
        }

        /// <summary>Starts it somewhere, and says where.</summary>
        private static string Listen(HttpListener listener)
        {
            var random = new Random();
            while (true)
            {
                string url = "http://127.0.0.1:" + random.Next(20000, 60000);
                listener.Prefixes.Add(url + "/");
                try
                {
                    listener.Start();
                    return url;
                }
                catch (Exception e) when (e is HttpListenerException || e is SocketException)
                {
                    listener.Prefixes.Clear();
                }
            }
        }

        /// <summary>
        /// A sender that breaks off in the middle of a body. Mono's stream of chunks never ends a ReadAsync that then finds nothing, whoever
        /// calls it; README.md says so.
        /// </summary>
        [Test]
        public async Task AWebhookThatBreaksOffIsRefused()
        {
            const string Counted = "Content-Length: 1000\r\n\r\n{", Chunked = "Transfer-Encoding: chunked\r\n\r\n3e8\r\n{";
            foreach (bool reset in new[] { false, true })
            {
                await BreaksOff(Counted, reset, (webhooks, body) => Task.Run(() => webhooks.Verify(NoHeaders, body)));
                await BreaksOff(Counted, reset, (webhooks, body) => webhooks.VerifyAsync(NoHeaders, body));
                await BreaksOff(Chunked, reset, (webhooks, body) => Task.Run(() => webhooks.Verify(NoHeaders, body)));
            }
        }

        private static readonly Headers NoHeaders = new Headers(new KeyValuePair<string, string>[0]);

        private static async Task BreaksOff(string request, bool reset, Func<WebhookVerifier, Stream, Task<WebhookResult>> receive)
        {
            var listener = new HttpListener();
            var url = new Uri(Listen(listener));
            using (var verifier = new Verifier(GlobalPayment.Webhook, Keys))
            using (var sender = new TcpClient(url.Host, url.Port))
            {
                byte[] head = Encoding.ASCII.GetBytes("POST / HTTP/1.1\r\nHost: " + url.Authority + "\r\n" + request);
                sender.GetStream().Write(head, 0, head.Length);
                HttpListenerContext context = await listener.GetContextAsync();
                Task<WebhookResult> receiving = receive(new WebhookVerifier(verifier), context.Request.InputStream);
                sender.LingerState = new LingerOption(reset, 0);
                sender.Close();
                Assert.AreSame(receiving, await Task.WhenAny(receiving, Task.Delay(TimeSpan.FromSeconds(30))), "it waits for the rest");
                WebhookResult result = await receiving;
                Assert.IsNull(result.Verified);
                Assert.That(result.Status, Is.EqualTo(400).Or.EqualTo(401));
            }
            // Close would wait for the rest.
            listener.Abort();
        }

        [Test]
        public async Task WhatArrivesIsWhatWasSigned()
        {
            using (var requests = new Verifier(GlobalPayment.Request, Keys))
            using (var answers = new Signer(GlobalPayment.Response, Keys))
            {
                byte[] answer = Encoding.UTF8.GetBytes("{\"ok\":\"é\"}");
                int elsewhere = 0;
                using (var other = new Server((context, body) => elsewhere++))
                using (var server = new Server((context, body) =>
                {
                    if (context.Request.RawUrl == "/moved")
                    {
                        context.Response.Redirect(other.Url);
                        return;
                    }
                    requests.Verify(Headers.From(context.Request.Headers), body, context.Request.HttpMethod, context.Request.RawUrl);
                    foreach (KeyValuePair<string, string> header in answers.Sign(context.Request.HttpMethod, context.Request.RawUrl, answer))
                    {
                        context.Response.Headers[header.Key] = header.Value;
                    }
                    context.Response.OutputStream.Write(answer, 0, answer.Length);
                }))
                using (var client = new HttpClient(new SigningHandler(GlobalPayment.Request, Keys,
                    new SchemeOptions { AllowHttpLoopback = true }) { AccessToken = "t" }))
                {
                    foreach (string target in new[]
                    {
                        "/", "", "/a/../b%2fc?x=%41é&y=a+b#top", "/é?q=ü%20z", "/a%20b?", "/%7Euser?redirect=https://x/?a=b",
                    })
                    {
                        foreach (HttpMethod method in new[] { HttpMethod.Get, HttpMethod.Post, new HttpMethod("put"), HttpMethod.Delete })
                        {
                            var request = new HttpRequestMessage(method, server.Url + target);
                            if (method != HttpMethod.Get)
                            {
                                request.Content = new StringContent("{\"target\":\"" + target + "\"}");
                            }
                            HttpResponseMessage response = await client.SendAsync(request);
                            string failure = server.Failures.IsEmpty ? "" : server.Failures.First().Message;
                            Assert.AreEqual(HttpStatusCode.OK, response.StatusCode, method + " " + target + " " + failure);
                            CollectionAssert.AreEqual(answer, await response.Content.ReadAsByteArrayAsync());
                        }
                    }
                    try
                    {
                        await client.GetAsync(server.Url + "/moved");
                        Assert.Fail("an answer that is not signed was let through");
                    }
                    catch (ResponseException e)
                    {
                        Assert.AreEqual(HttpStatusCode.Redirect, e.StatusCode);
                    }
                    Assert.AreEqual(0, elsewhere);
                }
            }
        }
    }
}
#endif
