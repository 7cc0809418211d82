using System;
using System.Collections.Generic;

namespace Paysig.Native
{
    /// <summary>Collects credentials or options for one call.</summary>
    internal static unsafe class Fields
    {
        internal static FieldsHandle New()
        {
            Library.Load();
            return Calls.NewFields();
        }

        /// <summary>Adds text or bytes. The library copies them, and wipes its copy.</summary>
        internal static void Add(FieldsHandle fields, string? label, string name, object value)
        {
            if (value is byte[] bytes)
            {
                fixed (byte* at = Calls.Pin(bytes))
                {
                    Calls.AddField(fields, label, name, at, bytes.Length);
                }
                return;
            }
            var text = (string)value;
            var encoded = new byte[Math.Max(1, Utf8.Count(text))];
            // Pinned before it is written, so that the collector leaves no copy of a secret where it was.
            fixed (byte* at = encoded)
            {
                try
                {
                    Utf8.Write(text, encoded);
                    Calls.AddField(fields, label, name, at, text.Length == 0 ? 0 : encoded.Length);
                }
                finally
                {
                    Array.Clear(encoded, 0, encoded.Length);
                }
            }
        }

        /// <summary>Options as the library takes them, which need to be disposed; <see cref="FieldsHandle.None"/> where there are none.</summary>
        internal static FieldsHandle Of(IReadOnlyDictionary<string, object>? options)
        {
            if (options == null || options.Count == 0)
            {
                return FieldsHandle.None;
            }
            FieldsHandle fields = New();
            try
            {
                foreach (KeyValuePair<string, object> option in options)
                {
                    if (option.Value is TimeSpan duration)
                    {
                        Calls.AddFieldMs(fields, option.Key, duration.Ticks / TimeSpan.TicksPerMillisecond);
                    }
                    else
                    {
                        Add(fields, null, option.Key, option.Value);
                    }
                }
                return fields;
            }
            catch
            {
                fields.Dispose();
                throw;
            }
        }

        /// <summary>Sets of credentials as the library takes them, which need to be freed as what <see cref="Of"/> gives does.</summary>
        internal static FieldsHandle OfSets(Keyring? sets)
        {
            if (sets == null)
            {
                return FieldsHandle.None;
            }
            FieldsHandle fields = New();
            try
            {
                sets.AddTo(fields);
                return fields;
            }
            catch
            {
                fields.Dispose();
                throw;
            }
        }

        /// <summary>Frees what <see cref="Of"/> gave.</summary>
        internal static void Free(FieldsHandle fields)
        {
            if (!ReferenceEquals(fields, FieldsHandle.None))
            {
                fields.Dispose();
            }
        }
    }
}
