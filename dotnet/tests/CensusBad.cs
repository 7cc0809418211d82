using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Paysig.Tests
{
    using Header = KeyValuePair<string, string>;

    /// <summary>One bad value of an argument.</summary>
    internal sealed class CensusCell
    {
        internal CensusCell(string part, string kind, Func<object> value)
        {
            Part = part;
            Kind = kind;
            Value = value;
        }

        /// <summary>What of the argument is bad; empty for all of it.</summary>
        internal string Part { get; }

        internal string Kind { get; }

        /// <summary>Null where C#'s types do not let it be written.</summary>
        internal Func<object> Value { get; }
    }

    /// <summary>What can be bad in an argument, by its type, in the order of the page.</summary>
    internal sealed class CensusBad
    {
        /// <summary>What the caller's own code throws: it must come through as it is.</summary>
        internal static readonly Exception Thrown = new NotImplementedException("thrown by the caller's own code");
        internal static readonly Exception Broken = new IOException("the connection broke off");

        private static readonly KeyValuePair<string, string>[] Texts =
        {
            new KeyValuePair<string, string>("empty", ""),
            new KeyValuePair<string, string>("white space around", " value\n"),
            new KeyValuePair<string, string>("NUL and control characters", "a\0b\r\n\u001b[31m"),
            // Half of a surrogate pair.
            new KeyValuePair<string, string>("not UTF-8", "half \ud83d"),
            new KeyValuePair<string, string>("nonsense", "no such thing?"),
            new KeyValuePair<string, string>("right-to-left and emoji", "\u202e\U0001f4b3é"),
            new KeyValuePair<string, string>("1 MiB", new string('A', 1 << 20)),
        };

        private readonly List<CensusCell> cells = new List<CensusCell>();
        private readonly CensusGood good;

        private CensusBad(CensusGood good)
        {
            this.good = good;
        }

        internal static IReadOnlyList<CensusCell> Cells(CensusGood good, Type type)
        {
            var bad = new CensusBad(good);
            bad.Fill(type);
            return bad.cells;
        }

        private static byte[] BytesOf(string kind, string text) =>
            kind == "not UTF-8" ? new byte[] { 0xff, 0xfe, (byte)' ', (byte)'h', (byte)'a', (byte)'l', (byte)'f', (byte)' ', 0xe2, 0x82 }
                : Encoding.UTF8.GetBytes(text);

        private void Fill(Type type)
        {
            if (type == typeof(bool) || type == typeof(CancellationToken))
            {
                return;
            }
            Type value = Nullable.GetUnderlyingType(type) ?? type;
            // A span's default, which is what becomes of null.
            if (!type.IsValueType || value != type || CensusFunction.IsSpan(type))
            {
                Add("", "nothing", () => null);
            }
            if (value == typeof(string))
            {
                EachText("", text => text);
            }
            else if (value == typeof(byte[]) || CensusFunction.IsSpan(type))
            {
                Bytes("", bytes => bytes);
            }
            else if (value == typeof(Stream))
            {
                Bytes("", bytes => new MemoryStream(bytes));
                Add("", "closed", Closed);
                Add("", "throws", () => new BrokenStream());
            }
            else if (value == typeof(int))
            {
                Numbers(0, -1, int.MaxValue, int.MinValue);
            }
            else if (value == typeof(long))
            {
                Numbers(0L, -1L, long.MaxValue, long.MinValue);
            }
            else if (value.IsEnum)
            {
                Numbers(new[] { 0, -1, int.MaxValue, int.MinValue }.Select(number => Enum.ToObject(value, number)).ToArray());
            }
            else if (value == typeof(TimeSpan))
            {
                Numbers(TimeSpan.Zero, TimeSpan.FromSeconds(-1), TimeSpan.MaxValue, TimeSpan.MinValue);
            }
            else if (value == typeof(DateTimeOffset))
            {
                DateTimeOffset zero = DateTimeOffset.FromUnixTimeSeconds(0);
                Numbers(zero, zero.AddSeconds(-1), DateTimeOffset.MaxValue, DateTimeOffset.MinValue);
            }
            else
            {
                Others(value);
            }
        }

        private static Stream Closed()
        {
            var stream = new MemoryStream(new byte[1]);
            stream.Dispose();
            return stream;
        }

        private void Others(Type type)
        {
            if (type == typeof(IEnumerable<Header>))
            {
                HeaderLists<string>(text => text);
            }
            else if (type == typeof(IEnumerable<KeyValuePair<string, string[]>>))
            {
                HeaderLists(text => new[] { text });
                Add("a header's values", "nothing", () => Replaced<string[]>(CensusGood.Signature, null, text => new[] { text }));
                Add("a header's values", "empty", () => Replaced(CensusGood.Signature, new string[0], text => new[] { text }));
            }
            else if (type == typeof(NameValueCollection))
            {
                Add("", "empty", () => new NameValueCollection());
                EachText("a header's name", text => Collection(text, good.Proof), true);
                EachText("a header's value", text => Collection(CensusGood.Signature, text), true);
            }
            else if (typeof(IDisposable).IsAssignableFrom(type) && type.Namespace.StartsWith("Paysig", StringComparison.Ordinal))
            {
                Add("", "closed", () => good.Closed(type));
            }
            else if (type == typeof(Credentials))
            {
                Add("", "empty", () => new Credentials());
                EachText("a credential", text => new Credentials { ["sign_key"] = text });
            }
            else if (type == typeof(Keyring))
            {
                Add("", "empty", () => new Keyring());
                EachText("a label", text => new Keyring { { text, good.Keys } });
                EachText("a credential", text => new Keyring { { "live", new Credentials { ["sign_key"] = text } } });
                Add("a set", "empty", () => new Keyring { { "live", new Credentials() } });
            }
            else if (type == typeof(SchemeOptions))
            {
                Add("", "empty", () => new SchemeOptions());
                EachText("an option", text => new SchemeOptions { ["query"] = text });
            }
            else if (type == typeof(MessageOptions))
            {
                Add("", "empty", () => new MessageOptions());
                EachText("an option", text => new MessageOptions { AccessToken = text });
            }
            else if (type == typeof(HttpRequestMessage))
            {
                Bytes("the body", good.Request);
                EachText("a header's value", good.RequestWithToken);
                Add("", "closed", () =>
                {
                    HttpRequestMessage request = good.Request(CensusGood.Body);
                    request.Dispose();
                    return request;
                });
            }
            else if (type == typeof(Func<CancellationToken, Task<string>>))
            {
                EachText("what it gives", text => (Func<CancellationToken, Task<string>>)(cancellation => Task.FromResult(text)), true);
                Add("what it gives", "throws", () => (Func<CancellationToken, Task<string>>)(cancellation => Task.FromException<string>(Thrown)));
            }
        }

        private void HeaderLists<T>(Func<string, T> values)
        {
            Add("", "empty", () => new KeyValuePair<string, T>[0]);
            Add("", "throws", () => new Hostile<KeyValuePair<string, T>>());
            EachText("a header's name", text => Replaced(text, values(good.Proof), values), true);
            EachText("a header's value", text => Replaced(CensusGood.Signature, values(text), values), true);
        }

        /// <summary>The good headers, but for the signature's, in the place of which there is this one.</summary>
        private IEnumerable<KeyValuePair<string, T>> Replaced<T>(string name, T value, Func<string, T> values) =>
            good.Signed().Where(header => header.Key != CensusGood.Signature)
                .Select(header => new KeyValuePair<string, T>(header.Key, values(header.Value)))
                .Concat(new[] { new KeyValuePair<string, T>(name, value) }).ToArray();

        private NameValueCollection Collection(string name, string value)
        {
            var collection = new NameValueCollection();
            foreach (Header header in Replaced(name, value, text => text))
            {
                collection.Add(header.Key, header.Value);
            }
            return collection;
        }

        private void Numbers(params object[] values)
        {
            string[] kinds = { "0", "-1", "the greatest", "the least" };
            for (int i = 0; i < kinds.Length; i++)
            {
                object value = values[i];
                Add("", kinds[i], () => value);
            }
        }

        private void EachText(string part, Func<string, object> make, bool nullable = false)
        {
            if (part.Length > 0)
            {
                Add(part, "nothing", nullable ? () => make(null) : (Func<object>)null);
            }
            foreach (KeyValuePair<string, string> text in Texts)
            {
                Add(part, text.Key, () => make(text.Value));
            }
        }

        private void Bytes(string part, Func<byte[], object> make)
        {
            if (part.Length > 0)
            {
                Add(part, "nothing", null);
            }
            foreach (KeyValuePair<string, string> text in Texts)
            {
                Add(part, text.Key, () => make(BytesOf(text.Key, text.Value)));
            }
        }

        private void Add(string part, string kind, Func<object> value) => cells.Add(new CensusCell(part, kind, value));

        private sealed class Hostile<T> : IEnumerable<T>
        {
            public IEnumerator<T> GetEnumerator() => throw Thrown;

            IEnumerator IEnumerable.GetEnumerator() => throw Thrown;
        }

        private sealed class BrokenStream : MemoryStream
        {
            public override int Read(byte[] buffer, int offset, int count) => throw Broken;

            public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => throw Broken;
        }
    }
}
