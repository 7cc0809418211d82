using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NUnit.Framework;
using Paysig.Native;

namespace Paysig.Tests
{
    public class VectorsTests
    {
        [Test]
        public void EveryVector()
        {
            int run = RunAll(Vectors.Cases(Vectors.Index["files"]));
            Assert.AreEqual(Vectors.Index["total"].Number, run);
            Console.WriteLine("vectors: {0} cases passed on {1}", run, Program.Runtime);
        }

        [Test]
        public void EveryVectorThatIsAboutNoMessage()
        {
            Json more = Vectors.Index["more"];
            int run = RunAll(Vectors.Cases(more["files"]));
            Assert.AreEqual(more["total"].Number, run);
            Console.WriteLine("vectors: {0} more cases (keys, gateways' errors, forms) passed on {1}", run, Program.Runtime);
        }

        /// <summary>What the vendor's own C# and Java make of random inputs.</summary>
        [Test]
        public void TheVendorsOwnCodeAgrees()
        {
            string folder = Environment.GetEnvironmentVariable("PAYSIG_STREAMS");
            Assert.IsNotNull(folder, "PAYSIG_STREAMS names the folder with the streams that tests/snippets/run made");
            foreach (string name in new[] { "csharp-aeterna.jsonl", "java-aeterna.jsonl" })
            {
                int run = RunAll(File.ReadAllLines(Path.Combine(folder, name)).Select(line => Json.Parse(System.Text.Encoding.UTF8.GetBytes(line))));
                Assert.GreaterOrEqual(run, 300);
                Console.WriteLine("snippets: {0} random inputs of {1} agree on {2}", run, name, Program.Runtime);
            }
        }

        private static int RunAll(IEnumerable<Json> cases)
        {
            int run = 0;
            foreach (Json each in cases)
            {
                try
                {
                    RunOne(each);
                }
                catch (Exception e)
                {
                    throw new Exception(each["id"].Text + ": " + e.Message, e);
                }
                run++;
            }
            return run;
        }

        private static void RunOne(Json vector)
        {
            Json error = vector["expect"]["error"];
            try
            {
                switch (vector["operation"].Text)
                {
                    case "sign": Sign(vector); break;
                    case "verify": Verify(vector); break;
                    case "key": Key(vector); break;
                    case "gateway_error": GatewayError(vector); break;
                    case "form": Form(vector); break;
                    default: Assert.Fail("an operation that is not known"); break;
                }
            }
            catch (PaysigException e)
            {
                Assert.AreEqual(error.TextOrNull, e.Code.Name(), e.Message);
                return;
            }
            Assert.IsTrue(error.IsNull, "it passed, and " + error.Text + " was expected");
        }

        private static void Sign(Json vector)
        {
            using (var signer = new Signer(vector["scheme"].Text, Vectors.Credentials(vector["credentials"]),
                Vectors.SchemeOptions(vector["options"])))
            {
                Json message = vector["message"], expect = vector["expect"];
                byte[] body = message.Has("body") ? Vectors.Bytes(message["body"]) : null;
                MessageOptions options = Vectors.MessageOptions(vector);
                Headers signed = signer.Sign(message["method"].TextOrNull, message["url"].TextOrNull, body, options);
                CollectionAssert.AreEqual(expect["headers"].List(header => header.Members[0].Value.Text + ": " + header.Members[1].Value.Text),
                    signed.Select(header => header.Key + ": " + header.Value));
#if NETCOREAPP
                CollectionAssert.AreEqual(signed, signer.Sign(message["method"].TextOrNull, message["url"].TextOrNull,
                    new ReadOnlySpan<byte>(body), options));
#endif
                if (expect.Has("string_to_sign"))
                {
                    byte[] wanted = expect["string_to_sign"].IsNull ? new byte[0] : Vectors.Bytes(expect["string_to_sign"]);
                    byte[] found = signer.StringToSign(message["method"].TextOrNull, message["url"].TextOrNull, body, options).ToBytes();
                    Assert.IsTrue(wanted.SequenceEqual(found), "the string to sign differs");
                }
            }
        }

