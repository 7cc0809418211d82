package dev.paysig.internal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text as the library takes it. */
public final class Utf8 {
    private Utf8() {}

    /** Half of a surrogate pair is no text: {@code getBytes} would make a question mark of it, and that would be signed. */
    public static byte[] bytes(String text) throws Failure {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return strictly(text);
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] strictly(String text) throws Failure {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new Failure(Library.INVALID_TEXT, "text holds half of a surrogate pair; pass whole characters");
        }
    }
}
