using System;
using System.IO;
using System.Linq;
using NUnit.Framework;

namespace Paysig.Tests
{
    public class LeakTests
    {
        private static readonly MessageOptions WithReplayKey = new MessageOptions { WithReplayKey = true };

        private long calls;

        [Test]
        public void NothingLeaks() => Run(20000);

        /// <summary>Many calls of each kind, after which the process has not grown by more than the collector's own unrest.</summary>
        internal int Run(int times)
        {
            Work(2000);
            long before = Resident();
            calls = 0;
            Work(times);
            long grown = Resident() - before;
            Assert.Less(grown, 24 << 10, "the process has grown by " + grown + " KiB");
            Console.WriteLine("memory: {0}: {1} calls, {2} KiB more", Program.OnMono ? "Mono" : "CoreCLR", calls, grown);
            return 0;
        }

        private T Count<T>(Func<T> call)
        {
            calls++;
            return call();
        }

        /// <summary>Half of what is made is not disposed: the collector finds it.</summary>
        private void Work(int times)
        {
            byte[] pem;
            using (Key made = Key.Generate())
            {
                pem = made.WritePublic();
            }
            for (int i = 0; i < times; i++)
            {
                Signer signer = Count(() => new Signer(UseTests.Scheme, UseTests.Keys));
                Verifier verifier = Count(() => new Verifier(UseTests.Scheme, UseTests.Keys));
                Headers headers = Count(() => signer.Sign(UseTests.Body));
                // Several times: what it gives is small, and would hardly be missed.
                for (int again = 0; again < 12; again++)
                {
                    Count(() => verifier.Verify(headers, UseTests.Body));
                }
                Assert.AreEqual(32, Count(() => verifier.Verify(headers, UseTests.Body, options: WithReplayKey)).ReplayKey().Length);
                Key key = Count(() => Key.ReadPublic(pem));
                Refused(ErrorCode.SignatureMismatch, () => verifier.Verify(headers, new byte[2000]));
                Refused(ErrorCode.UnknownOption, () => signer.Sign(new byte[0], new MessageOptions { IdempotencyKey = "auto" }));
                Refused(ErrorCode.UnknownScheme, () => new Signer("none", UseTests.Keys));
                Count(() => signer.StringToSign(null, null, new byte[2000]));
                if (i % 10 == 0)
                {
                    Assert.AreEqual("body_final_newline", Count(() => verifier.Explain(headers,
                        UseTests.Body.Concat(new byte[] { 10 }).ToArray(), others: UseTests.Keys)).Findings.Single().Cause);
                    Refused(ErrorCode.MissingBody, () => verifier.Explain(headers, null, others: UseTests.Keys));
                    Refused(ErrorCode.MissingCredential, () => verifier.Explain(headers, UseTests.Body, others: new Credentials()));
                }
                if (i % 2 == 0)
                {
                    signer.Dispose();
                    verifier.Dispose();
                    key.Dispose();
                }
                if (i % 500 == 0)
                {
                    Count(Gateway.All);
                    Collect();
                }
            }
            Collect();
        }

        private void Refused(ErrorCode code, Func<object> call) => UseTests.Fails(code, () => Count(call));

        private static void Collect()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
        }

        private static long Resident() => long.Parse(string.Concat(File.ReadLines("/proc/self/status")
            .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Where(char.IsDigit)));
    }
}
