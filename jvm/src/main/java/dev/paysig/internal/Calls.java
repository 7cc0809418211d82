package dev.paysig.internal;

import java.nio.ByteBuffer;

/**
 * The functions of {@code paysig.h}, each as it stands there: pointers and sizes are {@code long}, what is {@code int32_t} or
 * {@code uint32_t} is {@code int}. There is one implementation for JNA and one for the Foreign Function and Memory API, so that
 * everything else is written once.
 */
interface Calls {
    /** The address of a direct buffer's first byte. */
    long address(ByteBuffer buffer);

    /** Copies native memory. */
    byte[] read(long address, int length);

    /** Copies text that ends with a NUL. */
    String readText(long address);

    int abiVersion();

    long version();

    long statusName(int status);

    long statusMessage(int status);

    long fieldsNew();

    int fieldsAdd(long fields, long label, long labelLength, long name, long nameLength, long value, long valueLength, long message,
        long messageSize);

    int fieldsAddMs(long fields, long name, long nameLength, long valueMs, long message, long messageSize);

    void fieldsFree(long fields);

    int signerNew(long scheme, long schemeLength, long credentials, long options, long signer, long message, long messageSize);

    int signerSign(long signer, long method, long methodLength, long url, long urlLength, long body, long bodyLength, long options,
        long nowMs, long headers, long headersSize, long headersLength, long message, long messageSize);

    int signerStringToSign(long signer, long method, long methodLength, long url, long urlLength, long body, long bodyLength,
        long options, long nowMs, long string, long message, long messageSize);

    int signerForm(long signer, long kind, long kindLength, long attributes, long attributesLength, long iv, long ivLength, long fields,
        long message, long messageSize);

    void signerFree(long signer);

    int verifierNew(long scheme, long schemeLength, long credentials, long options, long verifier, long message, long messageSize);

    int verifierVerify(long verifier, long headers, long headersLength, long method, long methodLength, long url, long urlLength,
        long body, long bodyLength, long options, long nowMs, int flags, long verified, long message, long messageSize);

    int verifierExplain(long verifier, long headers, long headersLength, long method, long methodLength, long url, long urlLength,
        long body, long bodyLength, long options, long nowMs, long others, long budget, long explanation, long capsule, long message,
        long messageSize);

    void verifierFree(long verifier);

    int keyGenerate(int bits, long key, long message, long messageSize);

    int keyRead(int half, long material, long materialLength, long passphrase, long passphraseLength, long key, long message,
        long messageSize);

    int keyInspect(long material, long materialLength, long passphrase, long passphraseLength, long report, long message,
        long messageSize);

    int keyWrite(long key, int half, int encoding, long passphrase, long passphraseLength, long written, long message,
        long messageSize);

    void keyFree(long key);

    int describe(long subject, long subjectLength, long description, long message, long messageSize);

    int gatewayUrl(long gateway, long gatewayLength, long environment, long environmentLength, long product, long productLength,
        long version, long versionLength, long path, long pathLength, long url, long message, long messageSize);

    int gatewayError(long gateway, long gatewayLength, int httpStatus, long body, long bodyLength, long error, long message,
        long messageSize);

    long textData(long text, long length);

    void textFree(long text);
}
