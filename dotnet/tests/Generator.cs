using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Paysig.Native;

namespace Paysig.Tests
{
    /// <summary>Writes what is made from the library's tables: the codes of errors and the gateways' conveniences.</summary>
    internal static class Generator
    {
        private const string Mark = "// Generated from the library's tables by dotnet/generate; changes belong there.\n";

        internal static void Write(string folder)
        {
            foreach (KeyValuePair<string, string> file in Files())
            {
                File.WriteAllText(Path.Combine(folder, file.Key), file.Value);
            }
        }

        /// <summary>The text of each file, by its path below the package's folder.</summary>
        internal static IReadOnlyDictionary<string, string> Files()
        {
            Library.Load();
            var files = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["src/ErrorCode.cs"] = Errors(Json.Parse(Calls.Describe("errors"))["errors"]),
            };
            foreach (Gateway gateway in Gateway.All())
            {
                files["src/Gateways/" + Pascal(gateway.Id) + ".cs"] = Conveniences(gateway);
            }
            return files;
        }

        private static string Errors(Json errors)
        {
            var codes = new StringBuilder();
            var names = new StringBuilder();
            var advice = new StringBuilder();
            foreach (Json error in errors.Members.Select(member => member.Value))
            {
                string name = Pascal(error["code"].Text);
                string about = error["summary"].Text + " " + error["advice"].Text;
                codes.Append(Summary("        ", about)).Append("        " + name + " = " + error["number"].Text + ",\n\n");
                names.Append("                case ErrorCode." + name + ": return \"" + error["code"].Text + "\";\n");
                advice.Append("                case ErrorCode." + name + ":\n                    return " + Literal(about) + ";\n");
            }
            return Mark + @"namespace Paysig
{
    /// <summary>What can go wrong, with the same names and numbers in every language. The first digit says the kind.</summary>
    public enum ErrorCode
    {
" + codes + @"        /// <summary>A code that is newer than this package: <see cref=""PaysigException.Number""/> has its number.</summary>
        Other = 0,
    }

    /// <summary>What is known of a code.</summary>
    public static class ErrorCodeExtensions
    {
        /// <summary>Gives the stable name, such as <c>signature_mismatch</c>.</summary>
        /// <param name=""code"">The code.</param>
        /// <returns>The name, which is the same in every language.</returns>
        public static string Name(this ErrorCode code)
        {
            switch (code)
            {
" + names + @"                default: return ""other"";
            }
        }

        /// <summary>Gives what a code means and what to do about it.</summary>
        /// <param name=""code"">The code.</param>
        /// <returns>Two sentences for people.</returns>
        public static string Advice(this ErrorCode code)
        {
            switch (code)
            {
" + advice + @"                default:
                    return ""Update the package, which is older than the library."";
            }
        }
    }
}
";
        }

