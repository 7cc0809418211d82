using System;
using System.IO;
using System.Linq;
using NUnit.Framework;

namespace Paysig.Tests
{
    public class LeakTests
    {
        [Test]
        public void NothingLeaks() => Run(20000);

        /// <summary>Many calls of each kind, after which the process has not grown by more than the collector's own unrest.</summary>
        internal static int Run(int times)
        {
            Work(2000);
            long before = Resident();
            Work(times);
            long grown = Resident() - before;
            Assert.Less(grown, 24 << 10, "the process has grown by " + grown + " KiB");
            Console.WriteLine("leak: {0} rounds, {1} KiB more", times, grown);
            return 0;
        }

        /// <summary>Half of what is made is not disposed: the collector finds it.</summary>
        private static void Work(int times)
        {
            byte[] pem;
            using (Key made = Key.Generate())
            {
                pem = made.WritePublic();
            }
            for (int i = 0; i < times; i++)
            {
                var signer = new Signer(UseTests.Scheme, UseTests.Keys);
                var verifier = new Verifier(UseTests.Scheme, UseTests.Keys);
                Headers headers = signer.Sign(UseTests.Body);
                // Several times: what it gives is small, and would hardly be missed.
                for (int again = 0; again < 12; again++)
                {
                    verifier.Verify(headers, UseTests.Body);
                }
                Key key = Key.ReadPublic(pem);
                UseTests.Fails(ErrorCode.SignatureMismatch, () => verifier.Verify(headers, new byte[2000]));
                UseTests.Fails(ErrorCode.UnknownOption, () => signer.Sign(new byte[0], new MessageOptions { IdempotencyKey = "auto" }));
                UseTests.Fails(ErrorCode.UnknownScheme, () => new Signer("none", UseTests.Keys));
                signer.StringToSign(null, null, new byte[2000]);
                if (i % 10 == 0)
                {
                    Assert.AreEqual("body_final_newline", verifier.Explain(headers, UseTests.Body.Concat(new byte[] { 10 }).ToArray(),
                        others: UseTests.Keys).Findings.Single().Cause);
                    UseTests.Fails(ErrorCode.MissingBody, () => verifier.Explain(headers, null, others: UseTests.Keys));
                    UseTests.Fails(ErrorCode.MissingCredential, () => verifier.Explain(headers, UseTests.Body, others: new Credentials()));
                }
                if (i % 2 == 0)
                {
                    signer.Dispose();
                    verifier.Dispose();
                    key.Dispose();
                }
                if (i % 500 == 0)
                {
                    Gateway.All();
                    Collect();
                }
            }
            Collect();
        }

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
