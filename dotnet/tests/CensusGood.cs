using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Paysig.Gateways;
using Paysig.Http;

namespace Paysig.Tests
{
    using Header = KeyValuePair<string, string>;

    /// <summary>Usual arguments and receivers of every function, and what is done with what the functions give.</summary>
    internal sealed class CensusGood
    {
        /// <summary>For one function: those of two calls could have two timestamps.</summary>
        private Headers signed;

        internal const string Secret = "ZqY3vN8tKw5RbH2mXj7LcP9dSfG4aUeT";
        internal const string Passphrase = "correct horse battery staple";
        internal const string Signature = "SIGNATURE";
        internal static readonly byte[] Body = Encoding.UTF8.GetBytes("{}");
        private const string Url = "https://gateway.example/v1/pay?id=7";
        private const string Target = "/v1/pay?id=7";

        internal string PrivateKey { get; } = ReadKey("rsa2048.pkcs8.pem");

        private string EncryptedKey { get; } = ReadKey("rsa2048.pkcs8-encrypted.pem");

        private string PublicKey { get; } = ReadKey("rsa2048.spki.pem");

        internal Credentials Keys => new Credentials { ["sign_key"] = Secret };

        /// <summary>The good signature.</summary>
        internal string Proof => Signed()[Signature];

        private static string ReadKey(string name) => File.ReadAllText(Path.Combine(Program.Top, "tests", "vectors", "keys", name));

        internal HttpRequestMessage Request(byte[] body) =>
            new HttpRequestMessage(HttpMethod.Post, Url) { Content = new ByteArrayContent(body) };

        internal HttpRequestMessage RequestWithToken(string token)
        {
            HttpRequestMessage request = Request(Body);
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
            return request;
        }

        /// <summary>Before each function, so that no timestamp is old.</summary>
        internal void Begin() => signed = null;

        /// <summary>The headers that functions are given.</summary>
        internal Headers Signed()
        {
            using (var signer = new Signer(GlobalPayment.Request, Keys))
            {
                return signed = signed ?? signer.Sign("POST", Url, Body);
            }
        }

        /// <summary>An empty body is within every limit.</summary>
        private Headers SignedNothing()
        {
            using (var signer = new Signer(GlobalPayment.Request, Keys))
            {
                return signer.Sign("POST", Target, new byte[0]);
            }
        }

        internal object Closed(Type type)
        {
            object made = Receiver(type);
            ((IDisposable)made).Dispose();
            return made;
        }

        internal object Receiver(Type type) =>
            type == typeof(Signer) ? new Signer(GlobalPayment.Request, Keys)
                : type == typeof(Verifier) ? new Verifier(GlobalPayment.Request, Keys)
                : type == typeof(WebhookVerifier) ? new WebhookVerifier(new Verifier(GlobalPayment.Request, Keys))
                : type == typeof(Key) ? Key.ReadPrivate(Encoding.ASCII.GetBytes(PrivateKey))
                : type == typeof(SigningHandler) ? new SigningHandler(GlobalPayment.Request, Keys) { InnerHandler = Network() }
                : type == typeof(Headers) ? new Headers(Signed().Where(header => header.Key != Signature))
                : type == typeof(Credentials) ? new Credentials()
                : type == typeof(Keyring) ? new Keyring { { "first", new Credentials { ["sign_key"] = "another" } } }
                : type == typeof(MessageOptions) ? new MessageOptions()
                : type == typeof(SchemeOptions) ? new SchemeOptions()
                : type == typeof(Scheme) ? SchemeOf(GlobalPayment.Request)
                : (object)null;

        internal object ReceiverOf(CensusFunction function) => function.Call.IsStatic || function.Call is ConstructorInfo ? null
            : function.Call.Name == "Sign" && function.Parameters.Length == 2 ? new Signer(GlobalPayment.Webhook, Keys)
            : function.Call.Name == "Form" ? new Signer(Solidgate.Request, CredentialsOf(SchemeOf(Solidgate.Request)))
            : Receiver(function.Of);

        private HttpMessageHandler Network() => new HttpTests.Network((request, body) =>
        {
            var response = new HttpResponseMessage { Content = new ByteArrayContent(Body) };
            using (var gateway = new Signer(GlobalPayment.Response, Keys))
            {
                foreach (Header header in gateway.Sign(request.Method.Method, request.RequestUri.AbsoluteUri, Body))
                {
                    response.Headers.TryAddWithoutValidation(header.Key, header.Value);
                }
            }
            return response;
        });

