using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Text;

namespace Paysig
{
    /// <summary>
    /// Headers: what <see cref="Signer.Sign(string, string, byte[], MessageOptions)"/> gives, in the scheme's order and spelling, and what a
    /// verifier takes, all as they came, repeated ones repeated.
    /// </summary>
    /// <remarks>Immutable. They may be credentials themselves: printing or logging them shows their names only.</remarks>
    public sealed class Headers : IReadOnlyList<KeyValuePair<string, string>>
    {
        private static readonly Encoding Latin1 = Encoding.GetEncoding(28591);

        private readonly KeyValuePair<string, string>[] entries;

        /// <summary>Makes a list of headers.</summary>
        /// <param name="headers">All as they came.</param>
        public Headers(IEnumerable<KeyValuePair<string, string>> headers)
        {
            entries = (headers ?? throw new ArgumentNullException(nameof(headers))).ToArray();
        }

        private Headers(KeyValuePair<string, string>[] entries)
        {
            this.entries = entries;
        }

        /// <summary>Takes headers as HttpClient (<c>response.Headers</c>) and ASP.NET Core (<c>request.Headers</c>) have them.</summary>
        /// <typeparam name="TValues">The values of one name, such as <c>StringValues</c>.</typeparam>
        /// <param name="headers">All as they came.</param>
        /// <returns>Each value with its name.</returns>
        public static Headers From<TValues>(IEnumerable<KeyValuePair<string, TValues>> headers)
            where TValues : IEnumerable<string?>
        {
            return new Headers((headers ?? throw new ArgumentNullException(nameof(headers)))
                .SelectMany(header => Given(header.Value), (header, value) => new KeyValuePair<string, string>(header.Key, value ?? "")).ToArray());
        }

        /// <summary>The compiler lets through that a name has none.</summary>
        private static TValues Given<TValues>(TValues values)
        {
            return values == null ? throw PaysigException.Of(ErrorCode.InvalidHeaders, "a header's values are null") : values;
        }

        /// <summary>
        /// Takes headers as HttpListener and ASP.NET have them. Repeated ones are joined by commas there, by which they are refused.
        /// </summary>
        /// <param name="headers">All as they came.</param>
        /// <returns>Each name with what it holds.</returns>
        public static Headers From(NameValueCollection headers)
        {
            var entries = new KeyValuePair<string, string>[(headers ?? throw new ArgumentNullException(nameof(headers))).Count];
            for (int i = 0; i < entries.Length; i++)
            {
                entries[i] = new KeyValuePair<string, string>(headers.GetKey(i), headers.Get(i) ?? "");
            }
            return new Headers(entries);
        }

        /// <summary>How many there are.</summary>
        public int Count => entries.Length;

        /// <summary>The header at some place.</summary>
        /// <param name="index">From 0 on.</param>
        public KeyValuePair<string, string> this[int index] => index >= 0 && index < entries.Length ? entries[index]
            : throw new ArgumentOutOfRangeException(nameof(index), "there are " + entries.Length + " headers");

        /// <summary>The value of the first header of this name, in any case; null where there is none.</summary>
        /// <param name="name">The name.</param>
        public string? this[string name]
        {
            get
            {
                if (name == null)
                {
                    throw new ArgumentNullException(nameof(name));
                }
                foreach (KeyValuePair<string, string> entry in entries)
                {
                    if (string.Equals(entry.Key, name, StringComparison.OrdinalIgnoreCase))
                    {
                        return entry.Value;
                    }
                }
                return null;
            }
        }

        /// <summary>Gives these and one more.</summary>
        /// <param name="name">The name.</param>
        /// <param name="value">The value.</param>
        /// <returns>A new list.</returns>
        public Headers With(string name, string value)
        {
            return new Headers(entries.Concat(new[] { new KeyValuePair<string, string>(name, value) }).ToArray());
        }

        /// <summary>Gives each header.</summary>
        /// <returns>Name and value of each.</returns>
        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => entries.AsEnumerable().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => entries.GetEnumerator();

        /// <summary>The names.</summary>
        /// <returns>The names, and nothing of the values.</returns>
        public override string ToString() => "Headers(" + string.Join(", ", entries.Select(entry => entry.Key)) + ")";

        /// <summary>Reads the library's form.</summary>
        internal static Headers Unpack(byte[] packed)
        {
            string text = Latin1.GetString(packed);
            Array.Clear(packed, 0, packed.Length);
            string[] texts = text.Split('\0');
            var entries = new KeyValuePair<string, string>[texts.Length / 2];
            for (int i = 0; i < entries.Length; i++)
            {
                entries[i] = new KeyValuePair<string, string>(texts[2 * i], texts[(2 * i) + 1]);
            }
            return new Headers(entries);
        }

        /// <summary>Writes the library's form.</summary>
        internal static ArraySegment<byte> Pack(IEnumerable<KeyValuePair<string, string>> headers)
        {
            var packed = new Packed();
            if (headers is Headers own)
            {
                foreach (KeyValuePair<string, string> header in own.entries)
                {
                    packed.Add(header.Key);
                    packed.Add(header.Value);
                }
            }
            else
            {
                foreach (KeyValuePair<string, string> header in headers)
                {
                    packed.Add(header.Key);
                    packed.Add(header.Value);
                }
            }
            return packed.All;
        }

        /// <summary>
        /// Texts, each with a NUL behind it. Written character by character: Mono's encodings and streams take ten times as long for texts as
        /// short as these.
        /// </summary>
        private sealed class Packed
        {
            private byte[] bytes = new byte[512];
            private int length;

            internal ArraySegment<byte> All => new ArraySegment<byte>(bytes, 0, length);

            /// <summary>
            /// Servers read a header's bytes as Latin-1; so these are the bytes that came. A character beyond can be none of them.
            /// </summary>
            internal void Add(string? text)
            {
                int count = (text ?? throw PaysigException.Of(ErrorCode.InvalidHeaders, "a header's name or value is null")).Length;
                MakeRoom(count);
                int all = 0;
                for (int i = 0; i < text.Length; i++)
                {
                    char character = text[i];
                    if (character == '\0')
                    {
                        // It would end the header early and begin another.
                        throw PaysigException.Of(ErrorCode.InvalidHeaders, "a header holds a NUL, which HTTP does not allow");
                    }
                    all |= character;
                    bytes[length + i] = (byte)character;
                }
                if (all > 0xff)
                {
                    byte[] utf8 = Encoding.UTF8.GetBytes(text);
                    count = utf8.Length;
                    MakeRoom(count);
                    Array.Copy(utf8, 0, bytes, length, count);
                }
                length += count;
                bytes[length++] = 0;
            }

            private void MakeRoom(int count)
            {
                if (bytes.Length - length <= count)
                {
                    Array.Resize(ref bytes, Math.Max(2 * bytes.Length, length + count + 1));
                }
            }
        }
    }
}