        private static void Verify(Json vector)
        {
            using (var verifier = new Verifier(vector["scheme"].Text, Vectors.Keyring(vector["credentials"]),
                Vectors.SchemeOptions(vector["options"])))
            {
                Json message = vector["message"], expect = vector["expect"];
                Headers headers = Vectors.Headers(vector["headers"]);
                byte[] body = message.Has("body") ? Vectors.Bytes(message["body"]) : null;
                MessageOptions options = Vectors.MessageOptions(vector);
                options.WithReplayKey = true;
                Check(vector, body, verifier.Verify(headers, body, message["method"].TextOrNull, message["url"].TextOrNull, options));
#if NETCOREAPP
                Check(vector, body, verifier.Verify(headers, new ReadOnlySpan<byte>(body), message["method"].TextOrNull,
                    message["url"].TextOrNull, options));
#endif
            }
        }

        private static void Check(Json vector, byte[] body, Verified verified)
        {
            Json expect = vector["expect"];
            Assert.IsTrue(expect["error"].IsNull, "it passed");
            CollectionAssert.AreEqual(expect["covers"].List(part => part.Text), verified.Covers);
            Assert.AreEqual(expect["label"].Text, verified.Label);
            Assert.AreEqual(vector["scheme"].Text, verified.Scheme);
            Assert.AreEqual(expect["timestamp_ms"].IsNull ? (long?)null : expect["timestamp_ms"].Number,
                verified.Timestamp?.ToUnixTimeMilliseconds());
            Assert.AreEqual(expect["replay_key"].TextOrNull, Vectors.Hex(verified.ReplayKey()));
            Assert.IsTrue(verified.Covers.Contains("body") ? verified.Body.SequenceEqual(body) : verified.Body == null, "the body");
        }

        private static void Key(Json vector)
        {
            byte[] material = Vectors.Bytes(vector["key"]);
            byte[] passphrase = vector.Has("passphrase") ? Vectors.Bytes(vector["passphrase"]) : null;
            KeyReport found = Paysig.Key.Inspect(material, passphrase);
            Json expect = vector["expect"];
            Assert.IsTrue(expect["error"].IsNull, "it passed");
            Assert.AreEqual(expect["kind"].Text, found.Kind);
            Assert.AreEqual(expect["form"].Text, found.Form);
            Assert.AreEqual(expect["encoding"].Text, found.Encoding);
            Assert.AreEqual(expect["bits"].Number, found.Bits);
            Assert.AreEqual(expect["exponent"].Number, found.Exponent);
            Assert.AreEqual(expect["fingerprint"].Text, found.Fingerprint);
            using (Key key = found.Kind == "private" ? Paysig.Key.ReadPrivate(material, passphrase) : Paysig.Key.ReadPublic(material))
            {
                foreach (KeyEncoding encoding in Enum.GetValues(typeof(KeyEncoding)))
                {
                    KeyReport again = Paysig.Key.Inspect(key.WritePublic(encoding));
                    Assert.AreEqual(found.Fingerprint, again.Fingerprint);
                    Assert.AreEqual("spki", again.Form);
                }
            }
        }

        private static void GatewayError(Json vector)
        {
            int status = vector.Has("status") ? (int)vector["status"].Number : 0;
            GatewayError found = Gateway.ReadError(vector["gateway"].Text, status, Vectors.Bytes(vector["body"]));
            Json expect = vector["expect"];
            if (expect.IsNull)
            {
                Assert.IsNull(found);
                return;
            }
            Assert.IsTrue(expect["error"].IsNull, "it passed");
            Assert.AreEqual(expect["code"].TextOrNull, found.Code);
            Assert.AreEqual(expect["kind"].Text, found.Kind);
            Assert.AreEqual(expect["retry"]["when"].Text, found.Retry);
            Json after = expect["retry"]["after_seconds"];
            Assert.AreEqual(after.IsNull ? (TimeSpan?)null : TimeSpan.FromSeconds(after.Number), found.RetryAfter);
            Assert.IsNotEmpty(found.Advice);
            CollectionAssert.AreEqual(expect["messages"].List(message => message["attribute"].TextOrNull + "=" + message["text"].Text),
                found.Messages.Select(message => message.Attribute + "=" + message.Text));
        }

        private static void Form(Json vector)
        {
            using (var signer = new Signer("solidgate/request", Vectors.Credentials(vector["credentials"])))
            {
                IReadOnlyDictionary<string, string> fields = signer.Form(vector["form"].Text, Vectors.Bytes(vector["payload"]),
                    Vectors.Bytes(vector["iv"]));
                CollectionAssert.AreEquivalent(vector["expect"].Members.Select(field => field.Key + "=" + field.Value.Text),
                    fields.Select(field => field.Key + "=" + field.Value));
            }
        }
    }
}
