package dev.paysig.internal;

import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The library, with Java's types. */
public final class Library {
    public static final int INVALID_TEXT = 211;
    public static final int INVALID_ARGUMENT = 212;
    public static final int INTERNAL = 901;
    private static final int BUFFER_TOO_SMALL = 213;
    /** The system's clock. */
    public static final long NOW = Long.MIN_VALUE;
    public static final long NO_TIMESTAMP = Long.MIN_VALUE;
    public static final int PRIVATE_HALF = 1;
    public static final int PUBLIC_HALF = 2;
    private static final int WITH_REPLAY_KEY = 2;
    private static final int HEADERS_SIZE = 4096;

    private final Calls calls;

    private Library(Calls calls) {
        this.calls = calls;
    }

    /** Loaded by the first use; what went wrong then is told by every use. */
    private static final class Loaded {
        static final @Nullable Library LIBRARY;
        static final @Nullable Failure FAILURE;

        static {
            Library library = null;
            Failure failure = null;
            try {
                library = new Library(Loader.load());
            } catch (Failure e) {
                failure = e;
            }
            LIBRARY = library;
            FAILURE = failure;
        }
    }

    public static Library loaded() throws Failure {
        if (Loaded.LIBRARY == null) {
            throw Objects.requireNonNull(Loaded.FAILURE);
        }
        return Loaded.LIBRARY;
    }

    /** {@code ffm} or {@code jna}. */
    public String provider() {
        return calls instanceof JnaCalls ? "jna" : "ffm";
    }

    public String version() {
        return calls.readText(calls.version());
    }

    public String statusName(int status) {
        return calls.readText(calls.statusName(status));
    }

    public String statusMessage(int status) {
        return calls.readText(calls.statusMessage(status));
    }

    public Handle newSigner(String scheme, Field[] credentials, Field[] options) throws Failure {
        return build(scheme, credentials, options, calls::signerNew, calls::signerFree);
    }

    public Handle newVerifier(String scheme, Field[] credentials, Field[] options) throws Failure {
        return build(scheme, credentials, options, calls::verifierNew, calls::verifierFree);
    }

    private interface Maker {
        int make(long scheme, long schemeLength, long credentials, long options, long made, long message, long messageSize);
    }

    private Handle build(String scheme, Field[] credentials, Field[] options, Maker maker, LongConsumer free) throws Failure {
        byte[] id = Utf8.bytes(scheme);
        long credentialFields = 0;
        long optionFields = 0;
        try (Scratch scratch = Scratch.take(calls, id.length)) {
            credentialFields = collect(credentials);
            optionFields = fields(options);
            scratch.check(maker.make(scratch.put(id), id.length, credentialFields, optionFields, scratch.result(), scratch.message(),
                Scratch.MESSAGE_SIZE));
            return new Handle(scratch.resultValue(), free);
        } finally {
            calls.fieldsFree(credentialFields);
            calls.fieldsFree(optionFields);
        }
    }

    /** Makes a collection, which is NULL where there is nothing to collect. */
    private long fields(Field[] given) throws Failure {
        return given.length == 0 ? 0 : collect(given);
    }

    private long collect(Field[] given) throws Failure {
        long fields = calls.fieldsNew();
        boolean complete = false;
        try {
            for (Field field : given) {
                add(fields, field);
            }
            complete = true;
            return fields;
        } finally {
            for (Field field : given) {
                field.wipe();
            }
            if (!complete) {
                calls.fieldsFree(fields);
            }
        }
    }

    private void add(long fields, Field field) throws Failure {
        try (Scratch scratch = Scratch.take(calls, field.size())) {
            try {
                long name = scratch.put(field.name);
                if (field.value == null) {
                    scratch.check(calls.fieldsAddMs(fields, name, field.name.length, field.milliseconds, scratch.message(),
                        Scratch.MESSAGE_SIZE));
                    return;
                }
                long label = field.label == null ? 0 : scratch.put(field.label);
                scratch.check(calls.fieldsAdd(fields, label, field.label == null ? 0 : field.label.length, name, field.name.length,
                    scratch.put(field.value), field.value.length, scratch.message(), Scratch.MESSAGE_SIZE));
            } finally {
                scratch.wipe();
            }
        }
    }