        private static Scheme SchemeOf(string id) => Gateway.OfScheme(id).Schemes.First(scheme => scheme.Id == id);

        private Credentials CredentialsOf(Scheme scheme)
        {
            var credentials = new Credentials();
            foreach (SchemeField field in scheme.Fields)
            {
                credentials[field.Name] = Credential(field.Role);
            }
            return credentials;
        }

        private string Credential(string role)
        {
            switch (role)
            {
                case "signing_key": return EncryptedKey;
                case "verifying_key": return PublicKey;
                case "passphrase": return Passphrase;
                case "secret": return Secret;
                default: return "merchant";
            }
        }

        internal object Argument(CensusFunction function, ParameterInfo parameter)
        {
            Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
            string name = parameter.Name;
            return type == typeof(string) ? TextOf(function, parameter)
                : type == typeof(byte[]) || CensusFunction.IsSpan(type) ? Bytes(function, name)
                : type == typeof(Stream) ? new MemoryStream(Body)
                : type == typeof(bool) ? name == "verifyResponses"
                : type == typeof(int) ? name == "bits" ? 2048 : name == "status" ? 200 : name == "index" ? 0 : 1 << 20
                : type == typeof(long) ? 1L << 16
                : type == typeof(KeyEncoding) ? KeyEncoding.Pem
                : type == typeof(ErrorCode) ? ErrorCode.Stale
                : type == typeof(TimeSpan) ? TimeSpan.FromMinutes(1)
                : type == typeof(DateTimeOffset) ? DateTimeOffset.UtcNow
                : type == typeof(CancellationToken) ? CancellationToken.None
                : type == typeof(IEnumerable<Header>) ? Signed()
                : type == typeof(IEnumerable<KeyValuePair<string, string[]>>) ? Signed()
                    .Select(header => new KeyValuePair<string, string[]>(header.Key, new[] { header.Value })).ToArray()
                : type == typeof(NameValueCollection) ? Collection(Signed())
                : type == typeof(Credentials) ? Keys
                : type == typeof(Keyring) ? new Keyring { { "live", Keys } }
                : type == typeof(HttpRequestMessage) ? Request(Body)
                : type == typeof(Func<CancellationToken, Task<string>>)
                    ? (Func<CancellationToken, Task<string>>)(cancellation => Task.FromResult("token"))
                : Receiver(type);
        }

        private static NameValueCollection Collection(IEnumerable<Header> headers)
        {
            var collection = new NameValueCollection();
            foreach (Header header in headers)
            {
                collection.Add(header.Key, header.Value);
            }
            return collection;
        }

        private byte[] Bytes(CensusFunction function, string name)
        {
            bool reads = function.Parameters.Length == 2;
            string text = name == "material" ? reads ? EncryptedKey : PublicKey : name == "passphrase" ? Passphrase : name == "value" ? Secret : "{}";
            return Encoding.UTF8.GetBytes(text);
        }

        private string TextOf(CensusFunction function, ParameterInfo parameter)
        {
            if (function.Call.Name.EndsWith("Credentials", StringComparison.Ordinal))
            {
                string snake = Regex.Replace(parameter.Name, "[A-Z]", "_$0").ToLowerInvariant();
                return Credential(SchemeOf(SchemeIdOf(function)).Fields.First(field => field.Name == snake).Role);
            }
            switch (parameter.Name)
            {
                case "scheme": return GlobalPayment.Request;
                case "id":
                case "gateway": return GlobalPayment.Id;
                case "environment": return "test";
                case "path": return "v1/pay";
                case "method": return "POST";
                case "url": return Url;
                case "target": return Target;
                case "label": return "live";
                case "kind": return "data";
                case "name": return NameIn(function.Of);
                case "value": return ValueIn(function);
                default: return null;
            }
        }

        private static string NameIn(Type type) => type == typeof(Credentials) ? "sign_key" : type == typeof(Headers) ? Signature
            : type == typeof(MessageOptions) ? "timestamp" : "query";

        private string ValueIn(CensusFunction function)
        {
            if (function.Of == typeof(Credentials))
            {
                return Secret;
            }
            if (function.Of == typeof(Headers))
            {
                return Proof;
            }
            switch (function.Call.Name)
            {
                case "set_RequestTimestamp": return "1700000000000";
                case "set_IdempotencyKey": return "order-17";
                case "set_Submerchant": return "payer";
                case "set_AccessToken": return "token";
                case "set_TimestampHeader":
                case "set_SignatureHeader": return "X-Own";
                default: return function.Of == typeof(MessageOptions) ? "1700000000" : "as-sent";
            }
        }

