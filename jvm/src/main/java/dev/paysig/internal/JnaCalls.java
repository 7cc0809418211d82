package dev.paysig.internal;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;

/** The functions by JNA's direct mapping: for JDK 8 to 21. */
final class JnaCalls implements Calls {
    JnaCalls(Path library) {
        // Kept in memory until the process ends: the functions below are bound to it.
        C.bind(NativeLibrary.getInstance(library.toString(), Collections.singletonMap("classloader", JnaCalls.class.getClassLoader())));
    }

    @Override
    public long address(ByteBuffer buffer) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(buffer));
    }

    @Override
    public byte[] read(long address, int length) {
        return new Pointer(address).getByteArray(0, length);
    }

    @Override
    public String readText(long address) {
        return new Pointer(address).getString(0, "UTF-8");
    }

    /** JNA finds a function by the name of its method. */
    private static final class C {
        static void bind(NativeLibrary library) {
            Native.register(C.class, library);
        }

        static native int paysig_abi_version();

        static native long paysig_version();

        static native long paysig_status_name(int status);

        static native long paysig_status_message(int status);

        static native long paysig_fields_new();

        static native int paysig_fields_add(long fields, long label, long labelLength, long name, long nameLength, long value,
            long valueLength, long message, long messageSize);

        static native int paysig_fields_add_ms(long fields, long name, long nameLength, long valueMs, long message,
            long messageSize);

        static native void paysig_fields_free(long fields);

        static native int paysig_signer_new(long scheme, long schemeLength, long credentials, long options, long signer,
            long message, long messageSize);

        static native int paysig_signer_sign(long signer, long method, long methodLength, long url, long urlLength, long body,
            long bodyLength, long options, long nowMs, long headers, long headersSize, long headersLength, long message,
            long messageSize);

        static native int paysig_signer_string_to_sign(long signer, long method, long methodLength, long url, long urlLength,
            long body, long bodyLength, long options, long nowMs, long string, long message, long messageSize);

        static native int paysig_signer_form(long signer, long kind, long kindLength, long attributes, long attributesLength,
            long iv, long ivLength, long fields, long message, long messageSize);

        static native void paysig_signer_free(long signer);

        static native int paysig_verifier_new(long scheme, long schemeLength, long credentials, long options, long verifier,
            long message, long messageSize);

        static native int paysig_verifier_verify(long verifier, long headers, long headersLength, long method, long methodLength,
            long url, long urlLength, long body, long bodyLength, long options, long nowMs, int flags, long verified,
            long message, long messageSize);

        static native int paysig_verifier_explain(long verifier, long headers, long headersLength, long method, long methodLength,
            long url, long urlLength, long body, long bodyLength, long options, long nowMs, long others, long budget,
            long explanation, long capsule, long message, long messageSize);

        static native void paysig_verifier_free(long verifier);

        static native int paysig_key_generate(int bits, long key, long message, long messageSize);

        static native int paysig_key_read(int half, long material, long materialLength, long passphrase, long passphraseLength,
            long key, long message, long messageSize);

        static native int paysig_key_inspect(long material, long materialLength, long passphrase, long passphraseLength,
            long report, long message, long messageSize);

        static native int paysig_key_write(long key, int half, int encoding, long passphrase, long passphraseLength, long written,
            long message, long messageSize);

        static native void paysig_key_free(long key);

        static native int paysig_describe(long subject, long subjectLength, long description, long message, long messageSize);

        static native int paysig_gateway_url(long gateway, long gatewayLength, long environment, long environmentLength,
            long product, long productLength, long version, long versionLength, long path, long pathLength, long url, long message,
            long messageSize);

        static native int paysig_gateway_error(long gateway, long gatewayLength, int httpStatus, long body, long bodyLength,
            long error, long message, long messageSize);

        static native long paysig_text_data(long text, long length);

        static native void paysig_text_free(long text);
    }

    @Override
    public int abiVersion() {
        return C.paysig_abi_version();
    }

    @Override
    public long version() {
        return C.paysig_version();
    }

    @Override
    public long statusName(int status) {
        return C.paysig_status_name(status);
    }

    @Override
    public long statusMessage(int status) {
        return C.paysig_status_message(status);
    }

    @Override
    public long fieldsNew() {
        return C.paysig_fields_new();
    }

    @Override
    public int fieldsAdd(long fields, long label, long labelLength, long name, long nameLength, long value, long valueLength,
        long message, long messageSize) {
        return C.paysig_fields_add(fields, label, labelLength, name, nameLength, value, valueLength, message, messageSize);
    }

    @Override
    public int fieldsAddMs(long fields, long name, long nameLength, long valueMs, long message, long messageSize) {
        return C.paysig_fields_add_ms(fields, name, nameLength, valueMs, message, messageSize);
    }

    @Override
    public void fieldsFree(long fields) {
        C.paysig_fields_free(fields);
    }

    @Override
    public int signerNew(long scheme, long schemeLength, long credentials, long options, long signer, long message,
        long messageSize) {
        return C.paysig_signer_new(scheme, schemeLength, credentials, options, signer, message, messageSize);
    }

    @Override
    public int signerSign(long signer, long method, long methodLength, long url, long urlLength, long body, long bodyLength,
        long options, long nowMs, long headers, long headersSize, long headersLength, long message, long messageSize) {
        return C.paysig_signer_sign(signer, method, methodLength, url, urlLength, body, bodyLength, options, nowMs, headers,
            headersSize, headersLength, message, messageSize);
    }

    @Override
    public int signerStringToSign(long signer, long method, long methodLength, long url, long urlLength, long body,
        long bodyLength, long options, long nowMs, long string, long message, long messageSize) {
        return C.paysig_signer_string_to_sign(signer, method, methodLength, url, urlLength, body, bodyLength, options, nowMs,
            string, message, messageSize);
    }

    @Override
    public int signerForm(long signer, long kind, long kindLength, long attributes, long attributesLength, long iv, long ivLength,
        long fields, long message, long messageSize) {
        return C.paysig_signer_form(signer, kind, kindLength, attributes, attributesLength, iv, ivLength, fields, message,
            messageSize);
    }

    @Override
    public void signerFree(long signer) {
        C.paysig_signer_free(signer);
    }

    @Override
    public int verifierNew(long scheme, long schemeLength, long credentials, long options, long verifier, long message,
        long messageSize) {
        return C.paysig_verifier_new(scheme, schemeLength, credentials, options, verifier, message, messageSize);
    }

    @Override
    public int verifierVerify(long verifier, long headers, long headersLength, long method, long methodLength, long url,
        long urlLength, long body, long bodyLength, long options, long nowMs, int flags, long verified, long message,
        long messageSize) {
        return C.paysig_verifier_verify(verifier, headers, headersLength, method, methodLength, url, urlLength, body, bodyLength,
            options, nowMs, flags, verified, message, messageSize);
    }

    @Override
    public int verifierExplain(long verifier, long headers, long headersLength, long method, long methodLength, long url,
        long urlLength, long body, long bodyLength, long options, long nowMs, long others, long budget, long explanation,
        long capsule, long message, long messageSize) {
        return C.paysig_verifier_explain(verifier, headers, headersLength, method, methodLength, url, urlLength, body, bodyLength,
            options, nowMs, others, budget, explanation, capsule, message, messageSize);
    }

    @Override
    public void verifierFree(long verifier) {
        C.paysig_verifier_free(verifier);
    }

    @Override
    public int keyGenerate(int bits, long key, long message, long messageSize) {
        return C.paysig_key_generate(bits, key, message, messageSize);
    }

    @Override
    public int keyRead(int half, long material, long materialLength, long passphrase, long passphraseLength, long key,
        long message, long messageSize) {
        return C.paysig_key_read(half, material, materialLength, passphrase, passphraseLength, key, message, messageSize);
    }

    @Override
    public int keyInspect(long material, long materialLength, long passphrase, long passphraseLength, long report, long message,
        long messageSize) {
        return C.paysig_key_inspect(material, materialLength, passphrase, passphraseLength, report, message, messageSize);
    }

    @Override
    public int keyWrite(long key, int half, int encoding, long passphrase, long passphraseLength, long written, long message,
        long messageSize) {
        return C.paysig_key_write(key, half, encoding, passphrase, passphraseLength, written, message, messageSize);
    }

    @Override
    public void keyFree(long key) {
        C.paysig_key_free(key);
    }

    @Override
    public int describe(long subject, long subjectLength, long description, long message, long messageSize) {
        return C.paysig_describe(subject, subjectLength, description, message, messageSize);
    }

    @Override
    public int gatewayUrl(long gateway, long gatewayLength, long environment, long environmentLength, long product,
        long productLength, long version, long versionLength, long path, long pathLength, long url, long message, long messageSize) {
        return C.paysig_gateway_url(gateway, gatewayLength, environment, environmentLength, product, productLength, version,
            versionLength, path, pathLength, url, message, messageSize);
    }

    @Override
    public int gatewayError(long gateway, long gatewayLength, int httpStatus, long body, long bodyLength, long error,
        long message, long messageSize) {
        return C.paysig_gateway_error(gateway, gatewayLength, httpStatus, body, bodyLength, error, message, messageSize);
    }

    @Override
    public long textData(long text, long length) {
        return C.paysig_text_data(text, length);
    }

    @Override
    public void textFree(long text) {
        C.paysig_text_free(text);
    }
}
