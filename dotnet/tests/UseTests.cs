using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using Paysig.Gateways;
using Paysig.Native;

namespace Paysig.Tests
{
    public class UseTests
    {
        internal const string Scheme = Solidgate.Webhook;
        internal static readonly byte[] Body = Encoding.UTF8.GetBytes("{\"order\":1}");

        internal static Credentials Keys => Solidgate.WebhookCredentials("wh_pk_c52ea06e", "wh_sk_1f4a9eb0");

        internal static PaysigException Fails(ErrorCode code, TestDelegate call)
        {
            try
            {
                call();
            }
            catch (PaysigException e)
            {
                Assert.AreEqual(code, e.Code, e.Message);
                return e;
            }
            throw new AssertionException(code + " was expected, and nothing failed");
        }

        private static Credentials With(string name, string value)
        {
            Credentials keys = Keys;
            keys[name] = value;
            return keys;
        }

        [Test]
        public void TheLibraryIsTheExpectedOne()
        {
            Library.Load();
            Assert.AreEqual("0.1.0", Calls.Version());
            Assert.AreEqual("ok", Calls.StatusName(0));
        }

        [Test]
        public void EveryErrorCodeIsTheTables()
        {
            Library.Load();
            var known = Enum.GetValues(typeof(ErrorCode)).Cast<ErrorCode>().ToList();
            Assert.IsTrue(known.Remove(ErrorCode.Other));
            var kinds = new Dictionary<string, Type>
            {
                ["configuration"] = typeof(ConfigurationException),
                ["input"] = typeof(InputException),
                ["rejected"] = typeof(RejectedException),
                ["internal"] = typeof(InternalException),
            };
            var table = new List<ErrorCode>();
            foreach (Json row in Json.Parse(Calls.Describe("errors"))["errors"].Members.Select(member => member.Value))
            {
                var code = (ErrorCode)row["number"].Number;
                table.Add(code);
                Assert.AreEqual(row["code"].Text, code.Name());
                Assert.AreEqual(Calls.StatusName((int)code), code.Name());
                Assert.AreEqual(Calls.StatusMessage((int)code), code.Advice());
                PaysigException error = PaysigException.Of((int)code, "this case");
                Assert.AreEqual(kinds[row["kind"].Text], error.GetType());
                Assert.AreEqual(code, error.Code);
                Assert.AreEqual(code.Name() + ": this case", error.Message);
            }
            CollectionAssert.AreEquivalent(known, table);
            Assert.Greater(known.Count, 40);
            Console.WriteLine("error codes: {0} asserted", known.Count);
            // A rejection that is newer than this package is still one.
            PaysigException newer = PaysigException.Of(399, "new");
            Assert.IsInstanceOf<RejectedException>(newer);
            Assert.AreEqual(ErrorCode.Other, newer.Code);
            Assert.AreEqual(399, newer.Number);
        }

        [Test]
        public void GeneratedFilesAreCurrent()
        {
            string folder = Path.Combine(Program.Top, "dotnet");
            foreach (KeyValuePair<string, string> file in Generator.Files())
            {
                Assert.AreEqual(file.Value, File.ReadAllText(Path.Combine(folder, file.Key)), "run dotnet/generate, which writes " + file.Key);
            }
            Assert.AreEqual(Gateway.All().Count, Directory.GetFiles(Path.Combine(folder, "src", "Gateways")).Length);
        }

