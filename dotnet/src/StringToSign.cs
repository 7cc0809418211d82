using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Paysig.Native;

namespace Paysig
{
    /// <summary>What is signed: named parts that follow each other without separators. Schemes that sign nothing have none.</summary>
    public sealed class StringToSign
    {
        internal StringToSign(Json json)
        {
            Parts = json["parts"].List(part => new SignedPart(part));
        }

        /// <summary>The parts, in order.</summary>
        public IReadOnlyList<SignedPart> Parts { get; }

        /// <summary>Joins the parts.</summary>
        /// <returns>The bytes, with secrets as <c>***</c>.</returns>
        public byte[] ToBytes() => Parts.SelectMany(part => part.Bytes ?? Encoding.ASCII.GetBytes("***")).ToArray();

        /// <summary>The names and lengths of the parts.</summary>
        /// <returns>Them, and nothing of the bytes: so a log holds no body.</returns>
        public override string ToString() => "StringToSign(" + string.Join(", ", Parts) + ")";
    }

    /// <summary>One part of what is signed.</summary>
    public sealed class SignedPart
    {
        internal SignedPart(Json json)
        {
            Name = json["name"].Text;
            Bytes = json["base64"].IsNull ? null : Convert.FromBase64String(json["base64"].Text);
        }

        /// <summary>
        /// A credential's name, <c>timestamp</c>, <c>method</c>, <c>path</c>, <c>query</c>, <c>target</c>, <c>body</c> or
        /// <c>literal</c>.
        /// </summary>
        public string Name { get; }

        /// <summary>The bytes; null for a secret.</summary>
        public byte[]? Bytes { get; }

        /// <summary>The name and the length.</summary>
        /// <returns>Them, and nothing of the bytes.</returns>
        public override string ToString() => Name + (Bytes == null ? " (secret)" : " (" + Bytes.Length + " bytes)");
    }
}
