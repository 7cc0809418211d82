using System;
using System.Collections.Generic;

namespace Paysig
{
    /// <summary>
    /// What is set when a signer or verifier is made. A scheme takes the options that it lists; any other is
    /// <see cref="ErrorCode.UnknownOption"/>.
    /// </summary>
    public sealed class SchemeOptions
    {
        private const string ToleranceName = "tolerance";

        /// <summary>Text, or a duration.</summary>
        private readonly SortedDictionary<string, object> values = new SortedDictionary<string, object>(StringComparer.Ordinal);

        /// <summary>Sets any option by its name, as text. The tolerance has a unit: use <see cref="Tolerance"/>.</summary>
        /// <param name="name">As the scheme lists it.</param>
        public string this[string name]
        {
            set => values[name] = value ?? throw new ArgumentNullException(nameof(value), name + " is null");
        }

        /// <summary>By how much a message's timestamp may differ from the clock, to either side; counted in whole milliseconds.</summary>
        public TimeSpan Tolerance
        {
            set => values[ToleranceName] = value;
        }

        /// <summary>Accepts a message of any age: guard against replays in another way.</summary>
        public bool WithoutFreshness
        {
            set => Flag("freshness", value, "off");
        }

        /// <summary>Signs the query as it stands, instead of percent-decoded.</summary>
        public bool QueryAsSent
        {
            set => Flag("query", value, "as-sent");
        }

        /// <summary>Signs the JSON body without the white space between its tokens, instead of as it stands.</summary>
        public bool CompactBody
        {
            set => Flag("compact_body", value, "true");
        }

        /// <summary>Allows http to localhost, 127.0.0.0/8 and [::1] where https is needed, for tests.</summary>
        public bool AllowHttpLoopback
        {
            set => Flag("allow_http_loopback", value, "true");
        }

        /// <summary>Another name for the timestamp's header.</summary>
        public string TimestampHeader
        {
            set => this["header.timestamp"] = value;
        }

        /// <summary>Another name for the signature's header.</summary>
        public string SignatureHeader
        {
            set => this["header.signature"] = value;
        }

        internal IReadOnlyDictionary<string, object> Values => values;

        internal string? Text(string name) => values.TryGetValue(name, out object? value) ? value as string : null;

        private void Flag(string name, bool on, string value)
        {
            if (on)
            {
                values[name] = value;
            }
            else
            {
                values.Remove(name);
            }
        }
    }
}
