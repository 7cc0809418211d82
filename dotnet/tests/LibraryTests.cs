using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Paysig.Tests
{
    /// <summary>Each case is a process of its own, because a library is loaded once.</summary>
    public class LibraryTests
    {
        private static string Here => Path.GetDirectoryName(typeof(LibraryTests).Assembly.Location);

        /// <summary>Prints what a signer of some scheme fails with.</summary>
        internal static int Load(string scheme)
        {
            AppDomain.CurrentDomain.SetData("Paysig.Library", Environment.GetEnvironmentVariable("PAYSIG_TEST_SETTING"));
            for (int i = 0; i < 2; i++)
            {
                try
                {
                    new Signer(scheme, UseTests.Keys).Dispose();
                    Console.WriteLine("works");
                }
                catch (PaysigException e)
                {
                    Console.WriteLine(e.GetType().Name + " " + e.Message);
                }
            }
            return 0;
        }

        /// <summary>Runs this program as a process; twice the same line must come.</summary>
        private static string Run(string scheme, string library, string folder = null, string systemFolder = "", string setting = "")
        {
            string program = Path.Combine(folder ?? Here, "Paysig.Tests.dll");
            var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("PAYSIG_RUNTIME"),
                "\"" + program + "\" load \"" + Program.Top + "\" " + scheme)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = folder ?? Here,
            };
            start.EnvironmentVariables["PAYSIG_LIBRARY"] = library;
            start.EnvironmentVariables["PAYSIG_TEST_SETTING"] = setting;
            start.EnvironmentVariables["LD_LIBRARY_PATH"] = systemFolder;
            using (Process process = Process.Start(start))
            {
                string[] lines = process.StandardOutput.ReadToEnd().Split(new[] { '\n' }, StringSplitOptions.RemoveEmptyEntries);
                process.WaitForExit();
                Assert.AreEqual(0, process.ExitCode);
                Assert.AreEqual(2, lines.Length);
                Assert.AreEqual(lines[0], lines[1]);
                return lines[0];
            }
        }

        [Test]
        public void TheNamedFileIsTakenAndNoOther()
        {
            Assert.AreEqual("works", Run(UseTests.Scheme, ""));
            Assert.AreEqual("works", Run(UseTests.Scheme, Native()));
            StringAssert.Contains("InternalException internal: the environment variable PAYSIG_LIBRARY names /nowhere/x.so, which is no file",
                Run(UseTests.Scheme, "/nowhere/x.so"));
            StringAssert.Contains("the setting Paysig.Library names /nowhere/y.so, which is no file",
                Run(UseTests.Scheme, "", setting: "/nowhere/y.so"));
            Assert.AreEqual("works", Run(UseTests.Scheme, Native(), setting: "/nowhere/y.so"));
            string text = Path.Combine(Folder(), "libpaysig.so");
            File.WriteAllText(text, "no library");
            StringAssert.Contains("InternalException internal: the library " + text + " could not be loaded", Run(UseTests.Scheme, text));
        }

        [Test]
        public void ALibraryIsFoundBesideOrByTheSystem()
        {
            string folder = Folder();
            foreach (string file in Directory.GetFiles(Here))
            {
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            }
            string missing = Run(UseTests.Scheme, "", folder);
            StringAssert.Contains("InternalException internal: the paysig library was not found", missing);
            StringAssert.Contains("PAYSIG_LIBRARY", missing);

            string system = Folder();
            File.Copy(Native(), Path.Combine(system, "libpaysig.so.1"));
            Assert.AreEqual("works", Run(UseTests.Scheme, "", folder, system));

            File.Copy(Native(), Path.Combine(folder, "libpaysig.so"));
            Assert.AreEqual("works", Run(UseTests.Scheme, "", folder));
        }

        [Test]
        public void AnotherBinaryInterfaceIsRefused()
        {
            string folder = Folder(), library = Path.Combine(folder, "libpaysig.so");
            string source = Path.Combine(folder, "other.c");
            string header = File.ReadAllText(Path.Combine(Program.Top, "include", "paysig.h"));
            var functions = Regex.Matches(header, @"^\w[\w \*]*?\b(paysig_\w+)\(", RegexOptions.Multiline).Cast<Match>()
                .Select(match => match.Groups[1].Value).Where(name => name != "paysig_abi_version");
            File.WriteAllText(source, "unsigned paysig_abi_version(void) { return 2; }\n"
                + string.Concat(functions.Select(name => "void " + name + "(void) {}\n")));
            Compile("-Wl,-soname,libpaysig.so.1", source, library);
            StringAssert.Contains("InternalException internal: the library has binary interface 2 and this assembly needs 1",
                Run(UseTests.Scheme, library));

            File.WriteAllText(source, "int nothing(void) { return 2; }\n");
            Compile("-Wl,-soname,libpaysig.so.1", source, library);
            StringAssert.Contains("InternalException internal: the library that was found is not paysig's", Run(UseTests.Scheme, library));
        }

        [Test]
        public void APanicIsAnException()
        {
            string library = Environment.GetEnvironmentVariable("PAYSIG_PANICKING_LIBRARY");
            Assert.IsNotNull(library);
            StringAssert.StartsWith("InternalException internal", Run("paysig-provoke-panic", library));
        }

        private static string Native() => Directory.GetFiles(Path.Combine(Here, "runtimes"), "libpaysig.*", SearchOption.AllDirectories).Single();

        private static string Folder()
        {
            string folder = Path.Combine(Path.GetTempPath(), "paysig-" + Guid.NewGuid().ToString("N"));
            Directory.CreateDirectory(folder);
            AppDomain.CurrentDomain.ProcessExit += (sender, e) => Directory.Delete(folder, true);
            return folder;
        }

        private static void Compile(string option, string source, string library)
        {
            using (Process compiler = Process.Start("cc", "-shared -fPIC " + option + " -o " + library + " " + source))
            {
                compiler.WaitForExit();
                Assert.AreEqual(0, compiler.ExitCode);
            }
        }
    }
}
