using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using Paysig.Gateways;

namespace Paysig.Tests
{
    public class WebhookTests
    {
        private static readonly byte[] Body = Encoding.UTF8.GetBytes("{\"order\":\"é\"}");

        private sealed class Broken : MemoryStream
        {
            private readonly Exception reason;

            internal Broken(Exception reason)
            {
                this.reason = reason;
            }

            public override int Read(byte[] buffer, int offset, int count) => throw reason;

            public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellation) => throw reason;
        }

        /// <summary>Endless, and counting what was taken.</summary>
        private sealed class Endless : MemoryStream
        {
            internal int Taken { get; private set; }

            public override int Read(byte[] buffer, int offset, int count)
            {
                Taken += count;
                return count;
            }
        }

        private static WebhookResult Both(WebhookVerifier webhooks, IEnumerable<KeyValuePair<string, string>> headers, Func<Stream> body,
            string method = null, string target = null)
        {
            WebhookResult result = webhooks.Verify(headers, body(), method, target);
            WebhookResult other = webhooks.VerifyAsync(headers, body(), method, target).GetAwaiter().GetResult();
            Assert.AreEqual(result.ToString(), other.ToString());
            Assert.AreEqual(result.Error?.GetType(), other.Error?.GetType());
            if (result.Verified == null)
            {
                Assert.AreEqual("", result.Body);
                Assert.IsNull(result.ContentType);
                Assert.IsNotNull(result.Error);
            }
            return result;
        }

        [Test]
        public void WhatComesIsAnswered()
        {
            using (var gateway = new Signer(GlobalPayment.Webhook, GlobalPayment.WebhookCredentials("sk_4d1f")))
            using (var verifier = new Verifier(GlobalPayment.Webhook, GlobalPayment.WebhookCredentials("sk_4d1f")))
            {
                var webhooks = new WebhookVerifier(verifier, Body.Length);
                Headers headers = gateway.Sign(Body);
                WebhookResult good = Both(webhooks, headers, () => new MemoryStream(Body));
                CollectionAssert.AreEqual(Body, good.Verified.Body);
                CollectionAssert.AreEqual(verifier.Verify(headers, Body, options: new MessageOptions { WithReplayKey = true }).ReplayKey(),
                    good.Verified.ReplayKey());
                Assert.AreEqual(200, good.Status);
                Assert.AreEqual("application/json", good.ContentType);
                Assert.AreEqual("{\"retcode\":200,\"retmsg\":\"SUCCESS\"}", good.Body);

                Assert.AreEqual(401, Both(webhooks, headers, () => new MemoryStream()).Status);
                Assert.AreEqual(401, Both(webhooks, new Headers(headers.Take(1)), () => new MemoryStream(Body)).Status);
                Assert.AreEqual(413, Both(webhooks, headers, () => new MemoryStream(new byte[Body.Length + 1])).Status);
                Assert.AreEqual(400, Both(webhooks, headers, () => new Broken(new IOException("gone"))).Status);
                // HttpListener's, of a body in chunks that are none.
                Assert.AreEqual(400, Both(webhooks, headers, () => new Broken(new HttpListenerException(400, "no chunk size"))).Status);
                Assert.Throws<NotSupportedException>(() => webhooks.Verify(headers, new Broken(new NotSupportedException())));
                var endless = new Endless();
                Assert.AreEqual(413, webhooks.Verify(headers, endless).Status);
                Assert.LessOrEqual(endless.Taken, Body.Length + 1);
                // The caller's mistakes are no answers.
                Assert.Throws<ArgumentNullException>(() => webhooks.Verify(headers, null));
                Assert.Throws<ArgumentNullException>(() => webhooks.Verify(null, new MemoryStream()));
                verifier.Dispose();
                Assert.AreEqual(500, Both(webhooks, headers, () => new MemoryStream(Body)).Status);
                // One of 0 would refuse every webhook that has a body.
                foreach (int limit in new[] { 0, -1, int.MaxValue })
                {
                    StringAssert.Contains("at most " + limit + " bytes; give a limit from 1",
                        UseTests.Fails(ErrorCode.InvalidArgument, () => new WebhookVerifier(verifier, limit)).Message);
                }
            }
        }

        [Test]
        public void OneThatIsNotFreshIsRefused()
        {
            var keys = GlobalPayment.WebhookCredentials("sk_4d1f");
            using (var gateway = new Signer(GlobalPayment.Webhook, keys))
            using (var verifier = new Verifier(GlobalPayment.Webhook, keys))
            {
                Headers headers = gateway.Sign(Body, new MessageOptions { Now = DateTimeOffset.UtcNow.AddHours(-1) });
                WebhookResult stale = Both(new WebhookVerifier(verifier), headers, () => new MemoryStream(Body));
                Assert.AreEqual(401, stale.Status);
                Assert.AreEqual(ErrorCode.Stale, ((PaysigException)stale.Error).Code);
                var arrived = new MessageOptions { Now = DateTimeOffset.UtcNow.AddHours(-1) };
                Assert.Less(verifier.Verify(headers, Body, options: arrived).Timestamp.Value, DateTimeOffset.UtcNow.AddMinutes(-50));
            }
        }

        /// <summary>A message whose body nobody vouches for gives it out only under that name.</summary>
        [Test]
        public void WhatIsNotSignedIsNotTheBody()
        {
            Credentials keys = Smart2pay.NotificationCredentials("30201", "hJ5Q0vT1");
            using (var gateway = new Signer(Smart2pay.Notification, keys))
            using (var verifier = new Verifier(Smart2pay.Notification, keys))
            {
                Headers headers = gateway.Sign("POST", "https://shop.example/hooks", Body);
                Verified verified = Both(new WebhookVerifier(verifier), headers, () => new MemoryStream(Body)).Verified;
                Assert.IsNull(verified.Body);
                Assert.IsNull(verified.ReplayKey());
                CollectionAssert.AreEqual(Body, verified.UnauthenticatedBody);
            }
        }

        /// <summary>Whoever receives requests has method and target verified where they are signed.</summary>
        [Test]
        public void TheTargetIsVerifiedWhereItIsSigned()
        {
            Credentials keys = Sumsub.RequestCredentials("app", "secret");
            using (var client = new Signer(Sumsub.Request, keys))
            using (var verifier = new Verifier(Sumsub.Request, keys))
            {
                var webhooks = new WebhookVerifier(verifier);
                Headers headers = client.Sign("POST", "https://shop.example/a?b=c", Body);
                WebhookResult good = Both(webhooks, headers, () => new MemoryStream(Body), "POST", "/a?b=c");
                Assert.AreEqual(200, good.Status);
                Assert.IsNotNull(good.Verified.ReplayKey());
                Assert.AreEqual(401, Both(webhooks, headers, () => new MemoryStream(Body), "POST", "/a").Status);
                Assert.AreEqual(401, Both(webhooks, headers, () => new MemoryStream(Body), "POST", "/a b").Status);
                Assert.AreEqual(500, Both(webhooks, headers, () => new MemoryStream(Body)).Status);
            }
        }
    }
}