        /// <summary>The scheme whose credentials a function of a gateway makes.</summary>
        private static string SchemeIdOf(CensusFunction function) =>
            (string)function.Of.GetField(function.Call.Name.Substring(0, function.Call.Name.Length - "Credentials".Length)).GetValue(null);

        internal object Call(CensusFunction function, object receiver, object[] arguments)
        {
#if NETCOREAPP
            if (function.TakesSpan)
            {
                return WithSpan(function, receiver, arguments);
            }
#endif
            object made = function.Call is ConstructorInfo constructor ? constructor.Invoke(arguments) : function.Call.Invoke(receiver, arguments);
            if (!(made is Task task))
            {
                return made;
            }
            task.GetAwaiter().GetResult();
            return task.GetType().GetProperty("Result").GetValue(task);
        }

#if NETCOREAPP
        /// <summary>Reflection cannot hold a span.</summary>
        private static object WithSpan(CensusFunction function, object receiver, object[] given)
        {
            var headers = given[0] as IEnumerable<Header>;
            switch (function.Of.Name + "." + function.Call.Name)
            {
                case "Signer.Sign":
                    return ((Signer)receiver).Sign((string)given[0], (string)given[1], ((byte[])given[2]).AsSpan(), (MessageOptions)given[3]);
                case "Verifier.Verify":
                    return ((Verifier)receiver).Verify(headers, ((byte[])given[1]).AsSpan(), (string)given[2], (string)given[3],
                        (MessageOptions)given[4]);
                case "Verifier.Explain":
                    return ((Verifier)receiver).Explain(headers, ((byte[])given[1]).AsSpan(), (string)given[2], (string)given[3],
                        (MessageOptions)given[4], (Keyring)given[5], (long?)given[6]);
                default:
                    throw new InvalidOperationException("a span that is not known here");
            }
        }
#endif

        /// <summary>What a function only stores is used as it will be.</summary>
        internal void Use(CensusFunction function, object receiver, object made)
        {
            bool changes = function.Call is MethodInfo method && method.ReturnType == typeof(void);
            object subject = changes ? receiver : made;
            if (subject is Credentials credentials)
            {
                string scheme = function.Call.Name.EndsWith("Credentials", StringComparison.Ordinal) ? SchemeIdOf(function) : GlobalPayment.Request;
                new Signer(scheme, credentials).Dispose();
                new Verifier(scheme, credentials).Dispose();
            }
            else if (subject is Keyring keyring)
            {
                new Verifier(GlobalPayment.Request, keyring).Dispose();
            }
            else if (subject is SchemeOptions building)
            {
                new Verifier(GlobalPayment.Request, Keys, building).Dispose();
            }
            else if (subject is MessageOptions options)
            {
                Sign(options);
            }
            else if (subject is Headers headers && function.Of == typeof(Headers))
            {
                new Verifier(GlobalPayment.Request, Keys).Verify(headers, Body, "POST", Url);
            }
            else if (subject is WebhookVerifier webhooks && function.Call is ConstructorInfo)
            {
                Use(function, null, webhooks.Verify(SignedNothing(), new MemoryStream(), "POST", Target));
            }
            else if (subject is WebhookResult result && result.Error != null)
            {
                throw result.Error;
            }
            else if (subject is SigningHandler handler)
            {
                handler.InnerHandler = Network();
                Send(handler, Request(Body));
            }
            else if (subject is HttpRequestMessage request)
            {
                Send((SigningHandler)Receiver(typeof(SigningHandler)), request);
            }
        }

        private static void Send(HttpMessageHandler handler, HttpRequestMessage request)
        {
            using (var client = new HttpMessageInvoker(handler))
            {
                client.SendAsync(request, CancellationToken.None).GetAwaiter().GetResult().Dispose();
            }
        }

        /// <summary>With the first scheme that has the options, or another one where there are none.</summary>
        private void Sign(MessageOptions options)
        {
            Scheme scheme = Gateway.All().SelectMany(gateway => gateway.Schemes)
                .FirstOrDefault(each => options.Values.Count > 0 && options.Values.Keys.All(each.HasOption)) ?? SchemeOf(GlobalPayment.Request);
            using (var signer = new Signer(scheme.Id, CredentialsOf(scheme)))
            {
                signer.Sign("POST", Url, Body, options);
            }
        }
    }
}
