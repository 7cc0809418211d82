using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Serialization;
using System.Runtime.Serialization.Json;

namespace Paysig.Benches
{
    /// <summary>One line for <c>benches/report</c>: what is not of its kind is left out.</summary>
    [DataContract]
    internal sealed class Line
    {
        [DataMember(Name = "kind", Order = 0)]
        internal string Kind;

        [DataMember(Name = "language", Order = 1)]
        internal string Language = ".NET";

        [DataMember(Name = "scheme", Order = 2, EmitDefaultValue = false)]
        internal string Scheme;

        [DataMember(Name = "operation", Order = 3, EmitDefaultValue = false)]
        internal string Operation;

        [DataMember(Name = "body", Order = 4, EmitDefaultValue = false)]
        internal int? Body;

        [DataMember(Name = "ways", Order = 5, EmitDefaultValue = false)]
        internal Measured[] Ways;

        [DataMember(Name = "per_second", Order = 6, EmitDefaultValue = false)]
        internal Dictionary<string, double> PerSecond;

        [DataMember(Name = "what", Order = 7, EmitDefaultValue = false)]
        internal string What;

        [DataMember(Name = "bytes", Order = 8, EmitDefaultValue = false)]
        internal long? Bytes;
    }

    /// <summary>Prints a table, and writes one JSON object a line to the file that PAYSIG_BENCH_RESULTS names.</summary>
    internal static class Report
    {
        private static readonly DataContractJsonSerializer Json =
            new DataContractJsonSerializer(typeof(Line), new DataContractJsonSerializerSettings { UseSimpleDictionaryFormat = true });

        internal static void Calls(Comparison of)
        {
            Measured[] ways = of.Measure();
            Console.WriteLine("{0,-24} {1,-7} {2,8}  {3}", of.Scheme, of.Operation, of.Body, string.Join("  ", ways.Select(way =>
                way == ways[0]
                    ? string.Format("{0} {1:0}", way.Name, way.Nanoseconds[1])
                    : string.Format("{0} {1:0} ({2:0.00})", way.Name, way.Nanoseconds[1], way.Ratio[1]))));
            Write(new Line { Kind = "calls", Scheme = of.Scheme, Operation = of.Operation, Body = of.Body, Ways = ways });
        }

        internal static void Threads(Comparison of, Dictionary<string, double> perSecond)
        {
            Console.WriteLine("{0,-24} {1,-7} {2,8}  calls a second:  {3}", of.Scheme, of.Operation, of.Body,
                string.Join("  ", perSecond.Select(each => string.Format("{0} threads {1:0}", each.Key, each.Value))));
            Write(new Line { Kind = "threads", Scheme = of.Scheme, Operation = of.Operation, Body = of.Body, PerSecond = perSecond });
        }

        internal static void Memory(string what, long bytes)
        {
            Console.WriteLine("{0,-42} {1,10} bytes more", what, bytes);
            Write(new Line { Kind = "memory", What = what, Bytes = bytes });
        }

        private static void Write(Line line)
        {
            string file = Environment.GetEnvironmentVariable("PAYSIG_BENCH_RESULTS");
            if (string.IsNullOrEmpty(file))
            {
                return;
            }
            using (var stream = new FileStream(file, FileMode.Append))
            {
                Json.WriteObject(stream, line);
                stream.WriteByte((byte)'\n');
            }
        }
    }
}
