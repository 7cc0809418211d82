// Generated from the library's tables by dotnet/generate; changes belong there.
namespace Paysig.Gateways
{
    /// <summary>
    /// What paysig knows of Sumsub.
    /// </summary>
    public static class Sumsub
    {
        /// <summary>The gateway's id.</summary>
        public const string Id = "sumsub";

        /// <summary>Where the API is.</summary>
        public const string ApiUrl = "https://api.sumsub.com";

        /// <summary>
        /// The scheme sumsub/request: X-App-Access-Sig = HMAC-SHA256 of timestamp + METHOD + path?query + body, keyed with secret_key,
        /// written as lower-case hex. The target is signed as it is on the wire: path, question mark and query. The signature does not say
        /// where the target ends and the body begins: whoever verifies requests accepts only targets and bodies of the form it expects.
        /// </summary>
        public const string Request = "sumsub/request";

        /// <summary>
        /// The credentials of sumsub/request.
        /// </summary>
        /// <param name="appToken">The app token.</param>
        /// <param name="secretKey">The app token's secret key.</param>
        /// <returns>The credentials, to make a signer or a verifier with.</returns>
        public static Credentials RequestCredentials(string appToken, string secretKey)
        {
            var credentials = new Credentials();
            credentials.Add("app_token", appToken);
            credentials.Add("secret_key", secretKey);
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
