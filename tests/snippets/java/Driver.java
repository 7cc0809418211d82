// java Driver N SEED: N cases of Aeterna's Java snippet.

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

class Driver {
    static Random random;

    static int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    static String visible(int low, int high, String without) {
        StringBuilder text = new StringBuilder();
        for (int left = between(low, high); left > 0; ) {
            int c = between(0x21, 0x7e);
            if (without.indexOf(c) < 0) {
                text.append((char) c);
                left--;
            }
        }
        return text.toString();
    }

    static String text(int low, int high, int[][] ranges) {
        StringBuilder text = new StringBuilder();
        for (int left = between(low, high); left > 0; left--) {
            int[] range = ranges[random.nextInt(ranges.length)];
            text.appendCodePoint(between(range[0], range[1]));
        }
        return text.toString();
    }

    static String email() {
        int[][] letters = {{0x61, 0x7a}, {0x30, 0x39}, {0xe0, 0xf6}, {0x430, 0x44f}, {0x4e00, 0x9fa5}, {0x1f600, 0x1f64f}};
        return random.nextBoolean()
            ? text(1, 20, letters) + "@" + text(1, 20, letters) + ".example"
            : visible(1, 30, "") + "@merchant.example";
    }

    static String body() {
        int[][] any = {{0, 0x7f}, {0x80, 0x7ff}, {0x800, 0xd7ff}, {0xe000, 0xffff}, {0x10000, 0x10ffff}};
        return random.nextInt(8) == 0 ? "" : random.nextBoolean() ? text(0, 300, any) : "{\"amount\":" + random.nextInt() + "}";
    }

    // No JSON library: values are base64, and headers are visible ASCII.
    static String bytes(String value) {
        return "{\"base64\":\"" + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + "\"}";
    }

    static String header(String name, String value) {
        return "[\"" + name + "\",\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
    }

    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[0]);
        long seed = Long.parseLong(args[1]);
        random = new Random(seed);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String publicToken = visible(1, 60, ","), secretToken = visible(1, 120, ""), email = email();
            String time = String.valueOf(1000000000L + (long) (random.nextDouble() * 8999999999L));
            String signature = Aeterna.signature(time, email, secretToken);
            out.append("{\"id\":\"java/aeterna/request/" + seed + "/" + i + "\",\"source\":\"tests/snippets/java/Aeterna.java\","
                + "\"operation\":\"sign\",\"scheme\":\"aeterna/request\",\"credentials\":{\"public_token\":" + bytes(publicToken)
                + ",\"email\":" + bytes(email) + ",\"secret_token\":" + bytes(secretToken)
                + "},\"message\":{\"method\":\"POST\",\"url\":\"https://gateway.example/api/payin\",\"body\":" + bytes(body())
                + ",\"timestamp\":\"" + time + "\"},\"expect\":{\"headers\":[" + header("X-App-Token", publicToken) + ","
                + header("X-App-Access-Ts", time) + "," + header("X-App-Access-Sig", signature) + "]}}\n");
        }
        System.out.print(out);
    }
}
