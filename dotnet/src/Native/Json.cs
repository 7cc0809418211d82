using System;
using System.Collections.Generic;
using System.Globalization;
#if NETCOREAPP
using System.Text.Json;
#else
using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;
#endif

namespace Paysig.Native
{
    /// <summary>A value of the JSON that the library gives for cold results, read with what the framework has.</summary>
    internal sealed class Json
    {
        private static readonly Json Null = new Json("null", "");

        private readonly string kind;
        private readonly string text;
        private readonly List<KeyValuePair<string, Json>> members = new List<KeyValuePair<string, Json>>();

        private Json(string kind, string text)
        {
            this.kind = kind;
            this.text = text;
        }

#if NETCOREAPP
        internal static Json Parse(byte[] utf8)
        {
            using (JsonDocument document = JsonDocument.Parse(utf8))
            {
                return Read(document.RootElement);
            }
        }

        private static Json Read(JsonElement element)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Object:
                    var made = new Json("object", "");
                    foreach (JsonProperty property in element.EnumerateObject())
                    {
                        made.Add(property.Name, Read(property.Value));
                    }
                    return made;
                case JsonValueKind.Array:
                    var list = new Json("array", "");
                    foreach (JsonElement item in element.EnumerateArray())
                    {
                        list.Add("item", Read(item));
                    }
                    return list;
                case JsonValueKind.Null:
                    return Null;
                case JsonValueKind.String:
                    return new Json("string", element.GetString() ?? "");
                default:
                    return new Json("literal", element.GetRawText());
            }
        }
#else
        internal static Json Parse(byte[] utf8)
        {
            using (XmlDictionaryReader reader = JsonReaderWriterFactory.CreateJsonReader(utf8, XmlDictionaryReaderQuotas.Max))
            {
                reader.MoveToContent();
                return Read(reader);
            }
        }

        /// <summary>
        /// The reader gives JSON as XML: what kind a value is stands in the attribute <c>type</c>, and a member's name is the element's, or
        /// the attribute <c>item</c> where it could be no element's.
        /// </summary>
        private static Json Read(XmlDictionaryReader reader)
        {
            string kind = reader.GetAttribute("type") ?? "string";
            var inside = new Json(kind, "");
            var pieces = new StringBuilder();
            bool empty = reader.IsEmptyElement;
            reader.Read();
            while (!empty && reader.NodeType != XmlNodeType.EndElement)
            {
                if (reader.NodeType == XmlNodeType.Element)
                {
                    string name = reader.GetAttribute("item") ?? reader.LocalName;
                    inside.Add(name, Read(reader));
                }
                else
                {
                    pieces.Append(reader.Value);
                    reader.Read();
                }
            }
            if (!empty)
            {
                reader.ReadEndElement();
            }
            return kind == "null" ? Null : kind == "object" || kind == "array" ? inside : new Json(kind, pieces.ToString());
        }
#endif

        private void Add(string name, Json value) => members.Add(new KeyValuePair<string, Json>(name, value));

        internal bool IsNull => kind == "null";

        internal bool IsObject => kind == "object";

        /// <summary>The member; a null value where there is none.</summary>
        internal Json this[string name]
        {
            get
            {
                foreach (KeyValuePair<string, Json> member in members)
                {
                    if (member.Key == name)
                    {
                        return member.Value;
                    }
                }
                return Null;
            }
        }

        internal bool Has(string name) => members.Exists(member => member.Key == name);

        /// <summary>The members of an object or the items of an array, in order.</summary>
        internal IReadOnlyList<KeyValuePair<string, Json>> Members => members;

        internal IReadOnlyList<T> List<T>(Func<Json, T> make) => members.ConvertAll(member => make(member.Value)).AsReadOnly();

        internal string Text => text;

        internal string? TextOrNull => IsNull ? null : text;

        internal bool IsTrue => text == "true";

        internal long Number => long.Parse(text, CultureInfo.InvariantCulture);

        /// <summary>The name of the alternative of a value that is one of several: text, or an object with one member.</summary>
        internal string Alternative => IsObject && members.Count == 1 ? members[0].Key : text;

        /// <summary>What that alternative holds; a null value where it is only a name.</summary>
        internal Json Content => IsObject && members.Count == 1 ? members[0].Value : Null;
    }
}
