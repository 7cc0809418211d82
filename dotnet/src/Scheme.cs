using System.Collections.Generic;
using System.Linq;
using Paysig.Native;

namespace Paysig
{
    /// <summary>The rule for one kind of message.</summary>
    public sealed class Scheme
    {
        internal Scheme(Json json)
        {
            Id = json["id"].Text;
            Kind = json["kind"].Text;
            Rule = json["rule"].Text;
            Notes = json["notes"].List(note => note.Text);
            Fields = json["fields"].List(field => new SchemeField(field));
            Headers = json["headers"].List(header => new SchemeHeader(header));
            Options = json["options"].List(option => new SchemeOption(option));
            Parts = json["proof"].Content["parts"].List(part => part.Alternative == "field" ? part.Content.Text : part.Alternative);
            Method = json["expects"]["method"].TextOrNull;
            ContentType = json["expects"]["content_type"].TextOrNull;
            Accept = json["expects"]["accept"].TextOrNull;
        }

        /// <summary>Stable, such as <c>solidgate/webhook</c>.</summary>
        public string Id { get; }

        /// <summary>
        /// <c>request</c> (merchant to gateway), <c>response</c> (the answer to a request) or <c>webhook</c> (gateway to merchant).
        /// </summary>
        public string Kind { get; }

        /// <summary>What is signed, how, and where it is written, in one sentence.</summary>
        public string Rule { get; }

        /// <summary>What a user of the scheme must know: limits of its protection, traps.</summary>
        public IReadOnlyList<string> Notes { get; }

        /// <summary>The credentials.</summary>
        public IReadOnlyList<SchemeField> Fields { get; }

        /// <summary>The headers, in the order in which they are written.</summary>
        public IReadOnlyList<SchemeHeader> Headers { get; }

        /// <summary>What can be set, when building or for one message.</summary>
        public IReadOnlyList<SchemeOption> Options { get; }

        /// <summary>The names of what is signed, in order; empty where nothing is.</summary>
        public IReadOnlyList<string> Parts { get; }

        /// <summary>The method that the gateway expects; null for none in particular.</summary>
        public string? Method { get; }

        /// <summary>The content type that the gateway expects of a body; null for none in particular.</summary>
        public string? ContentType { get; }

        /// <summary>The <c>Accept</c> that the gateway expects; null for none in particular.</summary>
        public string? Accept { get; }

        /// <summary>The id.</summary>
        /// <returns>The id.</returns>
        public override string ToString() => "Scheme(" + Id + ")";

        internal bool HasOption(string name) => Options.Any(option => option.Name == name);

        /// <summary>Whether method or URL are signed.</summary>
        internal bool SignsRequestLine => Parts.Any(part => part == "method" || part == "path" || part == "query" || part == "target");
    }

    /// <summary>A credential that a scheme needs.</summary>
    public sealed class SchemeField
    {
        internal SchemeField(Json json)
        {
            Name = json["name"].Text;
            Role = json["role"].Text;
            About = json["about"].Text;
        }

        /// <summary>The name.</summary>
        public string Name { get; }

        /// <summary>
        /// <c>public</c>, <c>secret</c>, <c>signing_key</c> (needed only to sign), <c>verifying_key</c> (needed only to verify) or
        /// <c>passphrase</c>.
        /// </summary>
        public string Role { get; }

        /// <summary>What it is and where to find it.</summary>
        public string About { get; }
    }

    /// <summary>A header of a scheme.</summary>
    public sealed class SchemeHeader
    {
        internal SchemeHeader(Json json)
        {
            Name = json["name"].Text;
            Carries = json["value"].Alternative;
            Json content = json["value"].Content;
            Of = content.IsObject ? content["name"].TextOrNull : content.TextOrNull;
            Prefix = content["prefix"].Text;
        }

        /// <summary>The name.</summary>
        public string Name { get; }

        /// <summary><c>proof</c>, <c>timestamp</c>, <c>field</c> or <c>option</c>.</summary>
        public string Carries { get; }

        /// <summary>The name of the field or option; null for the others.</summary>
        public string? Of { get; }

        /// <summary>What stands before the value of an option, such as <c>Bearer</c> and a space.</summary>
        public string Prefix { get; }
    }

    /// <summary>Something that a caller may set.</summary>
    public sealed class SchemeOption
    {
        internal SchemeOption(Json json)
        {
            Name = json["name"].Text;
            When = json["when"].Text;
            About = json["about"].Text;
        }

        /// <summary>The name.</summary>
        public string Name { get; }

        /// <summary><c>building</c> or <c>message</c>.</summary>
        public string When { get; }

        /// <summary>What it does.</summary>
        public string About { get; }
    }
}
