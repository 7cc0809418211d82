package dev.paysig.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Native memory for the arguments and results of one call.
 *
 * <p>It is taken from a pool: direct buffers are dear to make and are freed only by the garbage collector. Not one per thread, of which
 * there can be millions.
 */
final class Scratch implements AutoCloseable {
    static final int MESSAGE_SIZE = 512;
    static final int SMALLEST = 16 << 10;
    /** For usual messages, of one size; and for large ones, where one that fits is not looked for. */
    static final Pool SMALL = new Pool(32 * SMALLEST);
    static final Pool LARGE = new Pool(32 << 20);

    private static final byte[] ZEROS = new byte[1024];

    private final ByteBuffer memory;
    private final long address;
    /** A direct buffer that the call reads where it is. */
    private @Nullable ByteBuffer borrowed;

    /** Memory to be used again, together of no more than some size. */
    static final class Pool {
        private final ConcurrentLinkedQueue<Scratch> free = new ConcurrentLinkedQueue<>();
        private final AtomicLong size = new AtomicLong();
        private final int most;

        private Pool(int most) {
            this.most = most;
        }

        private @Nullable Scratch take(long needed) {
            Scratch taken = free.poll();
            if (taken != null) {
                size.addAndGet(-taken.memory.capacity());
            }
            return taken != null && taken.memory.capacity() >= needed ? taken : null;
        }

        private void give(Scratch back) {
            if (size.addAndGet(back.memory.capacity()) <= most) {
                free.add(back);
            } else {
                size.addAndGet(-back.memory.capacity());
            }
        }

        Iterable<Scratch> all() {
            return free;
        }
    }

    private Scratch(Calls calls, int size) {
        memory = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        address = calls.address(memory);
    }

    /** Memory of at least this size, beside the message and results, which have places of their own. */
    static Scratch take(Calls calls, long size) throws Failure {
        long needed = size + MESSAGE_SIZE + 16;
        Scratch pooled = (needed <= SMALLEST ? SMALL : LARGE).take(needed);
        if (pooled != null) {
            pooled.memory.position(MESSAGE_SIZE + 16);
            return pooled;
        }
        if (needed > Integer.MAX_VALUE - 8) {
            throw new Failure(Library.INVALID_ARGUMENT, "the arguments have more than 2 GiB together");
        }
        Scratch made = new Scratch(calls, (int) Math.max(needed, SMALLEST));
        made.memory.position(MESSAGE_SIZE + 16);
        return made;
    }

    long message() {
        return address;
    }

    /** The place for a pointer or size that a call gives. */
    long result() {
        return address + MESSAGE_SIZE;
    }

    long resultValue() {
        return longAt(result());
    }

    /** The place for what a call gives beside its result. */
    long secondResult() {
        return result() + Long.BYTES;
    }

    long secondResultValue() {
        return longAt(secondResult());
    }

    void check(int status) throws Failure {
        if (status != 0) {
            throw new Failure(status, text(message()));
        }
    }

    /** Copies bytes and gives where they are: never NULL, also when there are none. */
    long put(byte[] bytes) {
        int at = memory.position();
        memory.put(bytes);
        return address + at;
    }

    /** What is between the buffer's position and its limit, which stay where they are: copied, unless native code can read it there. */
    long place(Calls calls, ByteBuffer bytes) {
        if (bytes.isDirect() && bytes.hasRemaining()) {
            borrowed = bytes;
            return calls.address(bytes) + bytes.position();
        }
        int at = memory.position();
        memory.put(bytes.duplicate());
        return address + at;
    }

    /** Reserves room for a result. */
    long reserve(int size) {
        int at = memory.position();
        memory.position(at + size);
        return address + at;
    }

    byte[] bytes(long at, int length) {
        byte[] bytes = new byte[length];
        ByteBuffer view = memory.duplicate();
        view.position((int) (at - address));
        view.get(bytes);
        return bytes;
    }

    /** Copies text that ends with a NUL. */
    String text(long at) {
        int length = 0;
        while (memory.get((int) (at - address) + length) != 0) {
            length++;
        }
        return new String(bytes(at, length), StandardCharsets.UTF_8);
    }

    int intAt(long at) {
        return memory.getInt((int) (at - address));
    }

    long longAt(long at) {
        return memory.getLong((int) (at - address));
    }

    /** Overwrites all that was written, for credentials. */
    void wipe() {
        wipe(address, memory.position());
    }

    /** Overwrites some of it: headers, among which a password or an access token can be. */
    void wipe(long at, int length) {
        ByteBuffer view = memory.duplicate();
        view.position((int) (at - address));
        for (int left = length; left > 0; left -= ZEROS.length) {
            view.put(ZEROS, 0, Math.min(left, ZEROS.length));
        }
    }

    @Override
    public void close() {
        // The library has only their addresses: they must not be collected before the call is over.
        Fence.keep(memory);
        if (borrowed != null) {
            Fence.keep(borrowed);
            borrowed = null;
        }
        (memory.capacity() == SMALLEST ? SMALL : LARGE).give(this);
    }
}