        [Test]
        public void WrongUse()
        {
            Fails(ErrorCode.UnknownScheme, () => new Signer("solidgate/webhooks", Keys));
            Fails(ErrorCode.MissingCredential, () => new Signer(Scheme, new Credentials()));
            Fails(ErrorCode.EmptyCredential, () => new Signer(Scheme, With("secret_key", "")));
            Fails(ErrorCode.UnknownCredential, () => new Signer(Scheme, With("secret", "wh_sk_1")));
            Fails(ErrorCode.MalformedCredential, () => new Signer(Scheme, With("secret_key", " wh_sk_1")));
            Fails(ErrorCode.WrongHalfOfPair, () => new Signer(Scheme, With("secret_key", "wh_pk_c52ea06e")));
            Fails(ErrorCode.InvalidText, () => new Signer(Scheme, With("secret_key", "wh_sk_\ud800")));
            Fails(ErrorCode.UnknownOption, () => new Verifier(Scheme, Keys, new SchemeOptions { Tolerance = TimeSpan.FromSeconds(1) }));
            Fails(ErrorCode.InvalidOption, () => new Verifier(Sumsub.Request, Sumsub.RequestCredentials("app", "secret"),
                new SchemeOptions { Tolerance = TimeSpan.Zero }));
            Fails(ErrorCode.InvalidOption, () => new Verifier(Sumsub.Request, Sumsub.RequestCredentials("app", "secret"),
                new SchemeOptions { ["tolerance"] = "60 minutes" }));
            Fails(ErrorCode.DuplicateCredential, () => new Verifier(Scheme, new Keyring { { "a", Keys }, { "a", Keys } }));
            Fails(ErrorCode.MissingCredential, () => new Verifier(Scheme, new Keyring()));
            Fails(ErrorCode.MissingCredential, () => new Verifier(Scheme, new Keyring { { "a", new Credentials() } }));
            Fails(ErrorCode.MissingCredential, () => new Verifier(Scheme, new Keyring { { "a", Keys }, { "b", new Credentials() } }));
            Fails(ErrorCode.InvalidLabel, () => new Verifier(Scheme, new Keyring { { "é", Keys } }));
            // What could be no label is not repeated.
            foreach (Keyring keyring in new[] { new Keyring { { "\0", new Credentials() } }, new Keyring { { "\0", Keys }, { "\0", Keys } } })
            {
                string message = Assert.Throws<ConfigurationException>(() => new Verifier(Scheme, keyring)).Message;
                Assert.IsFalse(message.Any(char.IsControl), message);
            }
            Fails(ErrorCode.UnknownGateway, () => Gateway.Of("none"));
            Fails(ErrorCode.UnknownScheme, () => Gateway.OfScheme("none/webhook"));
            Fails(ErrorCode.InvalidArgument, () => Gateway.ReadError(Solidgate.Id, -1, Body));
            Fails(ErrorCode.InvalidArgument, () => Key.Generate(1000));
            Fails(ErrorCode.InvalidArgument, () => Key.Generate(-2048));
            Fails(ErrorCode.MalformedKey, () => Key.ReadPrivate(Encoding.ASCII.GetBytes("-----BEGIN PRIVATE KEY-----\nAAAA")));
            Fails(ErrorCode.MalformedKey, () => Key.ReadPrivate(new byte[0]));
            Assert.Throws<ArgumentNullException>(() => new Signer(null, Keys));
            Assert.Throws<ArgumentNullException>(() => new Signer(Scheme, null));
            Assert.Throws<ArgumentNullException>(() => new Verifier(Scheme, (Credentials)null));
            Assert.Throws<ArgumentNullException>(() => new Verifier(Scheme, (Keyring)null));
            Assert.Throws<ArgumentNullException>(() => Keys.Add("secret_key", (string)null));
            Assert.Throws<ArgumentNullException>(() => Key.ReadPublic(null));
            using (var signer = new Signer(Scheme, Keys))
            using (var verifier = new Verifier(Scheme, Keys))
            {
                Headers headers = signer.Sign(Body);
                Assert.Throws<ArgumentNullException>(() => verifier.Verify(null, Body));
                Fails(ErrorCode.MissingBody, () => verifier.Verify(headers, null));
                Fails(ErrorCode.SignatureMismatch, () => verifier.Verify(headers, new byte[0]));
                Fails(ErrorCode.DuplicateHeader, () => verifier.Verify(headers.With("signature", "x"), Body));
                Fails(ErrorCode.MissingHeader, () => verifier.Verify(new Headers(new KeyValuePair<string, string>[0]), Body));
                Fails(ErrorCode.InvalidHeaders, () => verifier.Verify(headers.With("x", "a\0b"), Body));
                Fails(ErrorCode.InvalidHeaders, () => verifier.Verify(headers.With("x", null), Body));
                Fails(ErrorCode.UnknownOption, () => signer.Sign(Body, new MessageOptions { IdempotencyKey = "auto" }));
                Fails(ErrorCode.InvalidArgument, () => signer.Form("data", Body));
                string printed = Keys + " " + signer + verifier + headers + verifier.Verify(headers, Body) + new Keyring { { "live", Keys } }
                    + signer.StringToSign(null, null, Body);
                Assert.IsFalse(printed.Contains("1f4a9eb0") || printed.Contains("order"), printed);
                Assert.IsTrue(printed.Contains("secret_key") && printed.Contains("Signature"), printed);
            }
        }

