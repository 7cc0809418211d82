package dev.paysig.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The functions by the Foreign Function and Memory API: for JDK 22 and later. */
final class FfmCalls implements Calls {
    // A handle in a static final field is compiled into its caller, one in any other is not.
    private static volatile Path library;

    FfmCalls(Path library) {
        FfmCalls.library = library;
        Functions.ABI_VERSION.type(); // binds them all, or says now what is missing
    }

    @Override
    public long address(ByteBuffer buffer) {
        return MemorySegment.ofBuffer(buffer).address() - buffer.position();
    }

    @Override
    public byte[] read(long address, int length) {
        return MemorySegment.ofAddress(address).reinterpret(length).toArray(ValueLayout.JAVA_BYTE);
    }

    @Override
    public String readText(long address) {
        return MemorySegment.ofAddress(address).reinterpret(Long.MAX_VALUE).getString(0);
    }

    private static final class Functions {
        private static final SymbolLookup LIBRARY = SymbolLookup.libraryLookup(library, Arena.global());
        private static final Linker LINKER = Linker.nativeLinker();

        static final MethodHandle ABI_VERSION = bind("paysig_abi_version", int.class);
        static final MethodHandle VERSION = bind("paysig_version", long.class);
        static final MethodHandle STATUS_NAME = bind("paysig_status_name", long.class, int.class);
        static final MethodHandle STATUS_MESSAGE = bind("paysig_status_message", long.class, int.class);
        static final MethodHandle FIELDS_NEW = bind("paysig_fields_new", long.class);
        static final MethodHandle FIELDS_ADD = bind("paysig_fields_add", int.class, long.class, long.class, long.class,
            long.class, long.class, long.class, long.class, long.class, long.class);
        static final MethodHandle FIELDS_ADD_MS = bind("paysig_fields_add_ms", int.class, long.class, long.class, long.class,
            long.class, long.class, long.class);
        static final MethodHandle FIELDS_FREE = bind("paysig_fields_free", void.class, long.class);
        static final MethodHandle SIGNER_NEW = bind("paysig_signer_new", int.class, long.class, long.class, long.class,
            long.class, long.class, long.class, long.class);
        static final MethodHandle SIGNER_SIGN = bind("paysig_signer_sign", int.class, long.class, long.class, long.class,
            long.class, long.class, long.class, long.class, long.class, long.class, long.class, long.class, long.class,
            long.class, long.class);
        static final MethodHandle SIGNER_STRING_TO_SIGN = bind("paysig_signer_string_to_sign", int.class, long.class, long.class,
            long.class, long.class, long.class, long.class, long.class, long.class, long.class, long.class, long.class,
            long.class);
        static final MethodHandle SIGNER_FORM = bind("paysig_signer_form", int.class, long.class, long.class, long.class,
            long.class, long.class, long.class, long.class, long.class, long.class, long.class);
        static final MethodHandle SIGNER_FREE = bind("paysig_signer_free", void.class, long.class);
        static final MethodHandle VERIFIER_NEW = bind("paysig_verifier_new", int.class, long.class, long.class, long.class,
            long.class, long.class, long.class, long.class);
        static final MethodHandle VERIFIER_VERIFY = bind("paysig_verifier_verify", int.class, long.class, long.class, long.class,
            long.class, long.class, long.class, long.class, long.class, long.class, long.class, long.class, int.class, long.class,
            long.class, long.class);
        static final MethodHandle VERIFIER_EXPLAIN = bind("paysig_verifier_explain", int.class, long.class, long.class, long.class,
            long.class, long.class, long.class, long.class, long.class, long.class, long.class, long.class, long.class, long.class,
            long.class, long.class, long.class, long.class);
        static final MethodHandle VERIFIER_FREE = bind("paysig_verifier_free", void.class, long.class);
        static final MethodHandle KEY_GENERATE = bind("paysig_key_generate", int.class, int.class, long.class, long.class,
            long.class);
        static final MethodHandle KEY_READ = bind("paysig_key_read", int.class, int.class, long.class, long.class, long.class,
            long.class, long.class, long.class, long.class);
        static final MethodHandle KEY_INSPECT = bind("paysig_key_inspect", int.class, long.class, long.class, long.class,
            long.class, long.class, long.class, long.class);
        static final MethodHandle KEY_WRITE = bind("paysig_key_write", int.class, long.class, int.class, int.class, long.class,
            long.class, long.class, long.class, long.class);
        static final MethodHandle KEY_FREE = bind("paysig_key_free", void.class, long.class);
        static final MethodHandle DESCRIBE = bind("paysig_describe", int.class, long.class, long.class, long.class, long.class,
            long.class);
        static final MethodHandle GATEWAY_URL = bind("paysig_gateway_url", int.class, long.class, long.class, long.class,
            long.class, long.class, long.class, long.class, long.class, long.class, long.class, long.class, long.class,
            long.class);
        static final MethodHandle GATEWAY_ERROR = bind("paysig_gateway_error", int.class, long.class, long.class, int.class,
            long.class, long.class, long.class, long.class, long.class);
        static final MethodHandle TEXT_DATA = bind("paysig_text_data", long.class, long.class, long.class);
        static final MethodHandle TEXT_FREE = bind("paysig_text_free", void.class, long.class);

