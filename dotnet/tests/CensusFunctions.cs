using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace Paysig.Tests
{
    /// <summary>One public function that takes an argument, under the name by which users know it.</summary>
    internal sealed class CensusFunction
    {
        private readonly string name;

        private CensusFunction(MethodBase call)
        {
            Call = call is MethodInfo method && method.IsGenericMethodDefinition ? method.MakeGenericMethod(typeof(string[])) : call;
            Of = call.DeclaringType;
            Parameters = Call.GetParameters();
            string member = call.Name;
            name = call is ConstructorInfo ? "new " + Of.Name
                : member == "op_Implicit" ? "implicit " + Of.Name
                : member == "get_Item" ? Of.Name + "[" + Shown(Parameters[0]) + "]"
                : member == "set_Item" ? Of.Name + "[" + Shown(Parameters[0]) + "] ="
                : Of.Name + "." + (member.StartsWith("set_", StringComparison.Ordinal) ? member.Substring(4) : member);
        }

        internal string Name { get; private set; }

        internal MethodBase Call { get; }

        internal Type Of { get; }

        internal ParameterInfo[] Parameters { get; }

        internal bool TakesSpan => Parameters.Any(parameter => IsSpan(parameter.ParameterType));

        internal static bool IsSpan(Type type) => type.Name.StartsWith("ReadOnlySpan", StringComparison.Ordinal);

        /// <summary>All of the assembly, sorted. What a handler is called with counts, though it is only protected.</summary>
        internal static IReadOnlyList<CensusFunction> All()
        {
            const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
                | BindingFlags.DeclaredOnly;
            CensusFunction[] all = typeof(Signer).Assembly.GetExportedTypes()
                .SelectMany(type => type.GetConstructors(Own).Concat<MethodBase>(type.GetMethods(Own)))
                .Where(call => (call.IsPublic || call.IsFamily) && call.GetParameters().Any(parameter => CanBeBad(parameter.ParameterType)))
                .Select(call => new CensusFunction(call)).ToArray();
            foreach (CensusFunction function in all)
            {
                // Mono has none with spans, and the others have the same names there.
                bool overloaded = function.TakesSpan || all.Count(other => other.name == function.name && !other.TakesSpan) > 1;
                function.Name = function.name
                    + (overloaded ? "(" + string.Join(", ", function.Parameters.Select(Shown)) + ")" : "");
            }
            Array.Sort(all, (one, other) => string.CompareOrdinal(one.Name, other.Name));
            return all;
        }

        private static bool CanBeBad(Type type) => type != typeof(bool);

        private static string Shown(ParameterInfo parameter)
        {
            Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
            string shown = type == typeof(string) ? "string"
                : type == typeof(byte[]) ? "byte[]"
                : type == typeof(int) ? "int"
                : type == typeof(long) ? "long"
                : type.Name.Split('`')[0];
            return type == parameter.ParameterType ? shown : shown + "?";
        }
    }
}
