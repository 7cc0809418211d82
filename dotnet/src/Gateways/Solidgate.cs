// Generated from the library's tables by dotnet/generate; changes belong there.
namespace Paysig.Gateways
{
    /// <summary>
    /// What paysig knows of SolidGate.
    /// </summary>
    public static class Solidgate
    {
        /// <summary>The gateway's id.</summary>
        public const string Id = "solidgate";

        /// <summary>Where the API is.</summary>
        public const string CardsUrl = "https://pay.solidgate.com";

        /// <summary>Where the API is.</summary>
        public const string AlternativeUrl = "https://gate.solidgate.com";

        /// <summary>
        /// The scheme solidgate/request: Signature = HMAC-SHA512 of public_key + body + public_key, keyed with secret_key, written as
        /// base64 of the lower-case hex digits. Neither the method, the path nor the time is signed: a captured request can be sent again,
        /// also to another path. A request without a body signs the public key twice.
        /// </summary>
        public const string Request = "solidgate/request";

        /// <summary>
        /// The scheme solidgate/webhook: Signature = HMAC-SHA512 of public_key + body + public_key, keyed with secret_key, written as
        /// base64 of the lower-case hex digits. The headers solidgate-event-id, solidgate-event-created-at and solidgate-event-type are
        /// not signed. Deliveries repeat and come in any order: record the replay key of what was processed.
        /// </summary>
        public const string Webhook = "solidgate/webhook";

        /// <summary>
        /// The scheme solidgate-v2/webhook: signature = HMAC-SHA256 of body, keyed with endpoint_secret, written as base64 with padding,
        /// on one line. The webhooks of API v2 have another rule than those of v1: choose the scheme by the endpoint. No timestamp is
        /// signed: record the replay key of what was processed.
        /// </summary>
        public const string V2Webhook = "solidgate-v2/webhook";

        /// <summary>
        /// The credentials of solidgate/request.
        /// </summary>
        /// <param name="publicKey">The public API key, api_pk_….</param>
        /// <param name="secretKey">The secret API key, api_sk_….</param>
        /// <returns>The credentials, to make a signer or a verifier with.</returns>
        public static Credentials RequestCredentials(string publicKey, string secretKey)
        {
            var credentials = new Credentials();
            credentials.Add("public_key", publicKey);
            credentials.Add("secret_key", secretKey);
            return credentials;
        }

        /// <summary>
        /// The credentials of solidgate/webhook.
        /// </summary>
        /// <param name="publicKey">The public webhook key, wh_pk_….</param>
        /// <param name="secretKey">The secret webhook key, wh_sk_….</param>
        /// <returns>The credentials, to make a signer or a verifier with.</returns>
        public static Credentials WebhookCredentials(string publicKey, string secretKey)
        {
            var credentials = new Credentials();
            credentials.Add("public_key", publicKey);
            credentials.Add("secret_key", secretKey);
            return credentials;
        }

        /// <summary>
        /// The credentials of solidgate-v2/webhook.
        /// </summary>
        /// <param name="endpointSecret">The secret of this webhook endpoint.</param>
        /// <returns>The credentials, to make a signer or a verifier with.</returns>
        public static Credentials V2WebhookCredentials(string endpointSecret)
        {
            var credentials = new Credentials();
            credentials.Add("endpoint_secret", endpointSecret);
            return credentials;
        }

        /// <summary>Gives the URL of an API call.</summary>
        /// <param name="environment"><c>test</c> or <c>live</c>.</param>
        /// <param name="path">Below the API's base, percent-encoded, with or without a leading slash.</param>
        /// <param name="product">One that the hosts name; null for the first.</param>
        /// <param name="version">That of the API, where its URLs have one; null for the first.</param>
        /// <returns>The absolute URL.</returns>
        public static string Url(string environment, string path, string? product = null, string? version = null) =>
            Gateway.Url(Id, environment, path, product, version);

        /// <summary>Says what error an answer is.</summary>
        /// <param name="status">The HTTP status; 0 where that is not known.</param>
        /// <param name="body">The answer's body.</param>
        /// <returns>The error; null when the answer is none.</returns>
        public static GatewayError? ReadError(int status, byte[] body) => Gateway.ReadError(Id, status, body);
    }
}
