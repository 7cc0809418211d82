// Generated from the library's tables by dotnet/generate; changes belong there.
namespace Paysig.Gateways
{
    /// <summary>
    /// What paysig knows of Global Payment.
    /// </summary>
    public static class GlobalPayment
    {
        /// <summary>The gateway's id.</summary>
        public const string Id = "global-payment";

        /// <summary>Where the API is.</summary>
        public const string TestApiUrl = "https://openapi.dev.stablelink.app";

        /// <summary>Where the API is.</summary>
        public const string LiveApiUrl = "https://openapi.stablelink.app";

        /// <summary>
        /// The scheme global-payment/request: SIGNATURE = HMAC-SHA512 of METHOD + timestamp + path + query + body, keyed with sign_key,
        /// written as base64 with padding, on one line. The parts are joined without separators; the path keeps its leading slash and the
        /// query has no question mark. The signature does not say where the path, the query and the body end: a request with the end of
        /// its query moved to its body, or the reverse, has the same one. With query = decoded, an escaped &amp; and a plain one are the
        /// same too. Whoever verifies requests accepts only paths, parameters and bodies of the form it expects. Calls that fetch an
        /// access token are not signed.
        /// </summary>
        public const string Request = "global-payment/request";

        /// <summary>
        /// The scheme global-payment/response: D-SIGNATURE = HMAC-SHA512 of METHOD + timestamp + path + query + body, keyed with sign_key,
        /// written as base64 with padding, on one line. Bound to the method, path and query of the request that it answers. A response
        /// without a timestamp of its own is bound to its request's: the request echoed with its own body and signature then verifies as
        /// its response.
        /// </summary>
        public const string Response = "global-payment/response";

        /// <summary>
        /// The scheme global-payment/webhook: SIGNATURE = HMAC-SHA512 of timestamp + body, keyed with sign_key, written as base64 with
        /// padding, on one line. Give webhooks that waited in a queue the time at which they came.
        /// </summary>
        public const string Webhook = "global-payment/webhook";

        /// <summary>
        /// The credentials of global-payment/request.
        /// </summary>
        /// <param name="signKey">The sign_key, which is not the api_secret.</param>
        /// <returns>The credentials, to make a signer or a verifier with.</returns>
        public static Credentials RequestCredentials(string signKey)
        {
            var credentials = new Credentials();
            credentials.Add("sign_key", signKey);
            return credentials;
        }

        /// <summary>
        /// The credentials of global-payment/response.
        /// </summary>
        /// <param name="signKey">The sign_key, which is not the api_secret.</param>
        /// <returns>The credentials, to make a signer or a verifier with.</returns>
        public static Credentials ResponseCredentials(string signKey)
        {
            var credentials = new Credentials();
            credentials.Add("sign_key", signKey);
            return credentials;
        }

        /// <summary>
        /// The credentials of global-payment/webhook.
        /// </summary>
        /// <param name="signKey">The sign_key, which is not the api_secret.</param>
        /// <returns>The credentials, to make a signer or a verifier with.</returns>
        public static Credentials WebhookCredentials(string signKey)
        {
            var credentials = new Credentials();
            credentials.Add("sign_key", signKey);
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
