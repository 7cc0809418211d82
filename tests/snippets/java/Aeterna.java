// Aeterna, "Creating the Signature (X-App-Access-Sig)", Java example.
// Source: https://aeterna.biz/docs, whose Java example begins with the imports of javax.crypto.Mac and
// javax.crypto.spec.SecretKeySpec. The rest is reconstructed from the documented formula,
// hex(HMAC_SHA256("{X-App-Access-Ts}{Email}", SecretToken)): the page itself could not be read here beyond its imports.

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import java.nio.charset.StandardCharsets;

class Aeterna {
    static String signature(String time, String email, String secretToken) throws Exception {
        String signStr = time + email;

        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secretToken.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] hash = mac.doFinal(signStr.getBytes(StandardCharsets.UTF_8));

        StringBuilder signature = new StringBuilder();
        for (byte b : hash) {
            signature.append(String.format("%02x", b));
        }
        return signature.toString();
    }
}
