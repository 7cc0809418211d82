using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using NUnit.Framework;

namespace Paysig.Tests
{
    /// <summary>
    /// Runs NUnit's tests, on Mono and on .NET Core alike: NUnit's own runner for the framework that Debian has runs on Mono only. Nothing can be
    /// skipped or expected to fail.
    /// </summary>
    internal static class Program
    {
        /// <summary>The project's top.</summary>
        internal static string Top { get; private set; } = "";

        private static int Main(string[] arguments)
        {
            Top = arguments[1];
            switch (arguments[0])
            {
                case "generate":
                    Generator.Write(Path.Combine(Top, "dotnet"));
                    return 0;
                case "load":
                    return LibraryTests.Load(arguments[2]);
                case "leak":
                    return new LeakTests().Run(int.Parse(arguments[2]));
                case "test":
                    return Run(arguments.Length > 2 ? arguments[2] : "");
                default:
                    Console.Error.WriteLine("generate, load, leak or test, and the project's top");
                    return 2;
            }
        }

        private static int Run(string only)
        {
            var clock = Stopwatch.StartNew();
            int passed = 0, failed = 0;
            IEnumerable<MethodInfo> tests = typeof(Program).Assembly.GetTypes()
                .SelectMany(type => type.GetMethods())
                .Where(method => method.IsDefined(typeof(TestAttribute), false) && (method.DeclaringType + "." + method.Name).Contains(only))
                .OrderBy(method => method.DeclaringType + "." + method.Name, StringComparer.Ordinal);
            foreach (MethodInfo test in tests)
            {
                try
                {
                    object outcome = test.Invoke(Activator.CreateInstance(test.DeclaringType), null);
                    (outcome as Task)?.GetAwaiter().GetResult();
                    passed++;
                }
                catch (Exception e)
                {
                    failed++;
                    Exception reason = e is TargetInvocationException ? e.InnerException : e;
                    Console.WriteLine("FAIL " + test.DeclaringType.Name + "." + test.Name + "\n" + reason);
                }
            }
            Console.WriteLine("{0}: {1} s", Runtime, clock.ElapsedMilliseconds / 1000);
            Console.WriteLine("{0} passed, {1} failed", passed, failed);
            return failed == 0 && passed > 0 ? 0 : 1;
        }

        /// <summary>What runs this, such as <c>.NET Core 3.1.23</c>.</summary>
        internal static string Runtime => RuntimeInformation.FrameworkDescription;

        internal static bool OnMono => Type.GetType("Mono.Runtime") != null;
    }
}
