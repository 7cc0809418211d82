// What ASP.NET Core is to the README's middleware: its declarations, as far as it uses them, so that it is compiled and run here, where there
// is no ASP.NET Core. An application has the real ones.
using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Primitives;

namespace Microsoft.Extensions.Primitives
{
    public struct StringValues : IEnumerable<string>
    {
        private readonly string[] values;

        public StringValues(params string[] values)
        {
            this.values = values;
        }

        public IEnumerator<string> GetEnumerator() => values.AsEnumerable().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

namespace Microsoft.Extensions.Logging
{
    public interface ILogger<T>
    {
        void LogWarning(Exception exception, string message);
    }
}

namespace Microsoft.AspNetCore.Http
{
    public delegate Task RequestDelegate(HttpContext context);

    public interface IHeaderDictionary : IDictionary<string, StringValues>
    {
    }

    public abstract class HttpContext
    {
        public abstract HttpRequest Request { get; }

        public abstract HttpResponse Response { get; }

        public abstract IDictionary<object, object> Items { get; set; }

        public abstract CancellationToken RequestAborted { get; set; }
    }

    public abstract class HttpRequest
    {
        public abstract string Method { get; set; }

        public abstract IHeaderDictionary Headers { get; }

        public abstract Stream Body { get; set; }
    }

    public abstract class HttpResponse
    {
        public abstract int StatusCode { get; set; }

        public abstract string ContentType { get; set; }

        public abstract bool HasStarted { get; }

        public abstract Stream Body { get; set; }
    }

    public static class HttpResponseWritingExtensions
    {
        public static Task WriteAsync(this HttpResponse response, string text, CancellationToken cancellationToken = default(CancellationToken))
        {
            if (response.StatusCode == 204)
            {
                throw new InvalidOperationException("a response with status 204 is not written to, not even nothing, as Kestrel has it");
            }
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            return response.Body.WriteAsync(bytes, 0, bytes.Length, cancellationToken);
        }
    }
}
