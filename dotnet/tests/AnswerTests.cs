using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using NUnit.Framework;
using Paysig.Gateways;
using Paysig.Http;
using static Paysig.Tests.HttpTests;

namespace Paysig.Tests
{
    /// <summary>What a handler makes of the answers of a gateway that signs them.</summary>
    public class AnswerTests
    {
        [Test]
        public async Task SignedAnswersAreVerified()
        {
            byte[] forged = Encoding.UTF8.GetBytes("{\"status\":\"FREE\"}");
            byte[] sent = Answer;
            var network = new Network((request, body) => SignedOk(request, Answer, sent));
            var handler = new SigningHandler(GlobalPayment.Request, Signs);
            using (HttpClient client = Client(handler, network))
            {
                HttpResponseMessage response = await client.SendAsync(Post());
                CollectionAssert.AreEqual(Answer, await response.Content.ReadAsByteArrayAsync());
                Assert.AreEqual("identity", network.Seen[0]["Accept-Encoding"]);
                await client.GetAsync("https://gateway.example/status?id=1&x=a%20b");

                sent = forged;
                var refused = Throws<ResponseException>(() => client.SendAsync(Post()));
                Assert.AreEqual(ErrorCode.SignatureMismatch, refused.Code);
                Assert.AreEqual(HttpStatusCode.OK, refused.StatusCode);
                Assert.IsInstanceOf<RejectedException>(refused.InnerException);
                StringAssert.DoesNotContain("FREE", refused.ToString());

                sent = Answer;
                handler.ResponseLimit = Answer.Length - 1;
                StringAssert.Contains("more than", Throws<ResponseException>(() => client.SendAsync(Post())).Message);
                foreach (int limit in new[] { 0, -1 })
                {
                    StringAssert.Contains("at most " + limit + " bytes; set it to 1 or more",
                        Assert.Throws<ArgumentOutOfRangeException>(() => handler.ResponseLimit = limit).Message);
                }
                handler.ResponseLimit = Answer.Length;
                await client.SendAsync(Post());
            }
            var unsigned = new Network((request, body) => Ok());
            using (HttpClient client = Client(new SigningHandler(GlobalPayment.Request, Signs), unsigned))
            {
                Assert.AreEqual(ErrorCode.MissingHeader, Throws<ResponseException>(() => client.SendAsync(Post())).Code);
            }
            using (HttpClient client = Client(new SigningHandler(GlobalPayment.Request, Signs, verifyResponses: false), unsigned))
            {
                Assert.AreEqual(HttpStatusCode.OK, (await client.SendAsync(Post())).StatusCode);
            }
            // What decompresses gives other bytes than those that were signed.
            using (HttpClient client = Client(new SigningHandler(GlobalPayment.Request, Signs),
                new HttpClientHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.GZip }))
            {
                StringAssert.Contains("AutomaticDecompression", Throws<InvalidOperationException>(() => client.SendAsync(Post())).Message);
            }
        }

        /// <summary>One without a time of its own is bound to its request's, under whatever name that goes.</summary>
        [Test]
        public async Task AnswersAreBoundToTheirRequests()
        {
            foreach (string name in new[] { "TIMESTAMP", "X-Time" })
            {
                using (var gateway = new Signer(GlobalPayment.Response, Signs))
                {
                    string late = null;
                    var network = new Network((request, body) =>
                    {
                        HttpResponseMessage response = Ok();
                        response.Content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("application/json");
                        var options = new MessageOptions { RequestTimestamp = late ?? All(request)[name] };
                        foreach (KeyValuePair<string, string> header in
                            gateway.Sign(request.Method.Method, request.RequestUri.AbsoluteUri, Answer, options))
                        {
                            response.Headers.TryAddWithoutValidation(header.Key, header.Value);
                        }
                        Assert.AreEqual(1, response.Headers.Count());
                        return response;
                    });
                    var named = name == "TIMESTAMP" ? null : new SchemeOptions { TimestampHeader = name };
                    using (HttpClient client = Client(new SigningHandler(GlobalPayment.Request, Signs, named), network))
                    {
                        HttpResponseMessage response = await client.SendAsync(Post());
                        Assert.AreEqual("application/json", response.Content.Headers.ContentType.MediaType);
                        late = "1700000000000";
                        Assert.AreEqual(ErrorCode.SignatureMismatch, Throws<ResponseException>(() => client.SendAsync(Post())).Code);
                    }
                }
            }
        }

        /// <summary>Its connection is free again.</summary>
        [Test]
        public void AnAnswerThatIsRefusedIsDisposed()
        {
            HttpResponseMessage refused = null;
            var network = new Network((request, body) => refused = Ok());
            using (HttpClient client = Client(new SigningHandler(GlobalPayment.Request, Signs), network))
            {
                Throws<ResponseException>(() => client.SendAsync(Post()));
                Throws<ObjectDisposedException>(() => refused.Content.ReadAsByteArrayAsync());
            }
        }
    }
}