        [Test]
        public void ASchemeIsDescribed()
        {
            Gateway gateway = Gateway.OfScheme(GlobalPayment.Response);
            Assert.AreEqual("/{path}", gateway.Endpoint);
            Scheme response = gateway.Schemes.Single(each => each.Id == GlobalPayment.Response);
            Assert.AreEqual("milliseconds 00:02:00", response.Freshness.Unit + " " + response.Freshness.Tolerance);
            Assert.AreEqual("expected 1.2", response.Https + " " + response.Tls);
            Assert.IsNull(response.Sender);
            SchemeProof proof = response.Proof;
            Assert.AreEqual("mac sha512 sign_key base64", string.Join(" ", proof.Kind, proof.Hash, proof.Key, proof.Text));
            Assert.AreEqual("method timestamp path query body", string.Join(" ", proof.Parts.Select(part => part.Kind)));
            Assert.AreEqual("else_from_request also TIMESTAMP",
                response.Headers[0].Need + " also " + string.Join(",", response.Headers[0].Also));

            Scheme request = Gateway.OfScheme(Solidgate.Request).Schemes.Single(each => each.Id == Solidgate.Request);
            Assert.IsNull(request.Freshness);
            Assert.AreEqual("public_key", request.Sender);
            Assert.AreEqual("field public_key", request.Proof.Parts[0].Kind + " " + request.Proof.Parts[0].Of);
            Assert.AreEqual("public_key body public_key", string.Join(" ", request.Parts));

            Scheme basic = Gateway.OfScheme(Smart2pay.Request).Schemes.Single(each => each.Id == Smart2pay.Request);
            Assert.AreEqual("basic site_id api_key required",
                string.Join(" ", basic.Proof.Kind, basic.Proof.User, basic.Proof.Password, basic.Https));
            Assert.AreEqual(0, basic.Proof.Parts.Count);
        }

        [Test]
        public void WhatIsDisposedIsRefused()
        {
            var signer = new Signer(Scheme, Keys);
            Headers headers = signer.Sign(Body);
            signer.Dispose();
            signer.Dispose();
            Assert.Throws<ObjectDisposedException>(() => signer.Sign(Body));
            Assert.Throws<ObjectDisposedException>(() => signer.StringToSign(null, null, Body));
            Assert.Throws<ObjectDisposedException>(() => signer.Form("data", Body));
            var verifier = new Verifier(Scheme, Keys);
            verifier.Dispose();
            Assert.Throws<ObjectDisposedException>(() => verifier.Verify(headers, Body));
            Key key = Key.Generate();
            key.Dispose();
            Assert.Throws<ObjectDisposedException>(() => key.WritePublic());
        }

        [Test]
        public void HeadersComeInEveryForm()
        {
            using (var signer = new Signer(Scheme, Keys))
            using (var verifier = new Verifier(Scheme, Keys))
            {
                Headers headers = signer.Sign(Body);
                Assert.AreEqual(2, headers.Count);
                Assert.AreEqual(headers[1].Value, headers["signature"]);
                Assert.IsNull(headers["no"]);
                verifier.Verify(headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value), Body);
                verifier.Verify(Headers.From(headers.ToDictionary(header => header.Key, header => new[] { header.Value })), Body);
                var response = new System.Net.Http.HttpResponseMessage();
                var collection = new NameValueCollection();
                foreach (KeyValuePair<string, string> header in headers)
                {
                    response.Headers.TryAddWithoutValidation(header.Key, header.Value);
                    collection.Add(header.Key, header.Value);
                }
                verifier.Verify(Headers.From(response.Headers), Body);
                verifier.Verify(Headers.From(collection), Body);
                collection.Add("Signature", headers["Signature"]);
                Fails(ErrorCode.DuplicateHeader, () => verifier.Verify(Headers.From(collection), Body));
            }
        }

        /// <summary>Latin-1 has a digit for a wide digit, and an A for a wide A: what was not sent would be verified.</summary>
        [Test]
        public void LettersThatLookAlikeAreOthers()
        {
            using (var signer = new Signer(Scheme, Keys))
            using (var verifier = new Verifier(Scheme, Keys))
            {
                Headers headers = signer.Sign(Body);
                string wide = string.Concat(headers["Signature"].Select(each => (char)(each + '\uff01' - '!')));
                Headers changed = new Headers(headers.Take(1)).With("Signature", wide);
                Fails(ErrorCode.MalformedSignature, () => verifier.Verify(changed, Body));
            }
        }

