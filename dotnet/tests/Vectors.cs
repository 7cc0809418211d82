using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Paysig.Native;

namespace Paysig.Tests
{
    /// <summary>The cases of <c>tests/vectors</c> and <c>tests/explain</c>.</summary>
    internal static class Vectors
    {
        internal static readonly Encoding Latin1 = Encoding.GetEncoding(28591);

        internal static Json Index => Read("vectors", "index.json");

        internal static Json ExplainIndex => Read("explain", "index.json");

        internal static IEnumerable<Json> Cases(Json files, string folder = "vectors") =>
            files.Members.SelectMany(file => Read(folder, file.Value["file"].Text)["cases"].Members.Select(each => each.Value));

        private static Json Read(string folder, string file) => Json.Parse(File.ReadAllBytes(Path.Combine(Program.Top, "tests", folder, file)));

        /// <summary>The bytes that a case describes.</summary>
        internal static byte[] Bytes(Json data)
        {
            if (!data.IsObject)
            {
                return Encoding.UTF8.GetBytes(data.Text);
            }
            switch (data.Alternative)
            {
                case "base64":
                    return Convert.FromBase64String(data.Content.Text);
                case "file":
                    return File.ReadAllBytes(Path.Combine(Program.Top, "tests", "vectors", "keys", data.Content.Text));
                case "repeat":
                    byte[] unit = Bytes(data.Content["unit"]);
                    return Enumerable.Repeat(unit, (int)data.Content["times"].Number).SelectMany(each => each).ToArray();
                default:
                    throw new InvalidDataException("bytes of a form that is not known: " + data.Alternative);
            }
        }

        internal static Credentials Credentials(Json values)
        {
            var credentials = new Credentials();
            foreach (KeyValuePair<string, Json> value in values.Members)
            {
                credentials.Add(value.Key, Bytes(value.Value));
            }
            return credentials;
        }

        internal static Keyring Keyring(Json sets)
        {
            var keyring = new Keyring();
            foreach (Json set in sets.Members.Select(each => each.Value))
            {
                keyring.Add(set["label"].Text, Credentials(set["values"]));
            }
            return keyring;
        }

        internal static Headers Headers(Json headers) => new Headers(headers.List(header => new KeyValuePair<string, string>(
            Latin1.GetString(Bytes(header.Members[0].Value)), Latin1.GetString(Bytes(header.Members[1].Value)))));

        internal static SchemeOptions SchemeOptions(Json options)
        {
            var read = new SchemeOptions();
            foreach (KeyValuePair<string, Json> option in options.Members)
            {
                if (option.Key == "tolerance" && Regex.IsMatch(option.Value.Text, "^[0-9]{1,9}$"))
                {
                    read.Tolerance = TimeSpan.FromSeconds(option.Value.Number);
                }
                else
                {
                    read[option.Key] = option.Value.Text;
                }
            }
            return read;
        }

        /// <summary>The options of a case's message.</summary>
        internal static MessageOptions MessageOptions(Json vector)
        {
            var options = new MessageOptions();
            foreach (string name in new[] { "timestamp", "request_timestamp", "idempotency_key", "submerchant", "access_token" })
            {
                options[name] = vector["message"][name].TextOrNull;
            }
            options["body"] = vector["message"]["body_mode"].TextOrNull;
            if (vector.Has("now_ms"))
            {
                options.Now = DateTimeOffset.FromUnixTimeMilliseconds(vector["now_ms"].Number);
            }
            return options;
        }

        internal static string Hex(byte[] bytes) => bytes == null ? null : string.Concat(bytes.Select(each => each.ToString("x2")));
    }
}
