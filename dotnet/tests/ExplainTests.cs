using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using NUnit.Framework;
using Paysig.Gateways;
using Paysig.Native;

namespace Paysig.Tests
{
    public class ExplainTests
    {
        private static readonly byte[] Body = Encoding.UTF8.GetBytes("{\"order\":{\"card\":\"4242424242424242\"}}");
        private static readonly byte[] WrittenAgain = Encoding.UTF8.GetBytes("{\"order\": {\"card\": \"4242424242424242\"}}");

        /// <summary>Nothing that is tried makes it match, and trying takes more than the budget.</summary>
        private static readonly byte[] Long = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"order\":1", 200000)));

        /// <summary>The capsule tells the time.</summary>
        private static readonly MessageOptions Now = new MessageOptions { Now = DateTimeOffset.FromUnixTimeSeconds(1767315845) };

        private static readonly Verifier Verifier = new Verifier(UseTests.Scheme, UseTests.Keys);
        private static readonly Headers Signed = Sign(UseTests.Keys);

        private static Credentials Staging => Solidgate.WebhookCredentials("wh_pk_c52ea06e", "wh_sk_0d7be55a");

        private static Headers Sign(Credentials keys)
        {
            using (var signer = new Signer(UseTests.Scheme, keys))
            {
                return signer.Sign(Body);
            }
        }

        private static Explanation Explained() => Verifier.Explain(Signed, WrittenAgain, options: Now);

        private static Json Read(string json) => Json.Parse(Encoding.UTF8.GetBytes(json));

        [Test]
        public void EveryBrokenMessage()
        {
            Json index = Vectors.ExplainIndex;
            var failures = new List<string>();
            int run = 0;
            foreach (Json each in Vectors.Cases(index["files"], "explain"))
            {
                try
                {
                    RunOne(each);
                }
                catch (Exception e)
                {
                    failures.Add(each["id"].Text + ": " + e.Message);
                }
                run++;
            }
            Assert.IsEmpty(failures, failures.Count + " failures:\n" + string.Join("\n", failures.Take(20)));
            Assert.AreEqual(index["total"].Number, run);
            Assert.AreEqual(run, index["files"].Members.Sum(file => file.Value["cases"].Number));
            Console.WriteLine("explain: {0} broken messages on {1}", run, Program.Runtime);
        }

        private static void RunOne(Json given)
        {
            using (var verifier = new Verifier(given["scheme"].Text, Vectors.Keyring(given["credentials"]),
                Vectors.SchemeOptions(given["options"])))
            {
                Json message = given["message"];
                string method = message["method"].TextOrNull, url = message["url"].TextOrNull;
                Headers headers = Vectors.Headers(given["headers"]);
                byte[] body = message.Has("body") ? Vectors.Bytes(message["body"]) : null;
                MessageOptions options = Vectors.MessageOptions(given);
                RejectedException before = Assert.Throws<RejectedException>(() => verifier.Verify(headers, body, method, url, options));
                Explanation found = verifier.Explain(headers, body, method, url, options, Vectors.Keyring(given["others"]));
                RejectedException after = Assert.Throws<RejectedException>(() => verifier.Verify(headers, body, method, url, options));
                Assert.AreEqual(before.Code, after.Code);
                Assert.AreEqual(before.Code, found.Rejection.Code);
                Check(given["expect"], found);
                Assert.AreEqual(given["scheme"].Text, found.Scheme);
            }
        }

        private static void Check(Json expect, Explanation found)
        {
            Assert.AreEqual(Outcome.Explained, found.Outcome, found.Text);
            Assert.IsFalse(found.Verifies);
            CollectionAssert.AreEquivalent(expect["causes"].List(cause => cause.Text), found.Findings.Select(finding => finding.Cause),
                found.Text);
            Assert.IsTrue(found.Findings.All(finding => finding.Certainty.ToString().ToLowerInvariant() == expect["certainty"].Text),
                found.Text);
            Assert.AreEqual(expect["label"].TextOrNull, found.Label);
            if (expect.Has("encoder"))
            {
                // Another scheme's id stands in the sentence.
                IEnumerable<string> named = found.Findings.SelectMany(finding => finding.Encoders.Concat(finding.Detail.Split(' ', ':')));
                CollectionAssert.Contains(named, expect["encoder"].Text, found.Text);
            }
        }

        [Test]
        public void WhatVerifies()
        {
            Explanation found = Verifier.Explain(Signed, Body);
            Assert.AreEqual(Outcome.Verifies, found.Outcome);
            Assert.IsTrue(found.Verifies);
            Assert.AreEqual("default", found.Label);
            Assert.IsNull(found.Rejection);
            Assert.AreEqual(0, found.Findings.Count + found.Observations.Count + found.RuledOut.Count);
            Assert.AreEqual("this verifies (solidgate/webhook, default)", found.ToString());
        }

        [Test]
        public void WhatIsExplained()
        {
            Explanation found = Explained();
            Assert.AreEqual(Outcome.Explained, found.Outcome);
            Assert.AreEqual(UseTests.Scheme, found.Scheme);
            Assert.AreEqual("default", found.Label);
            Finding finding = found.Findings.Single();
            Assert.AreEqual("json_reencoded", finding.Cause);
            Assert.AreEqual(Certainty.Proven, finding.Certainty);
            Assert.AreEqual("Finding(json_reencoded, Proven)", finding.ToString());
            CollectionAssert.Contains(finding.Encoders, "python-compact");
            Cause known = Cause.All().Single(cause => cause.Id == finding.Cause);
            Assert.AreEqual(known.Summary, finding.Summary);
            Assert.AreEqual(known.Fix, finding.Fix);
            StringAssert.Contains(finding.Detail, found.Text);
            Assert.AreEqual(found.Text, found.ToString());
            Assert.Greater(found.Attempts, 0);
            Assert.Greater(found.Bytes, Body.Length);
            Assert.IsFalse(found.Exhausted);
            var thrown = Assert.Throws<RejectedException>(() => Verifier.Verify(Signed, WrittenAgain));
            Assert.AreEqual(thrown.Code, found.Rejection.Code);
            Assert.AreEqual(thrown.Number, found.Rejection.Number);
            Assert.AreEqual(thrown.Message, found.Rejection.Message);
            Assert.Throws<NotSupportedException>(() => ((IList<Finding>)found.Findings).Clear());
            Assert.Throws<NotSupportedException>(() => ((IList<string>)finding.Encoders).Add("x"));
#if NETCOREAPP
            Assert.AreEqual(found.Capsule, Verifier.Explain(Signed, new ReadOnlySpan<byte>(WrittenAgain), options: Now).Capsule);
            UseTests.Fails(ErrorCode.SignatureMismatch, () => Verifier.Verify(Signed, ReadOnlySpan<byte>.Empty));
            Assert.AreEqual(Outcome.Unexplained, Verifier.Explain(Signed, ReadOnlySpan<byte>.Empty).Outcome);
#endif
        }

        [Test]
        public void WhatStaysUnexplained()
        {
            Explanation found = Verifier.Explain(Sign(Staging), Body);
            Assert.AreEqual(Outcome.Unexplained, found.Outcome);
            Assert.IsNull(found.Label);
            Assert.IsEmpty(found.Findings);
            CollectionAssert.Contains(found.RuledOut, "key_white_space");
            CollectionAssert.IsSubsetOf(found.RuledOut, Cause.All().Select(cause => cause.Id));
        }

        [Test]
        public void WhatIsCertainAndNoCause()
        {
            using (Key key = Key.Generate())
            {
                var signing = new Credentials { ["private_key"] = Encoding.ASCII.GetString(key.WritePrivate()) };
                var verifying = new Credentials { ["public_key"] = Encoding.ASCII.GetString(key.WritePublic()) };
                using (var signer = new Signer(SmartGlocal.Webhook, signing))
                using (var verifier = new Verifier(SmartGlocal.Webhook, verifying))
                {
                    Explanation found = verifier.Explain(signer.Sign(Body), Encoding.UTF8.GetBytes("{\"amount\":2}"));
                    Observation observation = found.Observations.Single();
                    Assert.AreEqual("rsa_other_content", observation.Id);
                    StringAssert.Contains(observation.Text, found.Text);
                    Assert.AreEqual("Observation(rsa_other_content: " + observation.Text + ")", observation.ToString());
                }
            }
        }

        [Test]
        public void OthersAreTried()
        {
            Headers headers = Sign(Staging);
            Explanation one = Verifier.Explain(headers, Body, others: Staging);
            Assert.AreEqual("key_other_label", one.Findings.Single().Cause);
            Assert.AreEqual("default", one.Label);
            Explanation labelled = Verifier.Explain(headers, Body, others: new Keyring { { "old", UseTests.Keys }, { "staging", Staging } });
            Assert.AreEqual("key_other_label", labelled.Findings.Single().Cause);
            Assert.AreEqual("staging", labelled.Label);
            Assert.AreEqual(Outcome.Unexplained, Verifier.Explain(headers, Body, others: new Keyring()).Outcome);
            UseTests.Fails(ErrorCode.SignatureMismatch, () => Verifier.Verify(headers, Body));
            Keyring none = (Credentials)null;
            Assert.IsNull(none);
        }

        [Test]
        public void TheBudgetIsKept()
        {
            Explanation small = Verifier.Explain(Signed, Long, budget: 10000000);
            Assert.IsTrue(small.Exhausted);
            Assert.LessOrEqual(small.Bytes, 10000000);
            Explanation whole = Verifier.Explain(Signed, Long);
            Assert.Greater(whole.Bytes, small.Bytes);
            Assert.LessOrEqual(whole.Bytes, 128 << 20);
            Assert.AreEqual(Explained().Json, Verifier.Explain(Signed, WrittenAgain, options: Now, budget: long.MaxValue).Json);
            foreach (long wrong in new[] { 0, -1, long.MinValue })
            {
                UseTests.Fails(ErrorCode.InvalidArgument, () => Verifier.Explain(Signed, Body, budget: wrong));
            }
        }

        [Test]
        public void WrongUse()
        {
            UseTests.Fails(ErrorCode.MissingBody, () => Verifier.Explain(Signed, null));
            UseTests.Fails(ErrorCode.InvalidHeaders, () => Verifier.Explain(Signed.With("x", "a\0b"), Body));
            UseTests.Fails(ErrorCode.UnknownOption, () => Verifier.Explain(Signed, Body, options: new MessageOptions { ["colour"] = "red" }));
            UseTests.Fails(ErrorCode.InvalidText, () => Verifier.Explain(Signed, Body, "POST", "https://localhost/\ud800"));
            Credentials half = Staging;
            half["secret_key"] = "wh_sk_\ud800";
            UseTests.Fails(ErrorCode.InvalidText, () => Verifier.Explain(Signed, Body, others: half));
            UseTests.Fails(ErrorCode.DuplicateCredential,
                () => Verifier.Explain(Signed, Body, others: new Keyring { { "a", UseTests.Keys }, { "a", Staging } }));
            UseTests.Fails(ErrorCode.MissingCredential, () => Verifier.Explain(Signed, Body, others: new Credentials()));
            Assert.Throws<ArgumentNullException>(() => Verifier.Explain(null, Body));
            // Without any header there is still something to say.
            Assert.AreEqual("header_missing", Verifier.Explain(new Dictionary<string, string>(), Body).Findings[0].Cause);
            var disposed = new Verifier(UseTests.Scheme, UseTests.Keys);
            disposed.Dispose();
            Assert.Throws<ObjectDisposedException>(() => disposed.Explain(Signed, Body));
        }

        /// <summary>What a sender writes into headers can be told, and both frameworks' readers of JSON must take it.</summary>
        [Test]
        public void HeadersOfAnyCharacters()
        {
            for (char character = '\u0001'; character < '\u0180'; character++)
            {
                string name = "x-" + character + "-signature";
                Headers headers = new Headers(new[] { new KeyValuePair<string, string>("Merchant", "a" + character) })
                    .With(name, Signed["Signature"]).With("Signature" + character, character + "");
                Explanation found = Verifier.Explain(headers, Body, "P" + character, "/" + character, Now);
                Assert.IsNotNull(found.Rejection);
                Assert.IsTrue(Read(found.Capsule)["explanation"].IsObject);
            }
        }

        [Test]
        public void JsonAndCapsule()
        {
            Explanation found = Explained();
            Json told = Read(found.Json);
            CollectionAssert.AreEquivalent(new[]
            {
                "outcome", "scheme", "label", "rejection", "findings", "observations", "ruled_out", "attempts", "bytes", "exhausted", "text",
            }, told.Members.Select(member => member.Key));
            Assert.AreEqual(found.Text, told["text"].Text);
            Json capsule = Read(found.Capsule);
            Assert.AreEqual(1, capsule["capsule"].Number);
            Assert.AreEqual(Calls.Version(), capsule["paysig"].Text);
            Assert.AreEqual(Now.NowMs, capsule["clock_ms"].Number);
            Assert.AreEqual(WrittenAgain.Length, capsule["body"]["length"].Number);
            Assert.AreEqual(found.Text, capsule["explanation"]["text"].Text);
        }

        [Test]
        public void NothingSecret()
        {
            Headers other = Sign(Staging);
            var staging = new Keyring { { "staging", Staging } };
            Headers broken = new Headers(Signed.Take(1)).With("Signature", Convert.ToBase64String(Encoding.ASCII.GetBytes(new string('0', 128))));
            var secrets = new List<string> { "4242424242424242" };
            foreach (string key in new[] { "wh_sk_1f4a9eb0", "wh_sk_0d7be55a" })
            {
                byte[] bytes = Encoding.ASCII.GetBytes(key);
                secrets.AddRange(new[] { key, Vectors.Hex(bytes), Convert.ToBase64String(bytes) });
            }
            foreach (Headers signed in new[] { Signed, other })
            {
                string digits = Encoding.ASCII.GetString(Convert.FromBase64String(signed["Signature"]));
                byte[] mac = Enumerable.Range(0, digits.Length / 2)
                    .Select(i => byte.Parse(digits.Substring(2 * i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray();
                secrets.AddRange(new[] { signed["Signature"], digits, digits.ToUpperInvariant(), Convert.ToBase64String(mac) });
            }
            foreach (Explanation each in new[]
            {
                Verifier.Explain(broken, Body, others: staging), Verifier.Explain(other, Body, others: staging), Explained(),
            })
            {
                Assert.IsFalse(each.Verifies);
                string shown = each.Text + each + each.Json + each.Capsule + each.Rejection + staging + string.Join(" ", each.Findings)
                    + string.Join(" ", each.Findings.Select(finding => finding.Summary + finding.Detail + finding.Fix))
                    + string.Join(" ", each.Observations);
                Assert.IsEmpty(secrets.Where(shown.Contains));
            }
        }

        [Test]
        public void EveryCauseIsTheTables()
        {
            IReadOnlyList<Cause> all = Cause.All();
            Assert.Greater(all.Count, 50);
            CollectionAssert.AllItemsAreUnique(all.Select(cause => cause.Id));
            foreach (Cause cause in all)
            {
                StringAssert.IsMatch("^[a-z0-9_]+$", cause.Id);
                Assert.IsTrue(cause.Summary.EndsWith(".", StringComparison.Ordinal) && cause.Fix.EndsWith(".", StringComparison.Ordinal), cause.Id);
                Assert.AreEqual("Cause(" + cause.Id + ")", cause.ToString());
            }
            Assert.Throws<NotSupportedException>(() => ((IList<Cause>)all).Clear());
        }

        /// <summary>A newer library may know more words, and more members.</summary>
        [Test]
        public void WhatIsNewerIsKeptSafe()
        {
            string newer = "{\"more\":[1,{}]," + Explained().Json.Substring(1).Replace("\"explained\"", "\"guessed\"")
                .Replace("\"proven\"", "\"sworn\"").Replace("\"number\":307", "\"number\":399");
            var found = new Explanation(Encoding.UTF8.GetBytes(newer), Encoding.ASCII.GetBytes("{}"));
            Assert.AreEqual(Outcome.Other, found.Outcome);
            Assert.IsFalse(found.Verifies);
            Assert.AreEqual(Certainty.Other, found.Findings.Single().Certainty);
            Assert.AreEqual(ErrorCode.Other, found.Rejection.Code);
            Assert.AreEqual(399, found.Rejection.Number);
            Assert.AreEqual(newer, found.Json);
        }

        [Test]
        public void ManyThreadsExplain()
        {
            Explanation first = Explained();
            Parallel.For(0, 64, i =>
            {
                Explanation again = Explained();
                Assert.AreEqual(first.Json, again.Json);
                Assert.AreEqual(first.Capsule, again.Capsule);
            });
        }
    }
}
