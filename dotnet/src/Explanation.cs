using System.Collections.Generic;
using Paysig.Native;

namespace Paysig
{
    /// <summary>
    /// Why a message is refused, as far as it can be proven. It holds no secret, expected signature or body: all of it can be logged.
    /// Immutable.
    /// </summary>
    public sealed class Explanation
    {
        internal Explanation(byte[] explanation, byte[] capsule)
        {
            Native.Json told = Native.Json.Parse(explanation);
            Outcome = Known(told["outcome"].Text);
            Scheme = told["scheme"].Text;
            Label = told["label"].TextOrNull;
            Native.Json rejection = told["rejection"];
            Rejection = rejection.IsNull ? null : new RejectedException((int)rejection["number"].Number, rejection["message"].Text);
            Findings = told["findings"].List(finding => new Finding(finding));
            Observations = told["observations"].List(observation => new Observation(observation));
            RuledOut = told["ruled_out"].List(cause => cause.Text);
            Attempts = told["attempts"].Number;
            Bytes = told["bytes"].Number;
            Exhausted = told["exhausted"].IsTrue;
            Text = told["text"].Text;
            Json = Utf8.Read(explanation);
            Capsule = Utf8.Read(capsule);
        }

        /// <summary>What explaining came to.</summary>
        public Outcome Outcome { get; }

        /// <summary>Whether there is nothing to explain, as the message is accepted. To trust a message, verify it.</summary>
        public bool Verifies => Outcome == Outcome.Verifies;

        /// <summary>The id of the scheme by whose rule the message was judged.</summary>
        public string Scheme { get; }

        /// <summary>The label of the credentials with which the signature matches; null where none does.</summary>
        public string? Label { get; }

        /// <summary>What verifying throws for the message; null when it is accepted. It was made here, and not thrown.</summary>
        public RejectedException? Rejection { get; }

        /// <summary>The causes: none, one, or several that hold together.</summary>
        public IReadOnlyList<Finding> Findings { get; }

        /// <summary>What is certain and no cause.</summary>
        public IReadOnlyList<Observation> Observations { get; }

        /// <summary>The ids of the causes that were tried alone, in every way that is known, where nothing matches.</summary>
        public IReadOnlyList<string> RuledOut { get; }

        /// <summary>How many strings to sign were tried.</summary>
        public long Attempts { get; }

        /// <summary>How many bytes were hashed or written for them.</summary>
        public long Bytes { get; }

        /// <summary>Whether the budget ended the search.</summary>
        public bool Exhausted { get; }

        /// <summary>All of it for people, in several lines.</summary>
        public string Text { get; }

        /// <summary>All of it as JSON, whose members <c>docs/json.md</c> lists.</summary>
        public string Json { get; }

        /// <summary>
        /// One redacted JSON to attach to a ticket with the gateway: names and sizes of headers, values and body as length and SHA-256 only,
        /// the shape of what is signed, fingerprints of keys, clock, version and the explanation. A digest confirms a guess: of a short
        /// value, such as an amount, it is as good as the value.
        /// </summary>
        public string Capsule { get; }

        /// <summary>All of it for people.</summary>
        /// <returns>The same as <see cref="Text"/>.</returns>
        public override string ToString() => Text;

        private static Outcome Known(string name)
        {
            switch (name)
            {
                case "verifies": return Outcome.Verifies;
                case "explained": return Outcome.Explained;
                case "unexplained": return Outcome.Unexplained;
                default: return Outcome.Other;
            }
        }
    }

    /// <summary>What explaining came to.</summary>
    public enum Outcome
    {
        /// <summary>One that is newer than this package: <see cref="Explanation.Json"/> has its name.</summary>
        Other = 0,

        /// <summary>The message is accepted: there is nothing to explain.</summary>
        Verifies,

        /// <summary>One cause was found, or several that hold together.</summary>
        Explained,

        /// <summary>Nothing that was tried matches.</summary>
        Unexplained,
    }

    /// <summary>A cause that explaining found. Immutable.</summary>
    public sealed class Finding
    {
        internal Finding(Json json)
        {
            Cause = json["cause"].Text;
            Certainty = Known(json["certainty"].Text);
            Summary = json["summary"].Text;
            Detail = json["detail"].Text;
            Encoders = json["encoders"].List(encoder => encoder.Text);
            Fix = json["fix"].Text;
        }

        /// <summary>The stable id, the same in every language, such as <c>json_reencoded</c>: <see cref="Paysig.Cause.All"/> lists them.</summary>
        public string Cause { get; }

        /// <summary>How sure it is.</summary>
        public Certainty Certainty { get; }

        /// <summary>What happened, in one sentence.</summary>
        public string Summary { get; }

        /// <summary>With what exactly the signature was recomputed, or what is visible: for people, and free to change.</summary>
        public string Detail { get; }

        /// <summary>
        /// Where JSON was written again, the encoders that write the bytes that were signed, the likeliest first, such as
        /// <c>python-compact</c>; else empty.
        /// </summary>
        public IReadOnlyList<string> Encoders { get; }

        /// <summary>What to do about it.</summary>
        public string Fix { get; }

        /// <summary>The cause and how sure it is.</summary>
        /// <returns>One line.</returns>
        public override string ToString() => "Finding(" + Cause + ", " + Certainty + ")";

        private static Certainty Known(string name)
        {
            switch (name)
            {
                case "proven": return Certainty.Proven;
                case "evident": return Certainty.Evident;
                case "likely": return Certainty.Likely;
                default: return Certainty.Other;
            }
        }
    }

    /// <summary>How sure a finding is.</summary>
    public enum Certainty
    {
        /// <summary>One that is newer than this package: <see cref="Explanation.Json"/> has its name.</summary>
        Other = 0,

        /// <summary>The signature was recomputed with it, and matches.</summary>
        Proven,

        /// <summary>It is visible in the message.</summary>
        Evident,

        /// <summary>It fits what is visible, and something else might too.</summary>
        Likely,
    }

    /// <summary>Something certain about a message that is no cause, and narrows the search. Immutable.</summary>
    public sealed class Observation
    {
        internal Observation(Json json)
        {
            Id = json["id"].Text;
            Text = json["text"].Text;
        }

        /// <summary>
        /// The stable id: <c>rsa_other_content</c>, one of the keys signed, and something else; or <c>rsa_not_these_keys</c>, none of them
        /// signed.
        /// </summary>
        public string Id { get; }

        /// <summary>The sentence.</summary>
        public string Text { get; }

        /// <summary>The id and the sentence.</summary>
        /// <returns>One line.</returns>
        public override string ToString() => "Observation(" + Id + ": " + Text + ")";
    }
}