        [Test]
        public void WhatIsVerifiedStays()
        {
            using (var signer = new Signer(Scheme, Keys))
            using (var verifier = new Verifier(Scheme, Keys))
            {
                Verified verified = verifier.Verify(signer.Sign(Body), Body, options: new MessageOptions { WithReplayKey = true });
                string key = Vectors.Hex(verified.ReplayKey());
                Array.Clear(verified.ReplayKey(), 0, 32);
                Assert.AreEqual(key, Vectors.Hex(verified.ReplayKey()));
                Assert.Throws<NotSupportedException>(() => ((IList<string>)verified.Covers).Add("method"));
                Assert.Throws<NotSupportedException>(() => ((IList<Gateway>)Gateway.All()).Clear());
            }
        }

        /// <summary>Null would be recorded as any key is, and no copy would ever be found.</summary>
        [Test]
        public void AReplayKeyIsForWhoAsksForIt()
        {
            var asked = new MessageOptions { WithReplayKey = true };
            using (var signer = new Signer(Scheme, Keys))
            using (var verifier = new Verifier(Scheme, Keys))
            {
                Headers headers = signer.Sign(Body);
                byte[] key = verifier.Verify(headers, Body, options: asked).ReplayKey();
                Assert.AreEqual(32, key.Length);
                CollectionAssert.AreEqual(key, verifier.Verify(headers, Body, options: asked).ReplayKey());
                HasNoReplayKey(verifier.Verify(headers, Body));
                HasNoReplayKey(verifier.Verify(headers, Body, options: new MessageOptions { Now = DateTimeOffset.UtcNow }));
            }
            Credentials notification = Smart2pay.NotificationCredentials("30201", "hJ5Q0vT1");
            using (var signer = new Signer(Smart2pay.Notification, notification))
            using (var verifier = new Verifier(Smart2pay.Notification, notification))
            {
                Headers headers = signer.Sign("POST", "https://shop.example/hooks", Body);
                Assert.IsNull(verifier.Verify(headers, Body, options: asked).ReplayKey());
                HasNoReplayKey(verifier.Verify(headers, Body));
            }
        }

        private static void HasNoReplayKey(Verified verified)
        {
            StringAssert.Contains("WithReplayKey", Assert.Throws<InvalidOperationException>(() => verified.ReplayKey().ToString()).Message);
            StringAssert.StartsWith("Verified(" + verified.Scheme, verified.ToString());
            // As a serialiser or a logger reads it.
            var shown = typeof(Verified).GetProperties().ToDictionary(property => property.Name, property => property.GetValue(verified));
            Assert.AreEqual(verified.Scheme, shown["Scheme"]);
            CollectionAssert.DoesNotContain(shown.Keys, "ReplayKey");
#if NETCOREAPP
            StringAssert.Contains("\"Scheme\":\"" + verified.Scheme + "\"", System.Text.Json.JsonSerializer.Serialize(verified));
#endif
        }

        [Test]
        public void AnIdempotencyKeyThatWasNotFoundIsNotNone()
        {
            var options = new MessageOptions();
            Assert.IsNull(options.IdempotencyKey);
            options.IdempotencyKey = "order-17";
            Assert.AreEqual("value", Assert.Throws<ArgumentNullException>(() => options.IdempotencyKey = null).ParamName);
            Assert.AreEqual("order-17", options.IdempotencyKey);
        }

        [Test]
        public void KeysRotate()
        {
            Credentials next = Solidgate.WebhookCredentials("wh_pk_c52ea06e", "wh_sk_77aa01be");
            using (var signer = new Signer(Scheme, next))
            using (var verifier = new Verifier(Scheme, new Keyring { { "2025", Keys }, { "2026", next } }))
            {
                Assert.AreEqual("2026", verifier.Verify(signer.Sign(Body), Body).Label);
            }
        }

