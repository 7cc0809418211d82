// mono driver.exe N SEED: N cases of Aeterna's C# snippet.

using System;
using System.Text;

namespace Snippets
{
    class DateTimeOffset
    {
        public static DateTimeOffset UtcNow = new DateTimeOffset();
        public long Seconds;
        public long ToUnixTimeSeconds() { return Seconds; }
    }

    static class Driver
    {
        static Random random;

        static string Visible(int low, int high, string without)
        {
            var text = new StringBuilder();
            for (int left = random.Next(low, high + 1); left > 0;)
            {
                char c = (char)random.Next(0x21, 0x7f);
                if (without.IndexOf(c) < 0) { text.Append(c); left--; }
            }
            return text.ToString();
        }

        static string Text(int low, int high, int[][] ranges)
        {
            var text = new StringBuilder();
            for (int left = random.Next(low, high + 1); left > 0; left--)
            {
                int[] range = ranges[random.Next(ranges.Length)];
                text.Append(char.ConvertFromUtf32(random.Next(range[0], range[1] + 1)));
            }
            return text.ToString();
        }

        static string Email()
        {
            int[][] letters = {
                new[] { 0x61, 0x7a }, new[] { 0x30, 0x39 }, new[] { 0xe0, 0xf6 }, new[] { 0x430, 0x44f },
                new[] { 0x4e00, 0x9fa5 }, new[] { 0x1f600, 0x1f64f } };
            return random.Next(2) == 0
                ? Text(1, 20, letters) + "@" + Text(1, 20, letters) + ".example"
                : Visible(1, 30, "") + "@merchant.example";
        }

        static string Body()
        {
            int[][] any = {
                new[] { 0, 0x7f }, new[] { 0x80, 0x7ff }, new[] { 0x800, 0xd7ff }, new[] { 0xe000, 0xffff },
                new[] { 0x10000, 0x10ffff } };
            return random.Next(8) == 0 ? "" : random.Next(2) == 0 ? Text(0, 300, any) : "{\"amount\":" + random.Next() + "}";
        }

        // No JSON library: values are base64, and headers are visible ASCII.
        static string Bytes(string value) { return "{\"base64\":\"" + Convert.ToBase64String(Encoding.UTF8.GetBytes(value)) + "\"}"; }
        static string Header(string name, string value) { return "[\"" + name + "\",\"" + value.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"]"; }

        static void Main(string[] args)
        {
            int count = int.Parse(args[0]), seed = int.Parse(args[1]);
            random = new Random(seed);
            for (int i = 0; i < count; i++)
            {
                string publicToken = Visible(1, 60, ","), secretToken = Visible(1, 120, ""), email = Email();
                DateTimeOffset.UtcNow.Seconds = 1000000000L + (long)(random.NextDouble() * 8999999999L);
                string[] made = Aeterna.Headers(email, secretToken);
                Console.WriteLine(
                    "{\"id\":\"csharp/aeterna/request/" + seed + "/" + i + "\",\"source\":\"tests/snippets/csharp/aeterna.cs\","
                    + "\"operation\":\"sign\",\"scheme\":\"aeterna/request\",\"credentials\":{\"public_token\":" + Bytes(publicToken)
                    + ",\"email\":" + Bytes(email) + ",\"secret_token\":" + Bytes(secretToken)
                    + "},\"message\":{\"method\":\"POST\",\"url\":\"https://gateway.example/api/payin\",\"body\":" + Bytes(Body())
                    + ",\"timestamp\":\"" + made[0] + "\"},\"expect\":{\"headers\":[" + Header("X-App-Token", publicToken) + ","
                    + Header("X-App-Access-Ts", made[0]) + "," + Header("X-App-Access-Sig", made[1]) + "]}}");
            }
        }
    }
}
