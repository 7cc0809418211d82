using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Paysig.Gateways;

namespace Paysig.Tests
{
    /// <summary>
    /// paysig beside the lines that vendors print or that follow from their formula. All run in turns in one process, so that whatever else
    /// the machine does disturbs them alike; the median of the turns counts.
    /// </summary>
    internal static class Bench
    {
        private const int Turns = 61;

        internal static int Run()
        {
            Console.WriteLine("{0}; the median of {1} turns, in nanoseconds for a call", Program.Runtime, Turns);
            foreach (int size in new[] { 200, 16 << 10, 1 << 20 })
            {
                byte[] body = Encoding.ASCII.GetBytes(new string('x', size));
                Aeterna(body);
                SolidGate(body);
                Rsa(body);
            }
            return 0;
        }

        /// <summary>Signs time and e-mail only, whatever the body.</summary>
        private static void Aeterna(byte[] body)
        {
            if (body.Length > 200)
            {
                return;
            }
            const string Token = "secret-token-of-the-shop", Email = "shop@merchant.example";
            var signer = new Signer(Gateways.Aeterna.Request, Gateways.Aeterna.RequestCredentials("public-token", Email, Token));
            Compare("Aeterna, sign a request", body.Length, 2000,
                "HMACSHA256 as the vendor prints it", () =>
                {
                    string time = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString();
                    using (var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(Token)))
                    {
                        byte[] hash = hmac.ComputeHash(Encoding.UTF8.GetBytes(time + Email));
                        return BitConverter.ToString(hash).Replace("-", "").ToLower();
                    }
                },
                "paysig", () => signer.Sign("POST", "https://gateway.example/api/payin", body)[2].Value);
        }

        private static void SolidGate(byte[] body)
        {
            const string Public = "wh_pk_c52ea06e", Secret = "wh_sk_1f4a9eb0";
            Credentials keys = Solidgate.WebhookCredentials(Public, Secret);
            var signer = new Signer(Solidgate.Webhook, keys);
            var verifier = new Verifier(Solidgate.Webhook, keys);
            Headers headers = signer.Sign(body);
            var noReplayKey = new MessageOptions { WithoutReplayKey = true };
            Func<string> formula = () =>
            {
                using (var hmac = new HMACSHA512(Encoding.UTF8.GetBytes(Secret)))
                {
                    byte[] hash = hmac.ComputeHash(Encoding.UTF8.GetBytes(Public + Encoding.UTF8.GetString(body) + Public));
                    string hex = BitConverter.ToString(hash).Replace("-", "").ToLower();
                    return Convert.ToBase64String(Encoding.UTF8.GetBytes(hex));
                }
            };
            int calls = Math.Max(4, 2000 * 200 / body.Length);
            Compare("SolidGate, sign", body.Length, calls, "HMACSHA512 by the formula", formula, "paysig", () => signer.Sign(body)[1].Value);
            Compare("SolidGate, verify", body.Length, calls, "HMACSHA512 by the formula", () => formula() == headers[1].Value ? "default" : "no",
                "paysig", () => verifier.Verify(headers, body, options: noReplayKey).Label);
        }

        private static void Rsa(byte[] body)
        {
            if (body.Length > 200)
            {
                return;
            }
            using (Key key = Key.Generate())
            using (var rsa = new RSACryptoServiceProvider(2048))
            {
                var signer = new Signer(SmartGlocal.Request, SmartGlocal.RequestCredentials("shop", Encoding.ASCII.GetString(key.WritePrivate())));
                Compare("Smart Glocal, sign with RSA-2048", body.Length, 10,
                    "RSACryptoServiceProvider", () => Convert.ToBase64String(rsa.SignData(body, "SHA256")),
                    "paysig", () => signer.Sign(null, null, body)[1].Value, compareOutput: false);
            }
        }

        private static void Compare(string what, int size, int calls, string name1, Func<string> first, string name2, Func<string> second,
            bool compareOutput = true)
        {
            if (compareOutput && first() != second() && first() != second())
            {
                throw new InvalidOperationException(what + ": the two do not agree");
            }
            var times = new[] { new List<double>(), new List<double>() };
            for (int turn = -5; turn < Turns; turn++)
            {
                for (int i = 0; i < 2; i++)
                {
                    Func<string> call = i == 0 ? first : second;
                    var clock = Stopwatch.StartNew();
                    for (int done = 0; done < calls; done++)
                    {
                        call();
                    }
                    if (turn >= 0)
                    {
                        times[i].Add(clock.Elapsed.TotalMilliseconds * 1e6 / calls);
                    }
                }
            }
            double[] medians = times.Select(each => each.OrderBy(time => time).ElementAt(each.Count / 2)).ToArray();
            Console.WriteLine("{0,-34}{1,8} bytes   {2,-36}{3,12:n0}   {4,-8}{5,12:n0}   ratio {6:n2}", what, size, name1, medians[0], name2,
                medians[1], medians[0] / medians[1]);
        }
    }
}