        private static MethodHandle bind(String name, Class<?> returned, Class<?>... taken) {
            MethodType type = MethodType.methodType(returned, taken);
            MemoryLayout[] layouts = type.parameterList().stream().map(Functions::layout).toArray(MemoryLayout[]::new);
            FunctionDescriptor function =
                returned == void.class ? FunctionDescriptor.ofVoid(layouts) : FunctionDescriptor.of(layout(returned), layouts);
            MemorySegment address =
                LIBRARY.find(name).orElseThrow(() -> new UnsatisfiedLinkError("the library has no function " + name));
            return LINKER.downcallHandle(address, function);
        }

        // Pointers go as numbers of their size; whoever finds the library makes sure that it is 64 bits.
        private static MemoryLayout layout(Class<?> type) {
            return type == int.class ? ValueLayout.JAVA_INT : ValueLayout.JAVA_LONG;
        }
    }

    /** A call declares that it can throw anything; it throws only what the virtual machine does, such as a StackOverflowError. */
    private static Error impossible(Throwable thrown) {
        return thrown instanceof Error error ? error : new AssertionError("a native call threw", thrown);
    }

    @Override
    public int abiVersion() {
        try {
            return (int) Functions.ABI_VERSION.invokeExact();
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public long version() {
        try {
            return (long) Functions.VERSION.invokeExact();
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public long statusName(int status) {
        try {
            return (long) Functions.STATUS_NAME.invokeExact(status);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public long statusMessage(int status) {
        try {
            return (long) Functions.STATUS_MESSAGE.invokeExact(status);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public long fieldsNew() {
        try {
            return (long) Functions.FIELDS_NEW.invokeExact();
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int fieldsAdd(long fields, long label, long labelLength, long name, long nameLength, long value, long valueLength,
        long message, long messageSize) {
        try {
            return (int) Functions.FIELDS_ADD.invokeExact(fields, label, labelLength, name, nameLength, value, valueLength,
                message, messageSize);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int fieldsAddMs(long fields, long name, long nameLength, long valueMs, long message, long messageSize) {
        try {
            return (int) Functions.FIELDS_ADD_MS.invokeExact(fields, name, nameLength, valueMs, message, messageSize);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public void fieldsFree(long fields) {
        try {
            Functions.FIELDS_FREE.invokeExact(fields);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int signerNew(long scheme, long schemeLength, long credentials, long options, long signer, long message,
        long messageSize) {
        try {
            return (int) Functions.SIGNER_NEW.invokeExact(scheme, schemeLength, credentials, options, signer, message,
                messageSize);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int signerSign(long signer, long method, long methodLength, long url, long urlLength, long body, long bodyLength,
        long options, long nowMs, long headers, long headersSize, long headersLength, long message, long messageSize) {
        try {
            return (int) Functions.SIGNER_SIGN.invokeExact(signer, method, methodLength, url, urlLength, body, bodyLength,
                options, nowMs, headers, headersSize, headersLength, message, messageSize);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int signerStringToSign(long signer, long method, long methodLength, long url, long urlLength, long body,
        long bodyLength, long options, long nowMs, long string, long message, long messageSize) {
        try {
            return (int) Functions.SIGNER_STRING_TO_SIGN.invokeExact(signer, method, methodLength, url, urlLength, body,
                bodyLength, options, nowMs, string, message, messageSize);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int signerForm(long signer, long kind, long kindLength, long attributes, long attributesLength, long iv, long ivLength,
        long fields, long message, long messageSize) {
        try {
            return (int) Functions.SIGNER_FORM.invokeExact(signer, kind, kindLength, attributes, attributesLength, iv, ivLength,
                fields, message, messageSize);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public void signerFree(long signer) {
        try {
            Functions.SIGNER_FREE.invokeExact(signer);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int verifierNew(long scheme, long schemeLength, long credentials, long options, long verifier, long message,
        long messageSize) {
        try {
            return (int) Functions.VERIFIER_NEW.invokeExact(scheme, schemeLength, credentials, options, verifier, message,
                messageSize);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int verifierVerify(long verifier, long headers, long headersLength, long method, long methodLength, long url,
        long urlLength, long body, long bodyLength, long options, long nowMs, int flags, long verified, long message,
        long messageSize) {
        try {
            return (int) Functions.VERIFIER_VERIFY.invokeExact(verifier, headers, headersLength, method, methodLength, url,
                urlLength, body, bodyLength, options, nowMs, flags, verified, message, messageSize);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int verifierExplain(long verifier, long headers, long headersLength, long method, long methodLength, long url,
        long urlLength, long body, long bodyLength, long options, long nowMs, long others, long budget, long explanation,
        long capsule, long message, long messageSize) {
        try {
            return (int) Functions.VERIFIER_EXPLAIN.invokeExact(verifier, headers, headersLength, method, methodLength, url,
                urlLength, body, bodyLength, options, nowMs, others, budget, explanation, capsule, message, messageSize);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public void verifierFree(long verifier) {
        try {
            Functions.VERIFIER_FREE.invokeExact(verifier);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int keyGenerate(int bits, long key, long message, long messageSize) {
        try {
            return (int) Functions.KEY_GENERATE.invokeExact(bits, key, message, messageSize);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int keyRead(int half, long material, long materialLength, long passphrase, long passphraseLength, long key,
        long message, long messageSize) {
        try {
            return (int) Functions.KEY_READ.invokeExact(half, material, materialLength, passphrase, passphraseLength, key,
                message, messageSize);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int keyInspect(long material, long materialLength, long passphrase, long passphraseLength, long report, long message,
        long messageSize) {
        try {
            return (int) Functions.KEY_INSPECT.invokeExact(material, materialLength, passphrase, passphraseLength, report,
                message, messageSize);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int keyWrite(long key, int half, int encoding, long passphrase, long passphraseLength, long written, long message,
        long messageSize) {
        try {
            return (int) Functions.KEY_WRITE.invokeExact(key, half, encoding, passphrase, passphraseLength, written, message,
                messageSize);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public void keyFree(long key) {
        try {
            Functions.KEY_FREE.invokeExact(key);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int describe(long subject, long subjectLength, long description, long message, long messageSize) {
        try {
            return (int) Functions.DESCRIBE.invokeExact(subject, subjectLength, description, message, messageSize);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int gatewayUrl(long gateway, long gatewayLength, long environment, long environmentLength, long product,
        long productLength, long version, long versionLength, long path, long pathLength, long url, long message, long messageSize) {
        try {
            return (int) Functions.GATEWAY_URL.invokeExact(gateway, gatewayLength, environment, environmentLength, product,
                productLength, version, versionLength, path, pathLength, url, message, messageSize);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int gatewayError(long gateway, long gatewayLength, int httpStatus, long body, long bodyLength, long error,
        long message, long messageSize) {
        try {
            return (int) Functions.GATEWAY_ERROR.invokeExact(gateway, gatewayLength, httpStatus, body, bodyLength, error, message,
                messageSize);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public long textData(long text, long length) {
        try {
            return (long) Functions.TEXT_DATA.invokeExact(text, length);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public void textFree(long text) {
        try {
            Functions.TEXT_FREE.invokeExact(text);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }
}
