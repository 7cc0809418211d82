using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using NUnit.Framework;

namespace Paysig.Tests
{
    /// <summary>
    /// Every public function × what can be bad in each of its arguments: what comes of it is in tests/census/dotnet.tsv. The functions are found
    /// by reflection, so none can be missing. With PAYSIG_BLESS=1 the file is written, by .NET Core, which has more functions than Mono.
    /// </summary>
    public class CensusTests
    {
        private const string Taken = "taken", CannotBeWritten = "cannot be written";
        private readonly CensusGood good = new CensusGood();
        private readonly List<string> lines = new List<string>();
        private readonly List<string> mistakes = new List<string>();

        [Test]
        public void EveryFunctionRefusesWhatIsBad()
        {
            IReadOnlyList<CensusFunction> functions = CensusFunction.All();
            Assert.AreEqual(functions.Count, functions.Select(function => function.Name).Distinct().Count(), "two functions have one name");
            Assert.Greater(functions.Count, 70);
            foreach (CensusFunction function in functions)
            {
                Census(function);
            }
            Assert.IsEmpty(mistakes, string.Join("\n", mistakes));
            string committed = Path.Combine(Program.Top, "tests", "census", "dotnet.tsv");
            if (!Program.OnMono && Environment.GetEnvironmentVariable("PAYSIG_BLESS") == "1")
            {
                File.WriteAllText(committed, string.Concat(lines.Select(line => line + "\n")));
            }
            IEnumerable<string> expected = File.ReadAllLines(committed)
                .Where(line => !Program.OnMono || !line.Split('\t')[0].Contains("ReadOnlySpan"));
            IEnumerable<string> changed = expected.Except(lines).Select(line => "- " + line)
                .Concat(lines.Except(expected).Select(line => "+ " + line));
            Assert.IsEmpty(changed, "PAYSIG_BLESS=1 dotnet/test writes it anew:\n" + string.Join("\n", changed.Take(50)));
            Assert.AreEqual(expected, lines);
        }

        private void Census(CensusFunction function)
        {
            good.Begin();
            // With nothing bad every function succeeds: else a refusal would say nothing. One gateway publishes no address.
            string usual = Outcome(function, good.ReceiverOf(function), Arguments(function));
            if (usual != (function.Name == "Aeterna.Url" ? "`unknown_host`" : Taken))
            {
                mistakes.Add(function.Name + " with nothing bad: " + usual);
            }
            if (good.ReceiverOf(function) is IDisposable receiver)
            {
                receiver.Dispose();
                Line(function, "itself", "closed", Outcome(function, receiver, Arguments(function)));
            }
            for (int i = 0; i < function.Parameters.Length; i++)
            {
                ParameterInfo parameter = function.Parameters[i];
                foreach (CensusCell cell in CensusBad.Cells(good, parameter.ParameterType))
                {
                    object[] arguments = Arguments(function);
                    string argument = parameter.Name + (cell.Part.Length == 0 ? "" : ": " + cell.Part);
                    string outcome = CannotBeWritten;
                    if (cell.Value != null)
                    {
                        arguments[i] = cell.Value();
                        outcome = Outcome(function, good.ReceiverOf(function), arguments);
                    }
                    Line(function, argument, cell.Kind, outcome);
                }
            }
        }

        private object[] Arguments(CensusFunction function) =>
            function.Parameters.Select(parameter => good.Argument(function, parameter)).ToArray();

        private void Line(CensusFunction function, string argument, string kind, string outcome)
        {
            lines.Add(string.Join("\t", function.Name, argument, kind, outcome));
            if (outcome != Taken && outcome != CannotBeWritten && outcome[0] != '`')
            {
                mistakes.Add(function.Name + ", " + argument + ", " + kind + ": " + outcome);
            }
        }

        private string Outcome(CensusFunction function, object receiver, object[] arguments)
        {
            try
            {
                object made = good.Call(function, receiver, arguments);
                if (!(made is string) && made != null && HoldsSecret(made.ToString()))
                {
                    return "what it gives prints a secret";
                }
                good.Use(function, receiver, made);
                return Taken;
            }
            catch (Exception e)
            {
                return Refusal(e is TargetInvocationException ? e.InnerException : e);
            }
        }

        /// <summary>The code of a refusal, or what is wrong with it.</summary>
        private string Refusal(Exception error)
        {
            // They add a line with the name of the argument or object.
            bool twoLines = error is ArgumentException || error is ObjectDisposedException;
            string message = twoLines ? error.Message.Replace("\r", "").Replace("\n", " ") : error.Message;
            if (message.Length == 0 || message.Length >= 2000 || message.Any(char.IsControl))
            {
                return "the message of " + error.GetType() + " is wrong: " + message;
            }
            if (HoldsSecret(error.ToString()))
            {
                return "a secret in the message of " + error.GetType();
            }
            if (error is PaysigException paysig && !(error is InternalException))
            {
                return "`" + paysig.Code.Name() + "`";
            }
            bool usual = error == CensusBad.Thrown || error == CensusBad.Broken || error is ObjectDisposedException
                || (error is ArgumentException argument && !string.IsNullOrEmpty(argument.ParamName));
            return usual ? "`" + error.GetType().Name + "`" : error.ToString();
        }

        private bool HoldsSecret(string text) =>
            new[] { CensusGood.Secret, CensusGood.Passphrase, good.PrivateKey.Split('\n')[1].Trim() }.Any(text.Contains);
    }
}
