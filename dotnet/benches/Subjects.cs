using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using Paysig.Gateways;

namespace Paysig.Benches
{
    /// <summary>All schemes, each with its rule as documented and by hand.</summary>
    internal static class Subjects
    {
        internal const string Public = "pk_7b197f0ee2c94a7c8a4d0ba108f84211";
        internal const string Secret = "0d6b3f1c52a94e0f9c7d81e2b3a4c511";
        private const string Token = "app-7b197f0e";
        private const string Email = "shop@example.com";
        private const string Method = "POST";
        private const string Path = "/v1/orders";
        private const string Query = "currency=EUR&limit=10";
        private const string Url = "https://api.example.com" + Path + "?" + Query;

        private static readonly Func<HMAC> Sha256 = () => new HMACSHA256(Encoding.ASCII.GetBytes(Secret));
        private static readonly Func<HMAC> Sha512 = () => new HMACSHA512(Encoding.ASCII.GetBytes(Secret));
        private static readonly Func<string, string> Nothing = timestamp => "";

        /// <param name="keys">The folder of the vectors' keys.</param>
        internal static IEnumerable<Subject> All(string keys)
        {
            yield return SolidGate(Solidgate.Request);
            yield return SolidGate(Solidgate.Webhook);
            yield return new Subject
            {
                Scheme = Solidgate.V2Webhook, Credentials = Solidgate.V2WebhookCredentials(Secret), SignatureHeader = "signature",
                Snippet = new Documented((timestamp, body) => Convert.ToBase64String(Documented.Sha256(Secret, body))),
                ByHand = new Kept(Sha256, Convert.ToBase64String, Nothing),
            };
            yield return new Subject
            {
                Scheme = Aeterna.Request, Credentials = Aeterna.RequestCredentials(Token, Email, Secret), Method = Method, Url = Url,
                SenderHeader = "X-App-Token", Sender = Token, TimestampHeader = "X-App-Access-Ts", TimestampUnit = 1000,
                SignatureHeader = "X-App-Access-Sig", SignsBody = false,
                Snippet = new AeternaSnippet(Email, Secret),
                ByHand = new Kept(Sha256, Kept.Hex, timestamp => timestamp + Email, withBody: false),
            };
            yield return new Subject
            {
                Scheme = Aeterna.Webhook, Credentials = Aeterna.WebhookCredentials(Secret), SignatureHeader = "X-Signature",
                Snippet = new Documented((timestamp, body) => Documented.Hex(Documented.Sha256(Secret, body))),
                ByHand = new Kept(Sha256, Kept.Hex, Nothing),
            };
            yield return GlobalPaymentOf(GlobalPayment.Request, "");
            yield return GlobalPaymentOf(GlobalPayment.Response, "D-");
            yield return new Subject
            {
                Scheme = GlobalPayment.Webhook, Credentials = GlobalPayment.WebhookCredentials(Secret),
                TimestampHeader = "TIMESTAMP", TimestampUnit = 1, SignatureHeader = "SIGNATURE",
                Snippet = new Documented((timestamp, body) => Convert.ToBase64String(Documented.Sha512(Secret, timestamp + body))),
                ByHand = new Kept(Sha512, Convert.ToBase64String, timestamp => timestamp),
            };
            yield return new Subject
            {
                Scheme = Sumsub.Request, Credentials = Sumsub.RequestCredentials(Token, Secret), Method = Method, Url = Url,
                SenderHeader = "X-App-Token", Sender = Token, TimestampHeader = "X-App-Access-Ts", TimestampUnit = 1000,
                SignatureHeader = "X-App-Access-Sig",
                Snippet = new Documented((timestamp, body) =>
                    Documented.Hex(Documented.Sha256(Secret, timestamp + Method + Path + "?" + Query + body))),
                ByHand = new Kept(Sha256, Kept.Hex, timestamp => timestamp + Method + Path + "?" + Query),
            };
            string privatePem = File.ReadAllText(System.IO.Path.Combine(keys, "rsa2048.pkcs8.pem"));
            string publicPem = File.ReadAllText(System.IO.Path.Combine(keys, "rsa2048.spki.pem"));
            string certificatePem = File.ReadAllText(System.IO.Path.Combine(keys, "rsa2048.certificate.pem"));
            foreach (string scheme in new[] { SmartGlocal.Request, SmartGlocal.Webhook })
            {
                var credentials = new Credentials { ["private_key"] = privatePem, ["public_key"] = publicPem };
                bool isRequest = scheme == SmartGlocal.Request;
                if (isRequest)
                {
                    credentials["project"] = "shop";
                }
                yield return new Subject
                {
                    Scheme = scheme, Credentials = credentials, SignatureHeader = "X-PARTNER-SIGN",
                    SenderHeader = isRequest ? "X-PARTNER-PROJECT" : null, Sender = "shop",
                    Snippet = new DocumentedRsa(privatePem, certificatePem),
                    ByHand = new KeptRsa(privatePem, certificatePem),
                };
            }
            yield return SmartToPay(Smart2pay.Request, Smart2pay.RequestCredentials("1010", Secret));
            yield return SmartToPay(Smart2pay.Notification, Smart2pay.NotificationCredentials("1010", Secret));
        }

        private static Subject SolidGate(string scheme) => new Subject
        {
            Scheme = scheme, Credentials = Solidgate.RequestCredentials(Public, Secret),
            SenderHeader = "Merchant", Sender = Public, SignatureHeader = "Signature",
            Snippet = new Documented((timestamp, body) =>
                Convert.ToBase64String(Encoding.UTF8.GetBytes(Documented.Hex(Documented.Sha512(Secret, Public + body + Public))))),
            ByHand = new Kept(Sha512, bytes => Convert.ToBase64String(Encoding.ASCII.GetBytes(Kept.Hex(bytes))), timestamp => Public,
                Public),
        };

        private static Subject GlobalPaymentOf(string scheme, string prefix) => new Subject
        {
            Scheme = scheme, Credentials = GlobalPayment.RequestCredentials(Secret), Method = Method, Url = Url,
            TimestampHeader = prefix + "TIMESTAMP", TimestampUnit = 1, SignatureHeader = prefix + "SIGNATURE",
            Snippet = new Documented((timestamp, body) =>
                Convert.ToBase64String(Documented.Sha512(Secret, Method + timestamp + Path + Query + body))),
            ByHand = new Kept(Sha512, Convert.ToBase64String, timestamp => Method + timestamp + Path + Query),
        };

        private static Subject SmartToPay(string scheme, Credentials credentials)
        {
            Func<string> basic = () => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("1010" + ":" + Secret));
            return new Subject
            {
                Scheme = scheme, Credentials = credentials, Method = Method, Url = Url, SignatureHeader = "Authorization", SignsBody = false,
                Snippet = new Documented((timestamp, body) => basic()), ByHand = new Constant(basic()),
            };
        }
    }
}