    /** Headers as {@code name\0value\0} for each. */
    public byte[] sign(Handle signer, Content content) throws Failure {
        long pointer = signer.enter();
        long options = 0;
        try {
            options = fields(content.options);
            int room = HEADERS_SIZE;
            while (true) {
                try (Scratch scratch = Scratch.take(calls, content.size() + room)) {
                    Content.Placed placed = content.new Placed(calls, scratch);
                    long headers = scratch.reserve(room);
                    int status = calls.signerSign(pointer, placed.methodAt, content.method.length, placed.urlAt, content.url.length,
                        placed.bodyAt, placed.bodyLength, options, content.nowMs, headers, room, scratch.result(), scratch.message(),
                        Scratch.MESSAGE_SIZE);
                    int length = (int) scratch.resultValue();
                    if (status == BUFFER_TOO_SMALL && length > room) {
                        room = length;
                        continue;
                    }
                    scratch.check(status);
                    byte[] signed = scratch.bytes(headers, length);
                    scratch.wipe(headers, length);
                    return signed;
                }
            }
        } finally {
            calls.fieldsFree(options);
            signer.leave();
        }
    }

    public byte[] stringToSign(Handle signer, Content content) throws Failure {
        long pointer = signer.enter();
        long options = 0;
        try (Scratch scratch = Scratch.take(calls, content.size())) {
            options = fields(content.options);
            Content.Placed placed = content.new Placed(calls, scratch);
            scratch.check(calls.signerStringToSign(pointer, placed.methodAt, content.method.length, placed.urlAt, content.url.length,
                placed.bodyAt, placed.bodyLength, options, content.nowMs, scratch.result(), scratch.message(), Scratch.MESSAGE_SIZE));
            return text(scratch);
        } finally {
            calls.fieldsFree(options);
            signer.leave();
        }
    }

    public byte[] form(Handle signer, String kind, byte[] attributes, byte @Nullable [] iv) throws Failure {
        byte[] kindBytes = Utf8.bytes(kind);
        int ivLength = iv == null ? 0 : iv.length;
        long pointer = signer.enter();
        try (Scratch scratch = Scratch.take(calls, (long) kindBytes.length + attributes.length + ivLength)) {
            scratch.check(calls.signerForm(pointer, scratch.put(kindBytes), kindBytes.length, scratch.put(attributes), attributes.length,
                iv == null ? 0 : scratch.put(iv), ivLength, scratch.result(), scratch.message(), Scratch.MESSAGE_SIZE));
            return text(scratch);
        } finally {
            signer.leave();
        }
    }

    public Found verify(Handle verifier, byte[] headers, Content content, boolean withReplayKey) throws Failure {
        long pointer = verifier.enter();
        long options = 0;
        try (Scratch scratch = Scratch.take(calls, Found.SIZE + content.size() + headers.length)) {
            options = fields(content.options);
            // Before what has any length: it is aligned there.
            long verified = scratch.reserve(Found.SIZE);
            Content.Placed placed = content.new Placed(calls, scratch);
            long headersAt = scratch.put(headers);
            int status = calls.verifierVerify(pointer, headersAt, headers.length, placed.methodAt, content.method.length,
                placed.urlAt, content.url.length, placed.bodyAt, placed.bodyLength, options, content.nowMs,
                withReplayKey ? WITH_REPLAY_KEY : 0, verified, scratch.message(), Scratch.MESSAGE_SIZE);
            scratch.wipe(headersAt, headers.length);
            scratch.check(status);
            return new Found(scratch, verified, withReplayKey);
        } finally {
            calls.fieldsFree(options);
            verifier.leave();
        }
    }

    /** A budget of 0 is the library's own. */
    public Explained explain(Handle verifier, byte[] headers, Content content, Field[] others, long budget) throws Failure {
        long pointer = verifier.enter();
        long options = 0;
        long otherFields = 0;
        try (Scratch scratch = Scratch.take(calls, content.size() + headers.length)) {
            options = fields(content.options);
            otherFields = fields(others);
            Content.Placed placed = content.new Placed(calls, scratch);
            long headersAt = scratch.put(headers);
            int status = calls.verifierExplain(pointer, headersAt, headers.length, placed.methodAt, content.method.length,
                placed.urlAt, content.url.length, placed.bodyAt, placed.bodyLength, options, content.nowMs, otherFields, budget,
                scratch.result(), scratch.secondResult(), scratch.message(), Scratch.MESSAGE_SIZE);
            scratch.wipe(headersAt, headers.length);
            scratch.check(status);
            long capsule = scratch.secondResultValue();
            try {
                return new Explained(text(scratch), bytes(scratch, capsule));
            } finally {
                calls.textFree(capsule);
            }
        } finally {
            calls.fieldsFree(options);
            calls.fieldsFree(otherFields);
            verifier.leave();
        }
    }

