package dev.paysig.benchmarks;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A rule as documented: the key is read for each message, and the signature made anew from joined strings. Aeterna has a snippet for Java,
 * which is called as it is in {@code tests/snippets}; the others are their formulas in its style.
 */
@FunctionalInterface
interface Documented extends Rule {
    @Override
    String sign(String timestamp, byte[] body) throws Exception;

    @Override
    default boolean verify(String signature, String timestamp, byte[] body) throws Exception {
        return MessageDigest.isEqual(signature.getBytes(StandardCharsets.UTF_8), sign(timestamp, body).getBytes(StandardCharsets.UTF_8));
    }

    static byte[] hmac(String algorithm, String key, String text) throws Exception {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    static String hex(byte[] bytes) {
        StringBuilder hex = new StringBuilder();
        for (byte b : bytes) {
            hex.append(String.format("%02x", b));
        }
        return hex.toString();
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    static String aeterna(String time, String email, String secretToken) throws Exception {
        try {
            return (String) Aeterna.SIGNATURE.invokeExact(time, email, secretToken);
        } catch (Error | Exception e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** The snippet is in no package, where nothing in a package can name it. */
    final class Aeterna {
        private static final MethodHandle SIGNATURE;

        static {
            try {
                Method method = Class.forName("Aeterna").getDeclaredMethod("signature", String.class, String.class, String.class);
                method.setAccessible(true);
                SIGNATURE = MethodHandles.lookup().unreflect(method);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private Aeterna() {}
    }

    /** RSA with keys that are read from PEM for each message. */
    final class Rsa implements Rule {
        private final String privatePem;
        private final String publicPem;

        Rsa(String privatePem, String publicPem) {
            this.privatePem = privatePem;
            this.publicPem = publicPem;
        }

        @Override
        public String sign(String timestamp, byte[] body) throws Exception {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der(privatePem))));
            signature.update(body);
            return base64(signature.sign());
        }

        @Override
        public boolean verify(String proof, String timestamp, byte[] body) throws Exception {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der(publicPem))));
            signature.update(body);
            return signature.verify(Base64.getDecoder().decode(proof));
        }

        static byte[] der(String pem) {
            return Base64.getDecoder().decode(pem.replaceAll("-----[A-Z ]*-----", "").replaceAll("\\s", ""));
        }
    }
}
