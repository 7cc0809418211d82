package dev.paysig.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Native memory for the arguments and results of one call.
 *
 * <p>It is taken from a pool: direct buffers are dear to make and are freed only by the garbage collector. Not one per thread, of which
 * there can be millions.
 */
final class Scratch implements AutoCloseable {
    static final int MESSAGE_SIZE = 512;
    static final int SMALLEST = 16 << 10;
    private static final int LARGEST_KEPT = 1 << 20;
    private static final int MOST_KEPT = 32;
    static final ConcurrentLinkedQueue<Scratch> POOL = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger KEPT = new AtomicInteger();

    private static final byte[] ZEROS = new byte[1024];

    private final ByteBuffer memory;
    private final long address;

    private Scratch(Calls calls, int size) {
        memory = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        address = calls.address(memory);
    }

    /** Memory of at least this size, beside the message and results, which have places of their own. */
    static Scratch take(Calls calls, long size) throws Failure {
        long needed = size + MESSAGE_SIZE + 16;
        Scratch pooled = POOL.poll();
        if (pooled != null) {
            KEPT.decrementAndGet();
            if (pooled.memory.capacity() >= needed) {
                pooled.memory.position(MESSAGE_SIZE + 16);
                return pooled;
            }
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

    /** Copies what is between the buffer's position and its limit, which stay where they are. */
    long put(ByteBuffer bytes) {
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
        // The library has only its address: it must not be collected before the call is over.
        Fence.keep(memory);
        if (memory.capacity() <= LARGEST_KEPT && KEPT.get() < MOST_KEPT) {
            KEPT.incrementAndGet();
            POOL.add(this);
        }
    }
}
