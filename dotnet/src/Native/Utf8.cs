using System.Text;

namespace Paysig.Native
{
    /// <summary>Text on its way to the library and back.</summary>
    internal static unsafe class Utf8
    {
        /// <summary>A lone surrogate fails: replacing it would sign another text.</summary>
        private static readonly Encoding Strict = new UTF8Encoding(false, true);

        internal static byte[] Bytes(string text)
        {
            var bytes = new byte[Count(text)];
            Write(text, bytes);
            return bytes;
        }

        internal static byte[]? BytesOrNull(string? text) => text == null ? null : Bytes(text);

        internal static int Count(string text)
        {
            try
            {
                return Strict.GetByteCount(text);
            }
            catch (EncoderFallbackException)
            {
                // Without the exception as the reason: it holds what may be part of a secret.
                throw PaysigException.Of(ErrorCode.InvalidText, "the text holds half of a surrogate pair, which is no character");
            }
        }

        /// <summary>Writes text that was counted.</summary>
        internal static void Write(string text, byte[] into) => Strict.GetBytes(text, 0, text.Length, into, 0);

        internal static string Read(byte[] utf8) => Encoding.UTF8.GetString(utf8);

        /// <summary>Copies text that ends with a NUL.</summary>
        internal static string Read(byte* text)
        {
            int length = 0;
            while (text[length] != 0)
            {
                length++;
            }
            return Encoding.UTF8.GetString(text, length);
        }
    }
}
