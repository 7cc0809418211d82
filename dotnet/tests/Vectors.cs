using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Paysig.Native;

namespace Paysig.Tests
{
    /// <summary>The cases of <c>tests/vectors</c>.</summary>
    internal static class Vectors
    {
        internal static readonly Encoding Latin1 = Encoding.GetEncoding(28591);

        private static string Folder => Path.Combine(Program.Top, "tests", "vectors");

        internal static Json Index => Read("index.json");

        internal static IEnumerable<Json> Cases(Json files) =>
            files.Members.SelectMany(file => Read(file.Value["file"].Text)["cases"].Members.Select(each => each.Value));

        internal static Json Read(string file) => Json.Parse(File.ReadAllBytes(Path.Combine(Folder, file)));

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
                    return File.ReadAllBytes(Path.Combine(Folder, "keys", data.Content.Text));
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

        internal static string Hex(byte[] bytes) => bytes == null ? null : string.Concat(bytes.Select(each => each.ToString("x2")));
    }
}