    public Handle generateKey(int bits) throws Failure {
        try (Scratch scratch = Scratch.take(calls, 0)) {
            scratch.check(calls.keyGenerate(bits, scratch.result(), scratch.message(), Scratch.MESSAGE_SIZE));
            return new Handle(scratch.resultValue(), calls::keyFree);
        }
    }

    public Handle readKey(int half, byte[] material, byte @Nullable [] passphrase) throws Failure {
        return withKey(material, passphrase, (scratch, at, passphraseAt) -> {
            scratch.check(calls.keyRead(half, at, material.length, passphraseAt, length(passphrase), scratch.result(), scratch.message(),
                Scratch.MESSAGE_SIZE));
            return new Handle(scratch.resultValue(), calls::keyFree);
        });
    }

    public byte[] inspectKey(byte[] material, byte @Nullable [] passphrase) throws Failure {
        return withKey(material, passphrase, (scratch, at, passphraseAt) -> {
            scratch.check(calls.keyInspect(at, material.length, passphraseAt, length(passphrase), scratch.result(), scratch.message(),
                Scratch.MESSAGE_SIZE));
            return text(scratch);
        });
    }

    public byte[] writeKey(Handle key, int half, int encoding, byte @Nullable [] passphrase) throws Failure {
        long pointer = key.enter();
        try {
            return withKey(new byte[0], passphrase, (scratch, at, passphraseAt) -> {
                scratch.check(calls.keyWrite(pointer, half, encoding, passphraseAt, length(passphrase), scratch.result(),
                    scratch.message(), Scratch.MESSAGE_SIZE));
                return text(scratch);
            });
        } finally {
            key.leave();
        }
    }

    private interface KeyCall<T> {
        T call(Scratch scratch, long material, long passphrase) throws Failure;
    }

    private <T> T withKey(byte[] material, byte @Nullable [] passphrase, KeyCall<T> call) throws Failure {
        try (Scratch scratch = Scratch.take(calls, material.length + length(passphrase))) {
            try {
                long at = scratch.put(material);
                return call.call(scratch, at, passphrase == null ? 0 : scratch.put(passphrase));
            } finally {
                scratch.wipe();
            }
        }
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    /** An empty subject is all gateways. */
    public byte[] describe(String subject) throws Failure {
        byte[] bytes = Utf8.bytes(subject);
        try (Scratch scratch = Scratch.take(calls, bytes.length)) {
            scratch.check(calls.describe(bytes.length == 0 ? 0 : scratch.put(bytes), bytes.length, scratch.result(), scratch.message(),
                Scratch.MESSAGE_SIZE));
            return text(scratch);
        }
    }

    public byte[] gatewayUrl(String gateway, String environment, @Nullable String product, @Nullable String version, String path)
        throws Failure {
        byte[][] texts = {
            Utf8.bytes(gateway), Utf8.bytes(environment), Utf8.bytes(product == null ? "" : product),
            Utf8.bytes(version == null ? "" : version), Utf8.bytes(path)
        };
        long size = 0;
        for (byte[] text : texts) {
            size += text.length;
        }
        try (Scratch scratch = Scratch.take(calls, size)) {
            long[] at = new long[texts.length];
            for (int i = 0; i < at.length; i++) {
                at[i] = scratch.put(texts[i]);
            }
            scratch.check(calls.gatewayUrl(at[0], texts[0].length, at[1], texts[1].length, product == null ? 0 : at[2], texts[2].length,
                version == null ? 0 : at[3], texts[3].length, at[4], texts[4].length, scratch.result(), scratch.message(),
                Scratch.MESSAGE_SIZE));
            return text(scratch);
        }
    }

    public byte[] gatewayError(String gateway, int status, byte[] body) throws Failure {
        byte[] id = Utf8.bytes(gateway);
        try (Scratch scratch = Scratch.take(calls, (long) id.length + body.length)) {
            scratch.check(calls.gatewayError(scratch.put(id), id.length, status, scratch.put(body), body.length, scratch.result(),
                scratch.message(), Scratch.MESSAGE_SIZE));
            return text(scratch);
        }
    }

    /** Takes over the text that a call gave. */
    private byte[] text(Scratch scratch) {
        long text = scratch.resultValue();
        try {
            return bytes(scratch, text);
        } finally {
            calls.textFree(text);
        }
    }

    private byte[] bytes(Scratch scratch, long text) {
        long data = calls.textData(text, scratch.result());
        return calls.read(data, (int) scratch.resultValue());
    }
}
