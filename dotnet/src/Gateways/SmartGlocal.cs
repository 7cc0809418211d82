// Generated from the library's tables by dotnet/generate; changes belong there.
namespace Paysig.Gateways
{
    /// <summary>
    /// What paysig knows of Smart Glocal.
    /// </summary>
    public static class SmartGlocal
    {
        /// <summary>The gateway's id.</summary>
        public const string Id = "smart-glocal";

        /// <summary>Where the API is.</summary>
        public const string TestApiUrl = "https://demo.smart-glocal.com";

        /// <summary>Where the API is.</summary>
        public const string LiveApiUrl = "https://proxy.smart-glocal.com";

        /// <summary>
        /// The scheme smart-glocal/request: X-PARTNER-SIGN = RSASSA-PKCS1-v1_5 signature with SHA-256 of body, written as base64 with
        /// padding, on one line. Only the body is signed: not the method, the path, the time or the other headers. No timestamp or nonce
        /// is signed: a captured request can be sent again; use an idempotency key.
        /// </summary>
        public const string Request = "smart-glocal/request";

        /// <summary>
        /// The scheme smart-glocal/webhook: X-PARTNER-SIGN = RSASSA-PKCS1-v1_5 signature with SHA-256 of body, written as base64 with
        /// padding, on one line. No timestamp is signed: record the replay key of what was processed. The gateway repeats a webhook for up
        /// to 30 minutes until it is acknowledged.
        /// </summary>
        public const string Webhook = "smart-glocal/webhook";

        /// <summary>
        /// The credentials of smart-glocal/request.
        /// </summary>
        /// <param name="project">The project's name.</param>
        /// <param name="privateKey">The merchant's RSA private key, PEM or DER; to sign.</param>
        /// <param name="passphrase">Opens the private key, if it is encrypted; where the key has one.</param>
        /// <param name="publicKey">The merchant's RSA public key, PEM or DER; to verify.</param>
        /// <returns>The credentials, to make a signer or a verifier with.</returns>
        public static Credentials RequestCredentials(string project, string? privateKey = null, string? passphrase = null, string? publicKey = null)
        {
            var credentials = new Credentials();
            credentials.Add("project", project);
            if (privateKey != null)
            {
                credentials.Add("private_key", privateKey);
            }
            if (passphrase != null)
            {
                credentials.Add("passphrase", passphrase);
            }
            if (publicKey != null)
            {
                credentials.Add("public_key", publicKey);
            }
            return credentials;
        }

        /// <summary>
        /// The credentials of smart-glocal/webhook.
        /// </summary>
        /// <param name="publicKey">The gateway's RSA public key for this environment, PEM or DER; to verify.</param>
        /// <param name="privateKey">An RSA private key, PEM or DER, to play the gateway in tests; to sign.</param>
        /// <param name="passphrase">Opens the private key, if it is encrypted; where the key has one.</param>
        /// <returns>The credentials, to make a signer or a verifier with.</returns>
        public static Credentials WebhookCredentials(string? publicKey = null, string? privateKey = null, string? passphrase = null)
        {
            var credentials = new Credentials();
            if (publicKey != null)
            {
                credentials.Add("public_key", publicKey);
            }
            if (privateKey != null)
            {
                credentials.Add("private_key", privateKey);
            }
            if (passphrase != null)
            {
                credentials.Add("passphrase", passphrase);
            }
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
