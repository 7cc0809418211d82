package dev.paysig.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The best by hand: keys and MACs are kept, one for each thread because they belong to one, and no body is copied. */
final class Kept {
    private static final HexFormat HEX = HexFormat.of();
    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    private Kept() {}

    /** Gives a MAC what is signed. */
    interface Feed {
        void feed(Mac to, String timestamp, byte[] body);
    }

    static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    static String base64(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }

    static String base64OfHex(byte[] bytes) {
        return base64(ascii(hex(bytes)));
    }

    /** What is signed beside the body is ASCII in all the examples, as the header's value is. */
    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static final class Keyed implements Rule {
        private final ThreadLocal<Mac> macs;
        private final Function<byte[], String> encode;
        private final Feed feed;

        Keyed(String algorithm, String key, Function<byte[], String> encode, Feed feed) {
            this.macs = ThreadLocal.withInitial(() -> {
                try {
                    Mac mac = Mac.getInstance(algorithm);
                    mac.init(new SecretKeySpec(ascii(key), algorithm));
                    return mac;
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException(e);
                }
            });
            this.encode = encode;
            this.feed = feed;
        }

        @Override
        public String sign(String timestamp, byte[] body) {
            Mac mac = macs.get();
            feed.feed(mac, timestamp, body);
            return encode.apply(mac.doFinal());
        }

        @Override
        public boolean verify(String signature, String timestamp, byte[] body) {
            return MessageDigest.isEqual(ascii(signature), ascii(sign(timestamp, body)));
        }
    }

    static final class Rsa implements Rule {
        private final ThreadLocal<Signature> signatures = ThreadLocal.withInitial(() -> {
            try {
                return Signature.getInstance("SHA256withRSA");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
        private final PrivateKey privateKey;
        private final PublicKey publicKey;

        Rsa(String privatePem, String publicPem) {
            try {
                KeyFactory factory = KeyFactory.getInstance("RSA");
                privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(Documented.Rsa.der(privatePem)));
                publicKey = factory.generatePublic(new X509EncodedKeySpec(Documented.Rsa.der(publicPem)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String sign(String timestamp, byte[] body) throws GeneralSecurityException {
            Signature signature = signatures.get();
            signature.initSign(privateKey);
            signature.update(body);
            return base64(signature.sign());
        }

        @Override
        public boolean verify(String proof, String timestamp, byte[] body) throws GeneralSecurityException {
            Signature signature = signatures.get();
            signature.initVerify(publicKey);
            signature.update(body);
            return signature.verify(Base64.getDecoder().decode(proof));
        }
    }

    /** HTTP Basic: a text that is made once. */
    static final class Constant implements Rule {
        private final String text;
        private final byte[] bytes;

        Constant(String text) {
            this.text = text;
            this.bytes = ascii(text);
        }

        @Override
        public String sign(String timestamp, byte[] body) {
            return text;
        }

        @Override
        public boolean verify(String proof, String timestamp, byte[] body) {
            return MessageDigest.isEqual(ascii(proof), bytes);
        }
    }
}
