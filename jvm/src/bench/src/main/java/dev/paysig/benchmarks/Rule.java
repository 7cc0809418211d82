package dev.paysig.benchmarks;

/** Makes and checks the text of a signature with Java's own library. */
interface Rule {
    String sign(String timestamp, byte[] body) throws Exception;

    boolean verify(String signature, String timestamp, byte[] body) throws Exception;
}
