// Aeterna, "Creating the Signature (X-App-Access-Sig)", C# example.
// Source: https://aeterna.biz/docs
// As printed, but: it is a method of its two blanks, email and secretToken; `using var` (C# 8) is a using block, for
// mono's C# 7 compiler; `using System` is written out. The driver sets the clock: its DateTimeOffset shadows the system's.

using System;
using System.Security.Cryptography;
using System.Text;

namespace Snippets
{
    static class Aeterna
    {
        public static string[] Headers(string email, string secretToken)
        {
            string time = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString();
            string signStr = $"{time}{email}";

            using (var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(secretToken)))
            {
                byte[] hashValue = hmac.ComputeHash(Encoding.UTF8.GetBytes(signStr));
                string signature = BitConverter.ToString(hashValue).Replace("-", "").ToLower();
                return new[] { time, signature };
            }
        }
    }
}
