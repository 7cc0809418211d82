using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Runtime.Serialization;

namespace Paysig.Benches
{
    /// <summary>One of those that are compared. It throws when what it does fails.</summary>
    internal sealed class Way
    {
        private readonly Action call;

        internal Way(string name, Action call)
        {
            Name = name;
            this.call = call;
        }

        internal string Name { get; }

        /// <summary>Nanoseconds for so many calls.</summary>
        internal double Turn(int count)
        {
            var clock = Stopwatch.StartNew();
            for (int i = 0; i < count; i++)
            {
                call();
            }
            return clock.Elapsed.TotalMilliseconds * 1e6;
        }

        /// <summary>How many calls take so long, found by calling, which also warms up.</summary>
        internal int CallsIn(double nanoseconds)
        {
            for (int count = 1; ; count *= 2)
            {
                double took = Turn(count);
                if (took >= nanoseconds)
                {
                    return Math.Max(1, (int)(count * nanoseconds / took) + 1);
                }
            }
        }
    }

    /// <summary>How a way did: quartiles of nanoseconds for a call, and of how many times as fast as the first way it was.</summary>
    [DataContract]
    internal sealed class Measured
    {
        [DataMember(Name = "name", Order = 0)]
        internal string Name;

        [DataMember(Name = "ns", Order = 1)]
        internal double[] Nanoseconds;

        [DataMember(Name = "ratio", Order = 2)]
        internal double[] Ratio;
    }

    /// <summary>Several ways to do one thing. The first is what the others are measured against.</summary>
    internal sealed class Comparison
    {
        private const int Rounds = 31;
        private const double TurnTime = 2e6;
        private static readonly Random Random = new Random();

        internal Comparison(string scheme, string operation, int body, params Way[] ways)
        {
            Scheme = scheme;
            Operation = operation;
            Body = body;
            Ways = ways;
        }

        internal string Scheme { get; }

        internal string Operation { get; }

        internal int Body { get; }

        internal Way[] Ways { get; }

        /// <summary>
        /// Lets the ways take turns, in an order that changes each round. Turns of one round are neighbours, so what slows the machine down
        /// for a while slows them all; ratios are those within a round.
        /// </summary>
        internal Measured[] Measure()
        {
            int[] calls = Ways.Select(way => way.CallsIn(TurnTime)).ToArray();
            double[][] times = Ways.Select(way => new double[Rounds]).ToArray();
            double[][] ratios = Ways.Select(way => new double[Rounds]).ToArray();
            for (int round = 0; round < Rounds; round++)
            {
                foreach (int i in Enumerable.Range(0, Ways.Length).OrderBy(i => Random.Next()))
                {
                    times[i][round] = Ways[i].Turn(calls[i]) / calls[i];
                }
                for (int i = 0; i < Ways.Length; i++)
                {
                    ratios[i][round] = times[0][round] / times[i][round];
                }
            }
            return Ways.Select((way, i) => new Measured
            {
                Name = way.Name, Nanoseconds = Quartiles(times[i]), Ratio = Quartiles(ratios[i]),
            }).ToArray();
        }

        internal static double[] Quartiles(IEnumerable<double> values)
        {
            double[] sorted = values.OrderBy(value => value).ToArray();
            return new[] { 1, 2, 3 }.Select(i => sorted[(sorted.Length - 1) * i / 4]).ToArray();
        }
    }
}
