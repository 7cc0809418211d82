using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using Paysig.Gateways;
using Paysig.Http;

namespace Paysig.Tests
{
    public class HttpTests
    {
        private const string Url = "https://gateway.example/api/v1/charge?x=1";
        private static readonly Credentials Api = Solidgate.RequestCredentials("api_pk_7b197ff4", "api_sk_b2a8ea1e");
        internal static readonly Credentials Signs = GlobalPayment.RequestCredentials("sk_4d1f");
        internal static readonly byte[] Answer = Encoding.UTF8.GetBytes("{\"status\":\"PAID\"}");

        /// <summary>What stands for the network: it sees what goes out, as the gateway would.</summary>
        internal sealed class Network : HttpMessageHandler
        {
            private readonly Func<HttpRequestMessage, byte[], HttpResponseMessage> answer;

            internal Network(Func<HttpRequestMessage, byte[], HttpResponseMessage> answer)
            {
                this.answer = answer;
            }

            internal List<Headers> Seen { get; } = new List<Headers>();

            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                byte[] body = request.Content == null ? new byte[0] : await request.Content.ReadAsByteArrayAsync();
                lock (Seen)
                {
                    Seen.Add(All(request));
                }
                HttpResponseMessage response = answer(request, body);
                response.RequestMessage = response.RequestMessage ?? request;
                return response;
            }
        }

        internal static Headers All(HttpRequestMessage request)
        {
            IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers = request.Headers;
            return Headers.From(request.Content == null ? headers : headers.Concat(request.Content.Headers));
        }

        internal static HttpResponseMessage Ok(byte[] body = null) => new HttpResponseMessage { Content = new ByteArrayContent(body ?? Answer) };

        /// <summary>Answers as the gateway does that signs its answers.</summary>
        internal static HttpResponseMessage SignedOk(HttpRequestMessage request, byte[] signed, byte[] sent)
        {
            HttpResponseMessage response = Ok(sent);
            using (var gateway = new Signer(GlobalPayment.Response, Signs))
            {
                foreach (KeyValuePair<string, string> header in gateway.Sign(request.Method.Method, request.RequestUri.AbsoluteUri, signed))
                {
                    response.Headers.TryAddWithoutValidation(header.Key, header.Value);
                }
            }
            return response;
        }

        /// <summary>A handler that sends again, as a resilience library does: with the very same request.</summary>
        private sealed class Again : DelegatingHandler
        {
            private readonly Func<HttpRequestMessage, HttpRequestMessage> next;

