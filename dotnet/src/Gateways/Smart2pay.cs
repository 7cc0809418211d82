// Generated from the library's tables by dotnet/generate; changes belong there.
namespace Paysig.Gateways
{
    /// <summary>
    /// What paysig knows of Smart2Pay.
    /// </summary>
    public static class Smart2pay
    {
        /// <summary>The gateway's id.</summary>
        public const string Id = "smart2pay";

        /// <summary>Where the API is.</summary>
        public const string TestApiUrl = "https://paytest.smart2pay.com";

        /// <summary>Where the API is.</summary>
        public const string LiveApiUrl = "https://globalpay.smart2pay.com";

        /// <summary>Where the API is.</summary>
        public const string TestCardsUrl = "https://securetest.smart2pay.com";

        /// <summary>Where the API is.</summary>
        public const string LiveCardsUrl = "https://secure.smart2pay.com";

        /// <summary>
        /// The scheme smart2pay/request: Authorization = `Basic ` and the base64 of site_id + `:` + api_key (RFC 7617); nothing is signed.
        /// Nothing is signed: the header itself is the secret, so it goes over https only and is never logged. To rotate the key, make a
        /// new one, verify with both under two labels, send with the new one, then drop the old one; if it may be known to others,
        /// regenerate it at once.
        /// </summary>
        public const string Request = "smart2pay/request";

        /// <summary>
        /// The scheme smart2pay/notification: Authorization = `Basic ` and the base64 of site_id + `:` + api_key (RFC 7617); nothing is
        /// signed. The body is not signed: a verified notification says only that its sender knows the API key. Fetch the payment from the
        /// gateway before acting on it.
        /// </summary>
        public const string Notification = "smart2pay/notification";

        /// <summary>
        /// The credentials of smart2pay/request.
        /// </summary>
        /// <param name="siteId">The SiteID, from the merchant's dashboard.</param>
        /// <param name="apiKey">The site's API key, from the merchant's dashboard.</param>
        /// <returns>The credentials, to make a signer or a verifier with.</returns>
        public static Credentials RequestCredentials(string siteId, string apiKey)
        {
            var credentials = new Credentials();
            credentials.Add("site_id", siteId);
            credentials.Add("api_key", apiKey);
            return credentials;
        }

        /// <summary>
        /// The credentials of smart2pay/notification.
        /// </summary>
        /// <param name="siteId">The SiteID, from the merchant's dashboard.</param>
        /// <param name="apiKey">The site's API key, from the merchant's dashboard.</param>
        /// <returns>The credentials, to make a signer or a verifier with.</returns>
        public static Credentials NotificationCredentials(string siteId, string apiKey)
        {
            var credentials = new Credentials();
            credentials.Add("site_id", siteId);
            credentials.Add("api_key", apiKey);
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
