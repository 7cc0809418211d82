using System.Collections.Generic;
using Paysig.Native;

namespace Paysig
{
    /// <summary>One of the mistakes that <c>Verifier.Explain</c> knows. The ids are the same in every language. Immutable.</summary>
    public sealed class Cause
    {
        private Cause(Json json)
        {
            Id = json["id"].Text;
            Summary = json["summary"].Text;
            Fix = json["fix"].Text;
        }

        /// <summary>Stable, such as <c>json_reencoded</c>.</summary>
        public string Id { get; }

        /// <summary>What happened, in one sentence.</summary>
        public string Summary { get; }

        /// <summary>What to do about it.</summary>
        public string Fix { get; }

        /// <summary>Describes every cause.</summary>
        /// <returns>All that paysig knows, in the order of <c>docs/causes</c>.</returns>
        public static IReadOnlyList<Cause> All()
        {
            Library.Load();
            return Json.Parse(Calls.Describe("causes"))["causes"].List(cause => new Cause(cause));
        }

        /// <summary>The id.</summary>
        /// <returns>The id.</returns>
        public override string ToString() => "Cause(" + Id + ")";
    }
}