            internal Again(HttpMessageHandler inner, Func<HttpRequestMessage, HttpRequestMessage> next)
                : base(inner)
            {
                this.next = next;
            }

            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
                while ((int)response.StatusCode >= 300)
                {
                    request = next(request);
                    response = await base.SendAsync(request, cancellationToken);
                }
                return response;
            }
        }

        internal static HttpClient Client(SigningHandler handler, HttpMessageHandler inner)
        {
            handler.InnerHandler = inner;
            return new HttpClient(handler);
        }

        internal static HttpRequestMessage Post(string url = Url, string json = "{\"amount\":\"é\"}") =>
            new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json)) };

        internal static T Throws<T>(Func<Task> call)
            where T : Exception
        {
            try
            {
                call().GetAwaiter().GetResult();
            }
            catch (T e)
            {
                return e;
            }
            throw new AssertionException(typeof(T).Name + " was expected, and nothing failed");
        }

        [Test]
        public async Task WhatGoesOutIsSigned()
        {
            using (var gateway = new Verifier(Solidgate.Request, Api))
            {
                var network = new Network((sent, body) =>
                {
                    Assert.AreEqual("default", gateway.Verify(All(sent), body, sent.Method.Method, sent.RequestUri.PathAndQuery).Label);
                    return Ok();
                });
                using (HttpClient client = Client(new SigningHandler(Solidgate.Request, Api), network))
                {
                    HttpRequestMessage request = Post();
                    HttpResponseMessage response = await client.SendAsync(request);
                    Assert.AreEqual(HttpStatusCode.OK, response.StatusCode);
                    Assert.AreEqual("application/json", network.Seen[0]["content-type"]);
                    // What the caller has shows no credentials.
                    Assert.IsFalse(request.Headers.Any());
                    Assert.AreSame(request, response.RequestMessage);

                    request = Post();
                    request.Content = new StreamContent(new OnceOnly(Encoding.UTF8.GetBytes("{}")));
                    request.Content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("application/problem+json");
                    await client.SendAsync(request);
                    Assert.AreEqual("application/problem+json", network.Seen[1]["content-type"]);
                    await client.GetAsync(Url + "#top");
                    Assert.IsNull(network.Seen[2]["content-type"]);
                    Assert.AreEqual(3, network.Seen.Count);
                    await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => client.SendAsync(Post(json: "{\"n\":" + i + "}")))));
                    Assert.AreEqual(103, network.Seen.Count);
                }
            }
        }

        [Test]
        public async Task WhatElseARequestHasGoesOut()
        {
            HttpRequestMessage seen = null;
            var network = new Network((sent, body) =>
            {
                seen = sent;
                return Ok();
            });
            Credentials keys = Aeterna.RequestCredentials("public", "shop@merchant.example", "secret");
            using (HttpClient client = Client(new SigningHandler(Aeterna.Request, keys), network))
            {
                HttpRequestMessage request = Post();
                request.Method = new HttpMethod("post");
                request.Version = HttpVersion.Version10;
                request.Headers.Add("X-Trace", "17");
                request.Headers.Add("X-App-Access-Sig", "of another");
                request.Properties["trace"] = this;
                await client.SendAsync(request);
                Assert.AreEqual("POST", seen.Method.Method);
                Assert.AreEqual(HttpVersion.Version10, seen.Version);
                Assert.AreSame(this, seen.Properties["trace"]);
                Assert.AreEqual("17", network.Seen[0]["X-Trace"]);
                Assert.AreEqual("application/json, text/plain", seen.Headers.Accept.ToString());
                // Not the caller's as well.
                using (var gateway = new Verifier(Aeterna.Request, keys))
                {
                    gateway.Verify(network.Seen[0], new byte[0]);
                }
                request = Post();
                request.Headers.Add("Accept", "text/csv");
                await client.SendAsync(request);
                Assert.AreEqual("text/csv", seen.Headers.Accept.ToString());
            }
        }

        /// <summary>A body that can be read once.</summary>
        private sealed class OnceOnly : MemoryStream
        {
            internal OnceOnly(byte[] bytes)
                : base(bytes)
            {
            }

            public override bool CanSeek => false;
        }

        [Test]
        public async Task EachAttemptIsSignedAnew()
        {
            int calls = 0;
            var network = new Network((sent, body) => ++calls % 3 != 0 ? new HttpResponseMessage(HttpStatusCode.BadGateway) : Ok());
            Func<HttpRequestMessage, HttpRequestMessage> wait = request =>
            {
                Thread.Sleep(2);
                return request;
            };
            // A fresh timestamp, in milliseconds.
            using (var client = new HttpClient(new Again(
                new SigningHandler(GlobalPayment.Request, Signs, verifyResponses: false) { InnerHandler = network }, wait)))
            {
                await client.SendAsync(Post());
                Assert.AreEqual(3, network.Seen.Select(headers => headers["TIMESTAMP"]).Distinct().Count());
                Assert.AreEqual(3, network.Seen.Select(headers => headers["SIGNATURE"]).Distinct().Count());
            }
            network.Seen.Clear();
            // The same idempotency key, also when the request was made anew from the one before.
            using (Key key = Key.Generate())
            using (var client = new HttpClient(new Again(
                new SigningHandler(SmartGlocal.Request, SmartGlocal.RequestCredentials("shop", Encoding.ASCII.GetString(key.WritePrivate())))
                {
                    InnerHandler = network,
                },
                Clone)))
            {
                await client.SendAsync(Post().SetMessageOptions(new MessageOptions { IdempotencyKey = "auto" }));
                await client.SendAsync(Post().SetMessageOptions(new MessageOptions { IdempotencyKey = "auto" }));
                var keys = network.Seen.Select(headers => headers["X-PARTNER-IDEMPOTENCY-KEY"]).ToList();
                Assert.AreEqual(6, keys.Count);
                Assert.AreEqual(1, keys.Take(3).Distinct().Count());
                Assert.AreEqual(2, keys.Distinct().Count());
                // The request's own header is that option.
                HttpRequestMessage request = Post();
                request.Headers.Add("x-partner-idempotency-key", "order-17");
                await client.SendAsync(request);
                Assert.AreEqual("order-17", network.Seen.Last()["X-PARTNER-IDEMPOTENCY-KEY"]);
            }
        }

        /// <summary>A handler that hedges clones what it got before it sends anything, and sends the clones at once.</summary>
        [Test]
        public async Task ClonesAreAttemptsOfOneRequest()
        {
            using (Key key = Key.Generate())
            {
                var network = new Network((sent, body) => Ok());
                Credentials keys = SmartGlocal.RequestCredentials("shop", Encoding.ASCII.GetString(key.WritePrivate()));
                using (HttpClient client = Client(new SigningHandler(SmartGlocal.Request, keys), network))
                {
                    HttpRequestMessage request = Post().SetMessageOptions(new MessageOptions { IdempotencyKey = "auto" });
                    await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Clone(request)).ToList()
                        .Select(clone => Task.Run(() => client.SendAsync(clone))));
                    await client.SendAsync(request);
                    await client.SendAsync(Post().SetMessageOptions(new MessageOptions { IdempotencyKey = "auto" }));
                    var sent = network.Seen.Select(headers => headers["X-PARTNER-IDEMPOTENCY-KEY"]).ToList();
                    Assert.AreEqual(22, sent.Count);
                    Assert.AreEqual(1, sent.Take(21).Distinct().Count());
                    Assert.AreEqual(2, sent.Distinct().Count());
                }
            }
            // One does not change what another goes out with.
            using (var gateway = new Verifier(GlobalPayment.Request, Signs))
            {
                var network = new Network((sent, body) =>
                {
                    gateway.Verify(All(sent), body, sent.Method.Method, sent.RequestUri.PathAndQuery);
                    return SignedOk(sent, Answer, Answer);
                });
                var handler = new SigningHandler(GlobalPayment.Request, Signs);
                var token = new TaskCompletionSource<string>();
                using (HttpClient client = Client(handler, network))
                {
                    HttpRequestMessage request = Post().SetMessageOptions(new MessageOptions()), other = Clone(request);
                    other.RequestUri = new Uri("https://gateway.example/other");
                    handler.TokenSource = cancellation => token.Task;
                    Task<HttpResponseMessage> waits = client.SendAsync(request);
                    handler.TokenSource = cancellation => Task.FromResult("t");
                    await client.SendAsync(other);
                    token.SetResult("t");
                    Assert.AreEqual(HttpStatusCode.OK, (await waits).StatusCode);
                    Assert.AreEqual(2, network.Seen.Count);
                }
            }
        }

        private static HttpRequestMessage Clone(HttpRequestMessage request)
        {
            var clone = new HttpRequestMessage(request.Method, request.RequestUri) { Content = request.Content };
            foreach (KeyValuePair<string, object> property in request.Properties)
            {
                clone.Properties.Add(property);
            }
            foreach (KeyValuePair<string, IEnumerable<string>> header in request.Headers)
            {
                clone.Headers.Add(header.Key, header.Value);
            }
            return clone;
        }

        [Test]
        public async Task RedirectsAreNotFollowed()
        {
            Func<SigningHandler> signing = () => new SigningHandler(Solidgate.Request, Api);
            var moved = new Network((sent, body) =>
            {
                var response = new HttpResponseMessage(HttpStatusCode.TemporaryRedirect);
                response.Headers.Location = new Uri("https://elsewhere.example/");
                return response;
            });
            using (HttpClient client = Client(signing(), moved))
            {
                Assert.AreEqual(HttpStatusCode.TemporaryRedirect, (await client.SendAsync(Post())).StatusCode);
            }
            // A handler that follows them, inside, is refused before anything is sent.
            using (HttpClient client = Client(signing(), new Again(new HttpClientHandler(), request => request)))
            {
                StringAssert.Contains("AllowAutoRedirect", Throws<InvalidOperationException>(() => client.SendAsync(Post())).Message);
            }
            // One that cannot be seen to do so is noticed, and what it brings is not passed on.
            var followed = new Network((sent, body) =>
            {
                HttpResponseMessage response = Ok();
                response.RequestMessage = new HttpRequestMessage(HttpMethod.Get, "https://elsewhere.example/");
                return response;
            });
            using (HttpClient client = Client(signing(), followed))
            {
                StringAssert.Contains("followed a redirect", Throws<InvalidOperationException>(() => client.SendAsync(Post())).Message);
            }
            // One outside cannot have a request signed for another host.
            moved.Seen.Clear();
            SigningHandler inner = signing();
            inner.InnerHandler = moved;
            using (var client = new HttpClient(new Again(inner, request =>
            {
                request.RequestUri = new Uri("https://elsewhere.example/");
                return request;
            })))
            {
                StringAssert.Contains("was redirected from https://gateway.example to https://elsewhere.example",
                    Throws<InvalidOperationException>(() => client.SendAsync(Post())).Message);
                Assert.AreEqual(1, moved.Seen.Count);
            }
            HttpRequestMessage login = Post();
            using (var invoker = new HttpMessageInvoker(signing()))
            {
                login.RequestUri = new Uri("https://name:password@gateway.example/");
                Assert.AreEqual(ErrorCode.InvalidUrl, Throws<InputException>(() => invoker.SendAsync(login, CancellationToken.None)).Code);
                login.RequestUri = new Uri("https://name:password@elsewhere.example/");
                var redirected = Throws<InvalidOperationException>(() => invoker.SendAsync(login, CancellationToken.None));
                StringAssert.DoesNotContain("password", redirected.ToString());
            }
        }

        [Test]
        public async Task AccessTokens()
        {
            var network = new Network((sent, body) => SignedOk(sent, Answer, Answer));
            var handler = new SigningHandler(GlobalPayment.Request, Signs) { AccessToken = "fixed" };
            using (HttpClient client = Client(handler, network))
            {
                await client.SendAsync(Post());
                Assert.AreEqual("Bearer fixed", network.Seen.Last()["Authorization"]);
                int asked = 0;
                handler.TokenSource = async cancellation =>
                {
                    await Task.Yield();
                    return "token-" + ++asked;
                };
                await client.SendAsync(Post());
                await client.SendAsync(Post());
                Assert.AreEqual("Bearer token-2", network.Seen.Last()["Authorization"]);
                handler.TokenSource = null;
                handler.AccessToken = null;
                HttpRequestMessage request = Post();
                request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", "own");
                await client.SendAsync(request);
                Assert.AreEqual("Bearer own", network.Seen.Last()["Authorization"]);
                request = Post("http://gateway.example/");
                request.Headers.TryAddWithoutValidation("Authorization", "bearer own");
                Assert.AreEqual(ErrorCode.InsecureUrl, Throws<InputException>(() => client.SendAsync(request)).Code);
                // It does not go over a connection that anyone can read, and what goes wrong is told.
                int sent = network.Seen.Count;
                handler.AccessToken = "secret-token";
                var insecure = Throws<InputException>(() => client.SendAsync(Post("http://gateway.example/")));
                Assert.AreEqual(ErrorCode.InsecureUrl, insecure.Code);
                StringAssert.DoesNotContain("secret-token", insecure.ToString());
                handler.TokenSource = cancellation => Task.FromException<string>(new TimeoutException("no token"));
                Throws<TimeoutException>(() => client.SendAsync(Post()));
                Assert.AreEqual(sent, network.Seen.Count);
            }
        }

        [Test]
        public void WhatCannotBeSignedIsNotSent()
        {
            var network = new Network((sent, body) => Ok());
            var handler = new SigningHandler(GlobalPayment.Request, Signs);
            using (HttpClient client = Client(handler, network))
            {
                Func<HttpRequestMessage, ErrorCode> code = request => Throws<PaysigException>(() => client.SendAsync(request)).Code;
                Assert.AreEqual(ErrorCode.InvalidOption, code(Post().SetMessageOptions(new MessageOptions { Timestamp = "1700000000000" })));
                Assert.AreEqual(ErrorCode.InvalidOption, code(Post().SetMessageOptions(new MessageOptions { Now = DateTimeOffset.UtcNow })));
                Assert.AreEqual(ErrorCode.UnknownOption, code(Post().SetMessageOptions(new MessageOptions { IdempotencyKey = "auto" })));
                Assert.AreEqual(ErrorCode.InvalidUrl, code(Post("https://user:pass@gateway.example/")));
            }
            Throws<ObjectDisposedException>(() => new HttpMessageInvoker(handler).SendAsync(Post(), CancellationToken.None));
            Assert.AreEqual(0, network.Seen.Count);
            UseTests.Fails(ErrorCode.MissingCredential, () => new SigningHandler(GlobalPayment.Request, new Credentials()));
            UseTests.Fails(ErrorCode.UnknownScheme, () => new SigningHandler("none", Signs));
        }
    }
}
