using System;
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
            Sender = json["sender"].TextOrNull;
            Proof = new SchemeProof(json["proof"]);
            Parts = Proof.Parts.Select(part => part.Kind == "field" && part.Of is string name ? name : part.Kind).ToList().AsReadOnly();
            Freshness = json["freshness"].IsNull ? null : new SchemeFreshness(json["freshness"]);
            Json expects = json["expects"];
            Method = expects["method"].TextOrNull;
            ContentType = expects["content_type"].TextOrNull;
            Accept = expects["accept"].TextOrNull;
            Https = expects["https"].Text;
            Tls = expects["tls"].TextOrNull;
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

        /// <summary>The field whose value in the message chooses the credentials; null where none does.</summary>
        public string? Sender { get; }

        /// <summary>What proves that a message is authentic.</summary>
        public SchemeProof Proof { get; }

        /// <summary>The names of what is signed, in order; empty where nothing is.</summary>
        public IReadOnlyList<string> Parts { get; }

        /// <summary>The method that the gateway expects; null for none in particular.</summary>
        public string? Method { get; }

        /// <summary>The content type that the gateway expects of a body; null for none in particular.</summary>
        public string? ContentType { get; }

        /// <summary>The <c>Accept</c> that the gateway expects; null for none in particular.</summary>
        public string? Accept { get; }

        /// <summary><c>required</c> where signing refuses anything else than https, and <c>expected</c> elsewhere.</summary>
        public string Https { get; }

        /// <summary>The lowest version of TLS, such as <c>1.2</c>; null for none in particular.</summary>
        public string? Tls { get; }

        /// <summary>The form and lifetime of the timestamp; null where none is signed.</summary>
        public SchemeFreshness? Freshness { get; }

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

    /// <summary>What proves that a message is authentic.</summary>
    public sealed class SchemeProof
    {
        internal SchemeProof(Json json)
        {
            Json content = json.Content;
            Kind = json.Alternative;
            Key = content["key"].TextOrNull;
            Hash = content["hash"].TextOrNull;
            Parts = content["parts"].List(part => new SchemePart(part));
            Text = content["text"].TextOrNull;
            User = content["user"].TextOrNull;
            Password = content["password"].TextOrNull;
        }

        /// <summary><c>mac</c>, <c>rsa_pkcs1_sha256</c> or <c>basic</c>.</summary>
        public string Kind { get; }

        /// <summary>The field that keys a MAC; null for others.</summary>
        public string? Key { get; }

        /// <summary>The hash of a MAC, <c>sha256</c> or <c>sha512</c>; null for others.</summary>
        public string? Hash { get; }

        /// <summary>What is signed, in this order, without separators; empty where nothing is.</summary>
        public IReadOnlyList<SchemePart> Parts { get; }

        /// <summary>
        /// How the MAC or signature is written: <c>hex_lower</c>, <c>hex_any_case</c>, <c>base64</c> or <c>base64_of_hex_lower</c>; null for
        /// HTTP Basic.
        /// </summary>
        public string? Text { get; }

        /// <summary>The field that is the user of HTTP Basic; null for others.</summary>
        public string? User { get; }

        /// <summary>The field that is the password of HTTP Basic; null for others.</summary>
        public string? Password { get; }
    }

    /// <summary>One part of what is signed.</summary>
    public sealed class SchemePart
    {
        internal SchemePart(Json json)
        {
            Kind = json.Alternative;
            Of = json.Content.TextOrNull;
        }

        /// <summary>
        /// <c>field</c>, <c>literal</c>, <c>timestamp</c>, <c>method</c>, <c>path</c>, <c>query</c>, <c>target</c> or <c>body</c>.
        /// </summary>
        public string Kind { get; }

        /// <summary>The field's name or the literal's characters; null for the others.</summary>
        public string? Of { get; }
    }

    /// <summary>The form and lifetime of a timestamp.</summary>
    public sealed class SchemeFreshness
    {
        internal SchemeFreshness(Json json)
        {
            Unit = json["unit"].Text;
            Tolerance = TimeSpan.FromSeconds(json["tolerance_seconds"].Number);
        }

        /// <summary><c>seconds</c> (ten digits) or <c>milliseconds</c> (thirteen).</summary>
        public string Unit { get; }

        /// <summary>By how much it may differ from the clock, unless <see cref="SchemeOptions.Tolerance"/> says otherwise.</summary>
        public TimeSpan Tolerance { get; }
    }

    /// <summary>A header of a scheme.</summary>
    public sealed class SchemeHeader
    {
        internal SchemeHeader(Json json)
        {
            Name = json["name"].Text;
            Also = json["also"].List(name => name.Text);
            Need = json["need"].Text;
            Carries = json["value"].Alternative;
            Json content = json["value"].Content;
            Of = content.IsObject ? content["name"].TextOrNull : content.TextOrNull;
            Prefix = content["prefix"].Text;
        }

        /// <summary>The name.</summary>
        public string Name { get; }

        /// <summary>Other names under which it is read.</summary>
        public IReadOnlyList<string> Also { get; }

        /// <summary>
        /// <c>always</c>, <c>if_given</c>, or <c>else_from_request</c> for a response's timestamp that may be its request's.
        /// </summary>
        public string Need { get; }

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