        private static string Conveniences(Gateway gateway)
        {
            var text = new StringBuilder(Mark + "namespace Paysig.Gateways\n{\n");
            text.Append(Summary("    ", "What paysig knows of " + gateway.Name + "."));
            text.Append("    public static class " + Pascal(gateway.Id) + "\n    {\n");
            text.Append("        /// <summary>The gateway's id.</summary>\n        public const string Id = " + Literal(gateway.Id) + ";\n");
            foreach (Host host in gateway.Hosts)
            {
                string environment = host.Environment == "any" ? "" : Pascal(host.Environment);
                text.Append("\n        /// <summary>Where the API is.</summary>\n        public const string " + environment
                    + Pascal(host.Product) + "Url = " + Literal(host.Url) + ";\n");
            }
            foreach (Scheme scheme in gateway.Schemes)
            {
                text.Append("\n").Append(Summary("        ", "The scheme " + scheme.Id + ": " + scheme.Rule + ". "
                    + string.Join(" ", scheme.Notes)));
                text.Append("        public const string " + NameOf(gateway, scheme) + " = " + Literal(scheme.Id) + ";\n");
            }
            foreach (Scheme scheme in gateway.Schemes)
            {
                text.Append(CredentialsOf(gateway, scheme));
            }
            text.Append(@"
        /// <summary>Gives the URL of an API call.</summary>
        /// <param name=""environment""><c>test</c> or <c>live</c>.</param>
        /// <param name=""path"">Below the API's base, percent-encoded, with or without a leading slash.</param>
        /// <param name=""product"">One that the hosts name; null for the first.</param>
        /// <param name=""version"">That of the API, where its URLs have one; null for the first.</param>
        /// <returns>The absolute URL.</returns>
        public static string Url(string environment, string path, string? product = null, string? version = null) =>
            Gateway.Url(Id, environment, path, product, version);

        /// <summary>Says what error an answer is.</summary>
        /// <param name=""status"">The HTTP status; 0 where that is not known.</param>
        /// <param name=""body"">The answer's body.</param>
        /// <returns>The error; null when the answer is none.</returns>
        public static GatewayError? ReadError(int status, byte[] body) => Gateway.ReadError(Id, status, body);
    }
}
");
            return text.ToString();
        }

        /// <summary>Keys that only signing or only verifying needs can be null.</summary>
        private static string CredentialsOf(Gateway gateway, Scheme scheme)
        {
            string name = NameOf(gateway, scheme);
            var text = new StringBuilder("\n" + Summary("        ", "The credentials of " + scheme.Id + "."));
            var parameters = new List<string>();
            var body = new StringBuilder();
            foreach (SchemeField field in scheme.Fields.OrderBy(IsOptional))
            {
                string only = field.Role == "signing_key" ? "; to sign"
                    : field.Role == "verifying_key" ? "; to verify"
                    : field.Role == "passphrase" ? "; where the key has one" : "";
                string parameter = Camel(field.Name);
                text.Append(Lines("        /// ", "<param name=\"" + parameter + "\">" + Xml(Sentence(field.About + only)) + "</param>"));
                parameters.Add(IsOptional(field) ? "string? " + parameter + " = null" : "string " + parameter);
                string add = "credentials.Add(" + Literal(field.Name) + ", " + parameter + ");\n";
                body.Append(IsOptional(field)
                    ? "            if (" + parameter + " != null)\n            {\n                " + add + "            }\n"
                    : "            " + add);
            }
            text.Append("        /// <returns>The credentials, to make a signer or a verifier with.</returns>\n");
            text.Append("        public static Credentials " + name + "Credentials(" + string.Join(", ", parameters) + ")\n        {\n");
            text.Append("            var credentials = new Credentials();\n" + body + "            return credentials;\n        }\n");
            return text.ToString();
        }

        private static bool IsOptional(SchemeField field) =>
            field.Role == "signing_key" || field.Role == "verifying_key" || field.Role == "passphrase";

        /// <summary>What of a scheme's id is not the gateway's.</summary>
        private static string NameOf(Gateway gateway, Scheme scheme) =>
            Pascal(scheme.Id.StartsWith(gateway.Id, StringComparison.Ordinal) ? scheme.Id.Substring(gateway.Id.Length + 1) : scheme.Id);

        private static string Pascal(string name) => string.Concat(name.Split(new[] { '-', '_', '/', '.' }, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));

        private static string Camel(string name) => char.ToLowerInvariant(name[0]) + Pascal(name).Substring(1);

        private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1).TrimEnd('.') + ".";

        private static string Literal(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";

        private static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

        private static string Summary(string indent, string text) =>
            indent + "/// <summary>\n" + Lines(indent + "/// ", Xml(text)) + indent + "/// </summary>\n";

        /// <summary>Breaks text at blanks, so that lines end before column 140.</summary>
        private static string Lines(string indent, string text)
        {
            var lines = new StringBuilder();
            string line = indent.TrimEnd();
            foreach (string word in text.Split(' '))
            {
                if (line.Length + 1 + word.Length > 139)
                {
                    lines.Append(line + "\n");
                    line = indent.TrimEnd();
                }
                line += " " + word;
            }
            return lines + line + "\n";
        }
    }
}
