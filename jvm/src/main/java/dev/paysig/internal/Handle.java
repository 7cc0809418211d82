package dev.paysig.internal;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A pointer to what the library made, which is freed once: when it was closed, or when its owner was collected, and no call uses it any
 * more.
 *
 * <p>Calls count themselves in and out, so no call ever sees freed memory, also when another thread closes. And they {@link #keep} their
 * owner until they are over, so that it is not collected, and the handle not closed, before they begin.
 */
public final class Handle {
    private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();
    /** The sign bit, so that a closed handle with users is a negative number, and without any this one. */
    private static final int CLOSED = Integer.MIN_VALUE;
    private static final Set<Owner> OWNERS = ConcurrentHashMap.newKeySet();

    static {
        Thread reaper = new Thread(Handle::reap, "paysig-reaper");
        reaper.setDaemon(true);
        reaper.setContextClassLoader(null);
        reaper.start();
    }

    private final long pointer;
    private final LongConsumer free;
    private @Nullable Owner owner;
    /** How many calls use it; with {@link #CLOSED} once it is closed. */
    private final AtomicInteger state = new AtomicInteger();

    Handle(long pointer, LongConsumer free) {
        this.pointer = pointer;
        this.free = free;
    }

    /** From now on the handle is closed when the owner is collected; the owner's own fields keep the handle. */
    public void ownedBy(Object owner) {
        this.owner = new Owner(owner, this);
        OWNERS.add(this.owner);
    }

    /** The owner is not collected before this. */
    public void keep(Object owner) {
        Fence.keep(owner);
    }

    /** Begins a call. Each success is followed by {@link #leave}. */
    long enter() throws Failure {
        while (true) {
            int users = state.get();
            if (users < 0) {
                throw new Failure(Library.INVALID_ARGUMENT, "it is closed; use it before close, or make another");
            }
            if (state.compareAndSet(users, users + 1)) {
                return pointer;
            }
        }
    }

    void leave() {
        if (state.decrementAndGet() == CLOSED) {
            free.accept(pointer);
        }
    }

    /** Can be called again. */
    public void close() {
        int users = state.getAndUpdate(now -> now | CLOSED);
        if (users < 0) {
            return;
        }
        if (owner != null) {
            OWNERS.remove(owner);
        }
        if (users == 0) {
            free.accept(pointer);
        }
    }

    private static void reap() {
        while (true) {
            try {
                ((Owner) COLLECTED.remove()).handle.close();
            } catch (InterruptedException e) {
                // Nobody has a reason to interrupt this thread, which goes on until the process ends.
            }
        }
    }

    private static final class Owner extends PhantomReference<Object> {
        private final Handle handle;

        Owner(Object owner, Handle handle) {
            super(owner, COLLECTED);
            this.handle = handle;
        }
    }
}
