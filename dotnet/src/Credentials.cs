using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace Paysig
{
    /// <summary>
    /// Named values, such as <c>secret_key</c>, with the names that the scheme lists. Keys are PEM text or DER bytes.
    /// <code>var keys = new Credentials { ["public_key"] = publicKey, ["secret_key"] = secretKey };</code>
    /// </summary>
    /// <remarks>
    /// Needed only until the signer or verifier is made. What is given as bytes is not copied: wipe it then. A string cannot be wiped, and
    /// stays in memory as long as the runtime keeps it; paysig's own copies of both are wiped. Printing or logging credentials shows their
    /// names only. While one thread adds, no other may use them.
    /// </remarks>
    public sealed class Credentials : IEnumerable<string>
    {
        /// <summary>Text, or bytes; sorted, so that of several mistakes the same one is told each time.</summary>
        private readonly SortedDictionary<string, object> values = new SortedDictionary<string, object>(StringComparer.Ordinal);

        /// <summary>Sets a value; one of the same name is replaced.</summary>
        /// <param name="name">As the scheme lists it.</param>
        public string this[string name]
        {
            set => values[name] = value ?? throw new ArgumentNullException(nameof(value), name + " is null");
        }

        /// <summary>Adds a value; one of the same name is replaced.</summary>
        /// <param name="name">As the scheme lists it.</param>
        /// <param name="value">The text.</param>
        public void Add(string name, string value) => this[name] = value;

        /// <summary>Adds the bytes of a key; one of the same name is replaced.</summary>
        /// <param name="name">As the scheme lists it.</param>
        /// <param name="value">They are not copied: wipe them once the signer or verifier is made.</param>
        public void Add(string name, byte[] value) => values[name] = value ?? throw new ArgumentNullException(nameof(value), name + " is null");

        /// <summary>Gives the names.</summary>
        /// <returns>The names, in order.</returns>
        public IEnumerator<string> GetEnumerator() => values.Keys.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        /// <summary>The names.</summary>
        /// <returns>The names, and nothing of the values.</returns>
        public override string ToString() => "Credentials(" + string.Join(", ", values.Keys) + ")";

        internal void AddTo(Native.FieldsHandle fields, string? label)
        {
            foreach (KeyValuePair<string, object> value in values)
            {
                Native.Fields.Add(fields, label, value.Key, value.Value);
            }
        }

        internal bool IsEmpty => values.Count == 0;

        internal Credentials Copy()
        {
            var copy = new Credentials();
            foreach (KeyValuePair<string, object> value in values)
            {
                copy.values.Add(value.Key, value.Value);
            }
            return copy;
        }
    }

    /// <summary>
    /// Several sets of credentials for a verifier, tried in this order: for several accounts, and while keys are being rotated.
    /// <code>var keyring = new Keyring { { "2025", old }, { "2026", current } };</code>
    /// </summary>
    public sealed class Keyring : IEnumerable<string>
    {
        private readonly List<KeyValuePair<string, Credentials>> sets = new List<KeyValuePair<string, Credentials>>();

        /// <summary>Adds a set.</summary>
        /// <param name="label">1 to 64 visible ASCII characters, which <see cref="Verified.Label"/> gives back.</param>
        /// <param name="credentials">The set.</param>
        public void Add(string label, Credentials credentials)
        {
            sets.Add(new KeyValuePair<string, Credentials>(label ?? throw new ArgumentNullException(nameof(label)),
                credentials ?? throw new ArgumentNullException(nameof(credentials))));
        }

        /// <summary>Makes a keyring of one set, labelled <c>default</c>: where a keyring is taken, one set of credentials does.</summary>
        /// <param name="credentials">The set; null gives null.</param>
        public static implicit operator Keyring?(Credentials? credentials)
        {
            return credentials == null ? null : new Keyring { { "default", credentials } };
        }

        /// <summary>Gives the labels.</summary>
        /// <returns>The labels, in order.</returns>
        public IEnumerator<string> GetEnumerator() => sets.Select(set => set.Key).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        /// <summary>The labels, and the names of the credentials.</summary>
        /// <returns>The labels and names, and nothing of the values.</returns>
        public override string ToString() => "Keyring(" + string.Join(", ", sets.Select(set => set.Key + ": " + set.Value)) + ")";

        /// <summary>What could be no label is not repeated: it can be anything, and of any length.</summary>
        private static string Named(string label) =>
            label.Length > 0 && label.Length <= 64 && label.All(each => each > ' ' && each < 0x7f) ? "the set labelled " + label : "a set";

        /// <summary>
        /// The library joins what has one label, and does not see a set with nothing in it: whether two sets were meant to have the same
        /// label, and whether one was left empty, is only known here.
        /// </summary>
        internal void AddTo(Native.FieldsHandle fields)
        {
            var labels = new HashSet<string>(StringComparer.Ordinal);
            foreach (KeyValuePair<string, Credentials> set in sets)
            {
                if (!labels.Add(set.Key))
                {
                    throw PaysigException.Of(ErrorCode.DuplicateCredential, Named(set.Key)
                        + " is labelled as another is; give each its own label");
                }
                if (set.Value.IsEmpty)
                {
                    throw PaysigException.Of(ErrorCode.MissingCredential,
                        Named(set.Key) + " has no credentials; give those that the scheme lists");
                }
                set.Value.AddTo(fields, set.Key);
            }
        }
    }
}
