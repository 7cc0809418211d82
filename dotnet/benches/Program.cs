using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Paysig.Gateways;

namespace Paysig.Benches
{
    /// <summary>What gateways document, the best by hand with the framework's own library, and paysig, side by side in one process.</summary>
    internal static class Program
    {
        private const int Mebibytes = 64;

        private static void Main(string[] arguments)
        {
            Console.WriteLine("nanoseconds for a call (how many times as fast as the snippet)");
            Memory();
            var shared = new List<Comparison>();
            foreach (Subject subject in Subjects.All(arguments[0]))
            {
                foreach (int size in subject.Sizes)
                {
                    Comparison[] comparisons = subject.Comparisons(size);
                    Array.ForEach(comparisons, Report.Calls);
                    if (size == 256 && (subject.Scheme == Solidgate.Request || subject.Scheme == SmartGlocal.Request))
                    {
                        shared.AddRange(comparisons);
                    }
                }
            }
            shared.ForEach(Threads);
        }

        /// <summary>Signs and verifies a body that is there already: where nothing copies it, nothing grows.</summary>
        private static void Memory()
        {
            Credentials keys = Solidgate.RequestCredentials(Subjects.Public, Subjects.Secret);
            using (var signer = new Signer(Solidgate.Request, keys))
            using (var verifier = new Verifier(Solidgate.Request, keys))
            {
                var body = new byte[Mebibytes << 20];
                for (int i = 0; i < body.Length; i++)
                {
                    body[i] = (byte)'x';
                }
                verifier.Verify(signer.Sign(new byte[1]), new byte[1]);
                Growth(() => { }); // which compiles it
                Headers headers = null;
                Report.Memory("sign a body of " + Mebibytes + " MiB", Growth(() => headers = signer.Sign(body)));
                Report.Memory("verify a body of " + Mebibytes + " MiB", Growth(() => verifier.Verify(headers, body)));
            }
        }

        private static long Growth(Action call)
        {
            File.WriteAllText("/proc/self/clear_refs", "5"); // the peak is what is in use now
            long before = Peak();
            call();
            return Peak() - before;
        }

        private static long Peak()
        {
            Match found = Regex.Match(File.ReadAllText("/proc/self/status"), @"^VmHWM:\s*(\d+) kB$", RegexOptions.Multiline);
            return long.Parse(found.Groups[1].Value) << 10;
        }

        /// <summary>Calls in a second by one thread and by as many as there are processors, all with one signer or verifier.</summary>
        private static void Threads(Comparison comparison)
        {
            Way paysig = comparison.Ways.Single(way => way.Name == "paysig");
            int[] counts = { 1, Math.Max(2, Environment.ProcessorCount) };
            var rates = counts.ToDictionary(count => count, count => new List<double>());
            for (int turn = 0; turn < 7; turn++)
            {
                foreach (int count in counts)
                {
                    rates[count].Add(Rate(paysig, count));
                }
            }
            Report.Threads(comparison, counts.ToDictionary(count => count.ToString(), count => Comparison.Quartiles(rates[count])[1]));
        }

        private static double Rate(Way way, int threads)
        {
            const int Calls = 20;
            var clock = Stopwatch.StartNew();
            Task<int>[] running = Enumerable.Range(0, threads).Select(i => Task.Factory.StartNew(() =>
            {
                int done = 0;
                for (; clock.ElapsedMilliseconds < 60; done += Calls)
                {
                    way.Turn(Calls);
                }
                return done;
            }, TaskCreationOptions.LongRunning)).ToArray();
            return running.Sum(task => task.Result) / clock.Elapsed.TotalSeconds;
        }
    }
}
