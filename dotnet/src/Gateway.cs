using System;
using System.Collections.Generic;
using System.Linq;
using Paysig.Native;

namespace Paysig
{
    /// <summary>A payment company's API: its schemes, and what else a client must know to reach it.</summary>
    public sealed class Gateway
    {
        private Gateway(Json json)
        {
            Id = json["id"].Text;
            Name = json["name"].Text;
            Hosts = json["hosts"].List(host => new Host(host));
            Endpoint = json["endpoint"].Text;
            Schemes = json["schemes"].List(scheme => new Scheme(scheme));
            Acknowledgement = json["acknowledgement"].IsNull ? null : new Acknowledgement(json["acknowledgement"]);
        }

        /// <summary>Stable, such as <c>global-payment</c>.</summary>
        public string Id { get; }

        /// <summary>As the company writes it.</summary>
        public string Name { get; }

        /// <summary>Where the API is; empty when the company publishes no address.</summary>
        public IReadOnlyList<Host> Hosts { get; }

        /// <summary>
        /// The path of an API call, with the places <c>{major}</c> (the API version before its point) and <c>{path}</c>:
        /// <see cref="Url"/> fills them.
        /// </summary>
        public string Endpoint { get; }

        /// <summary>The rules for its messages.</summary>
        public IReadOnlyList<Scheme> Schemes { get; }

        /// <summary>How a webhook is answered; null when the gateway sends none.</summary>
        public Acknowledgement? Acknowledgement { get; }

        /// <summary>Describes every gateway.</summary>
        /// <returns>All that paysig knows.</returns>
        public static IReadOnlyList<Gateway> All() => Describe(null);

        /// <summary>Describes one gateway.</summary>
        /// <param name="id">Its id.</param>
        /// <returns>The gateway.</returns>
        public static Gateway Of(string id)
        {
            IReadOnlyList<Gateway> found = Describe(id ?? throw new ArgumentNullException(nameof(id)));
            return found.Count == 1 ? found[0] : throw PaysigException.Of(ErrorCode.UnknownGateway, "it is not the id of one gateway");
        }

        /// <summary>Describes the gateway that has some scheme.</summary>
        /// <param name="scheme">The scheme's id.</param>
        /// <returns>The gateway.</returns>
        public static Gateway OfScheme(string scheme)
        {
            if (scheme == null)
            {
                throw new ArgumentNullException(nameof(scheme));
            }
            return All().FirstOrDefault(gateway => gateway.Schemes.Any(each => each.Id == scheme))
                ?? throw PaysigException.Of(ErrorCode.UnknownScheme, "no gateway has a scheme of this id; list them with Gateway.All()");
        }

        /// <summary>Gives the URL of an API call.</summary>
        /// <param name="gateway">The gateway's id.</param>
        /// <param name="environment"><c>test</c> or <c>live</c>.</param>
        /// <param name="path">Below the API's base, percent-encoded, with or without a leading slash.</param>
        /// <param name="product">One that the gateway's hosts name, such as <c>cards</c>; null for the first.</param>
        /// <param name="version">That of the API, such as <c>1.0</c>, where the gateway's URLs have one; null for the first.</param>
        /// <returns>The absolute URL.</returns>
        public static string Url(string gateway, string environment, string path, string? product = null, string? version = null)
        {
            Library.Load();
            return Utf8.Read(Calls.GatewayUrl(gateway ?? throw new ArgumentNullException(nameof(gateway)),
                environment ?? throw new ArgumentNullException(nameof(environment)), product, version,
                path ?? throw new ArgumentNullException(nameof(path))));
        }

        /// <summary>Says what error a gateway's answer is.</summary>
        /// <param name="gateway">The gateway's id.</param>
        /// <param name="status">The HTTP status; 0 where that is not known.</param>
        /// <param name="body">The answer's body, whatever it holds.</param>
        /// <returns>The error; null when the answer is none.</returns>
        public static GatewayError? ReadError(string gateway, int status, byte[] body)
        {
            if (status < 0 || status > 999)
            {
                throw PaysigException.Of(ErrorCode.InvalidArgument, status + " is no HTTP status");
            }
            Library.Load();
            Json found = Json.Parse(Calls.GatewayError(gateway ?? throw new ArgumentNullException(nameof(gateway)), (uint)status,
                body ?? throw new ArgumentNullException(nameof(body))));
            return found.IsNull ? null : new GatewayError(found);
        }

