package dev.paysig.internal;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What a message is to a call. */
public final class Content {
    final byte[] method;
    final byte[] url;
    final @Nullable ByteBuffer body;
    final Field[] options;
    final long nowMs;

    /** Empty texts are left out. */
    public Content(String method, String url, @Nullable ByteBuffer body, Field[] options, long nowMs) throws Failure {
        this.method = Utf8.bytes(method);
        this.url = Utf8.bytes(url);
        this.body = body;
        this.options = options;
        this.nowMs = nowMs;
    }

    long size() {
        return (long) method.length + url.length + (body == null || body.isDirect() ? 0 : body.remaining());
    }

    /** In native memory; 0 for what was left out. */
    final class Placed {
        final long methodAt;
        final long urlAt;
        final long bodyAt;
        final long bodyLength;

        Placed(Calls calls, Scratch scratch) {
            methodAt = method.length == 0 ? 0 : scratch.put(method);
            urlAt = url.length == 0 ? 0 : scratch.put(url);
            bodyAt = body == null ? 0 : scratch.place(calls, body);
            bodyLength = body == null ? 0 : body.remaining();
        }
    }
}