        [Test]
        public void AKeyIsMadeWrittenAndUsed()
        {
            byte[] passphrase = Encoding.UTF8.GetBytes("pass phrase");
            using (Key key = Key.Generate())
            {
                byte[] closed = key.WritePrivate(KeyEncoding.Pem, passphrase);
                Assert.AreEqual("encrypted_pkcs8", Key.Inspect(closed, passphrase).Form);
                Fails(ErrorCode.MissingPassphrase, () => Key.ReadPrivate(closed));
                Fails(ErrorCode.WrongPassphrase, () => Key.ReadPrivate(closed, Body));
                Fails(ErrorCode.EmptyCredential, () => key.WritePrivate(KeyEncoding.Der, new byte[0]));
                Assert.AreEqual("passphrase", Assert.Throws<ArgumentNullException>(() => key.WritePrivate(KeyEncoding.Pem, null)).ParamName);
                Assert.AreEqual("pkcs8", Key.Inspect(key.WritePrivate(KeyEncoding.Der)).Form);
                Fails(ErrorCode.WrongKeyKind, () => Key.ReadPublic(key.WritePrivate()));
                Credentials signing = SmartGlocal.RequestCredentials("shop", privateKey: Encoding.ASCII.GetString(key.WritePrivate()));
                var verifying = new Credentials { ["project"] = "shop" };
                verifying.Add("public_key", key.WritePublic(KeyEncoding.Der));
                using (var signer = new Signer(SmartGlocal.Request, signing))
                using (var verifier = new Verifier(SmartGlocal.Request, verifying))
                {
                    Headers headers = signer.Sign(null, null, Body, new MessageOptions { IdempotencyKey = "auto" });
                    CollectionAssert.AreEqual(Body, verifier.Verify(headers, Body).Body);
                }
            }
        }

        [Test]
        public void LargeHeadersAndBodies()
        {
            var large = new byte[(3 << 20) + 1];
            large[large.Length - 1] = 7;
            using (var signer = new Signer(Scheme, Keys))
            using (var verifier = new Verifier(Scheme, Keys))
            {
                Headers headers = signer.Sign(large);
                Assert.AreEqual(large, verifier.Verify(headers, large).Body);
                Assert.IsNotNull(verifier.Verify(headers, large, options: new MessageOptions { WithReplayKey = true }).ReplayKey());
            }
            using (var signer = new Signer(GlobalPayment.Request, GlobalPayment.RequestCredentials("sk_4d1f")))
            {
                string token = new string('t', 100000);
                Headers headers = signer.Sign("GET", "https://gateway.example/", null, new MessageOptions { AccessToken = token });
                Assert.AreEqual("Bearer " + token, headers["Authorization"]);
            }
        }

        [Test]
        public void ManyThreadsShareAndOneDisposes()
        {
            var signer = new Signer(Scheme, Keys);
            var verifier = new Verifier(Scheme, Keys);
            int calls = 0;
            bool disposing = false;
            var threads = Enumerable.Range(0, 16).Select(i => Task.Factory.StartNew(
                () =>
                {
                    byte[] body = Encoding.UTF8.GetBytes("{\"order\":" + i + "}");
                    while (true)
                    {
                        try
                        {
                            Assert.AreEqual("default", verifier.Verify(signer.Sign(body), body).Label);
                            Interlocked.Increment(ref calls);
                        }
                        catch (ObjectDisposedException)
                        {
                            Assert.IsTrue(Volatile.Read(ref disposing));
                            return;
                        }
                    }
                },
                TaskCreationOptions.LongRunning)).ToArray();
            Thread.Sleep(300);
            Volatile.Write(ref disposing, true);
            signer.Dispose();
            verifier.Dispose();
            Assert.IsTrue(Task.WaitAll(threads, TimeSpan.FromSeconds(60)));
            Assert.Greater(calls, 100);
        }

        /// <summary>The owner may be collected while its only call runs: what is used must stay.</summary>
        [Test]
        public void CollectionDuringCalls()
        {
            bool done = false;
            var collector = new Thread(() =>
            {
                while (!Volatile.Read(ref done))
                {
                    GC.Collect();
                    GC.WaitForPendingFinalizers();
                }
            });
            collector.Start();
            try
            {
                for (int i = 0; i < 500; i++)
                {
                    Headers headers = new Signer(Scheme, Keys).Sign(Body);
                    Assert.AreEqual("default", new Verifier(Scheme, Keys).Verify(headers, Body).Label);
                    Fails(ErrorCode.EmptyCredential, () => new Signer(Scheme, With("secret_key", "")));
                }
            }
            finally
            {
                Volatile.Write(ref done, true);
                collector.Join();
            }
        }
    }
}