        /// <summary>The id.</summary>
        /// <returns>The id.</returns>
        public override string ToString() => "Gateway(" + Id + ")";

        private static IReadOnlyList<Gateway> Describe(string? id)
        {
            Library.Load();
            return Json.Parse(Calls.Describe(id))["gateways"].List(gateway => new Gateway(gateway));
        }
    }

    /// <summary>One base address of a gateway.</summary>
    public sealed class Host
    {
        internal Host(Json json)
        {
            Environment = json["environment"].Text;
            Product = json["product"].Text;
            Url = json["url"].Text;
        }

        /// <summary><c>test</c>, <c>live</c>, or <c>any</c> where the credentials decide.</summary>
        public string Environment { get; }

        /// <summary>What the address is for.</summary>
        public string Product { get; }

        /// <summary>Scheme and authority, without a path.</summary>
        public string Url { get; }
    }

    /// <summary>The answer that tells the gateway that a webhook arrived; anything else makes it send again.</summary>
    public sealed class Acknowledgement
    {
        internal Acknowledgement(Json json)
        {
            Status = (int)json["status"].Number;
            ContentType = json["content_type"].TextOrNull;
            Body = json["body"].Text;
        }

        /// <summary>The HTTP status.</summary>
        public int Status { get; }

        /// <summary>That of the body; null where there is none.</summary>
        public string? ContentType { get; }

        /// <summary>The body, which can be empty.</summary>
        public string Body { get; }
    }

    /// <summary>The error that a gateway answered with. Code and messages are the gateway's words, and can repeat parts of the request.</summary>
    public sealed class GatewayError
    {
        internal GatewayError(Json json)
        {
            Code = json["code"].TextOrNull;
            Kind = json["kind"].Text;
            Messages = json["messages"].List(message => new GatewayMessage(message));
            Retry = json["retry"]["when"].Text;
            Json after = json["retry"]["after_seconds"];
            RetryAfter = after.IsNull ? (TimeSpan?)null : TimeSpan.FromSeconds(after.Number);
            Advice = json["advice"].Text;
        }

        /// <summary>The gateway's code; null where there is none.</summary>
        public string? Code { get; }

        /// <summary>
        /// <c>authentication</c>, <c>validation</c>, <c>declined</c>, <c>fraud</c>, <c>idempotency</c>, <c>processing</c> or
        /// <c>unknown</c>.
        /// </summary>
        public string Kind { get; }

        /// <summary>What the gateway says.</summary>
        public IReadOnlyList<GatewayMessage> Messages { get; }

        /// <summary>Whether to send the same request again: <c>never</c>, <c>corrected</c> or <c>later</c>.</summary>
        public string Retry { get; }

        /// <summary>How long to wait when it is later; else null.</summary>
        public TimeSpan? RetryAfter { get; }

        /// <summary>What to do.</summary>
        public string Advice { get; }

        /// <summary>The code, the kind and the advice.</summary>
        /// <returns>Them, and none of the gateway's messages.</returns>
        public override string ToString() => "GatewayError(" + (Code ?? "an error without a code") + ", " + Kind + ": " + Advice + ")";
    }

    /// <summary>One thing that a gateway says about an error.</summary>
    public sealed class GatewayMessage
    {
        internal GatewayMessage(Json json)
        {
            Attribute = json["attribute"].TextOrNull;
            Text = json["text"].Text;
        }

        /// <summary>The part of the request that it is about; null where it is not said.</summary>
        public string? Attribute { get; }

        /// <summary>The gateway's words.</summary>
        public string Text { get; }

        /// <summary>Both.</summary>
        /// <returns>One line.</returns>
        public override string ToString() => Attribute == null ? Text : Attribute + ": " + Text;
    }
}
