#if !NETCOREAPP // .NET Core 3.1 needs OpenSSL 1.1 for any connection, and Debian 12 has only 3.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
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
                var random = new Random();
                while (!listener.IsListening)
                {
                    Url = "http://127.0.0.1:" + random.Next(20000, 60000);
                    listener.Prefixes.Add(Url + "/");
                    try
                    {
                        listener.Start();
                    }
                    catch (Exception e) when (e is HttpListenerException || e is System.Net.Sockets.SocketException)
                    {
                        listener.Prefixes.Clear();
                    }
                }
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
