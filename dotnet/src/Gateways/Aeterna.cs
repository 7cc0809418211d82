// Generated from the library's tables by dotnet/generate; changes belong there.
namespace Paysig.Gateways
{
    /// <summary>
    /// What paysig knows of Aeterna.
    /// </summary>
    public static class Aeterna
    {
        /// <summary>The gateway's id.</summary>
        public const string Id = "aeterna";

        /// <summary>
        /// The scheme aeterna/request: X-App-Access-Sig = HMAC-SHA256 of timestamp + email, keyed with secret_token, written as lower-case
        /// hex. Only the time and the e-mail address are signed: within the tolerance one captured set of headers serves any call, so use
        /// https and never log the headers. The same key signs webhooks: a request's signature verifies as a webhook whose body is the
        /// timestamp and the e-mail address.
        /// </summary>
        public const string Request = "aeterna/request";

        /// <summary>
        /// The scheme aeterna/webhook: X-Signature = HMAC-SHA256 of body, keyed with secret_token, written as hex of either case. No
        /// timestamp is signed: record the replay key of what was processed. The vendor's page also speaks of JSON without spaces or line
        /// breaks; the raw bytes are verified unless compact_body says otherwise.
        /// </summary>
        public const string Webhook = "aeterna/webhook";

        /// <summary>
        /// The credentials of aeterna/request.
        /// </summary>
        /// <param name="publicToken">The PublicToken of the merchant's account.</param>
        /// <param name="email">The account's e-mail address, exactly as registered.</param>
        /// <param name="secretToken">The SecretToken of the merchant's account.</param>
        /// <returns>The credentials, to make a signer or a verifier with.</returns>
        public static Credentials RequestCredentials(string publicToken, string email, string secretToken)
        {
            var credentials = new Credentials();
            credentials.Add("public_token", publicToken);
            credentials.Add("email", email);
            credentials.Add("secret_token", secretToken);
            return credentials;
        }

        /// <summary>
        /// The credentials of aeterna/webhook.
        /// </summary>
        /// <param name="secretToken">The SecretToken of the merchant's account.</param>
        /// <returns>The credentials, to make a signer or a verifier with.</returns>
        public static Credentials WebhookCredentials(string secretToken)
        {
            var credentials = new Credentials();
            credentials.Add("secret_token", secretToken);
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
