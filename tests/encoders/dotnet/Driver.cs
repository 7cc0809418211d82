using System;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

// System.Text.Json and Newtonsoft.
static class Driver
{
    static readonly TextWriter Output = new StreamWriter(Console.OpenStandardOutput());

    static void Main()
    {
        string line;
        for (var number = 0; (line = Console.ReadLine()) != null; number++)
        {
            var body = Convert.FromBase64String(line);
            SystemTextJson(number, body);
            NewtonsoftJson(number, Encoding.UTF8.GetString(body));
        }
        Output.Flush();
    }

    static void SystemTextJson(int number, byte[] body)
    {
        using (var document = JsonDocument.Parse(body))
        {
            foreach (var form in new[] { "", "-relaxed", "-indented", "-relaxed-indented" })
            {
                var options = new JsonSerializerOptions
                {
                    Encoder = form.StartsWith("-relaxed") ? JavaScriptEncoder.UnsafeRelaxedJsonEscaping : null,
                    WriteIndented = form.EndsWith("-indented"),
                };
                var json = System.Text.Json.JsonSerializer.Serialize(document.RootElement, options);
                Write(number, "text-json" + form, json);
                // Its line ends are the system's; strings hold none.
                if (options.WriteIndented)
                    Write(number, "text-json" + form + "-windows", json.Replace("\n", "\r\n"));
            }
        }
    }

    static void NewtonsoftJson(int number, string body)
    {
        foreach (var dates in new[] { DateParseHandling.DateTime, DateParseHandling.None })
        {
            var form = dates == DateParseHandling.None ? "newtonsoft-no-dates" : "newtonsoft";
            var token = JToken.ReadFrom(new JsonTextReader(new StringReader(body)) { DateParseHandling = dates });
            Write(number, form, token.ToString(Formatting.None));
            Write(number, form + "-indented", token.ToString(Formatting.Indented));
            var windows = new StringWriter { NewLine = "\r\n" };
            token.WriteTo(new JsonTextWriter(windows) { Formatting = Formatting.Indented });
            Write(number, form + "-indented-windows", windows.ToString());
        }
    }

    static void Write(int number, string form, string json)
    {
        Output.Write(number + "\t" + form + "\t" + Convert.ToBase64String(Encoding.UTF8.GetBytes(json)) + "\n");
    }
}
