package dev.paysig.internal;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/**
 * A pointer to what the library made, which is freed once: when it was closed, or when its owner was collected, and no call uses it any
 * more.
 *
 * <p>Calls count themselves in and out. So no call ever sees freed memory, also when another thread closes, and also when the owner is
 * collected while its last call still runs: that is what reachability fences are for elsewhere.
 */
public final class Handle {
    private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();
    private static final Set<Owner> OWNERS = ConcurrentHashMap.newKeySet();

    static {
        Thread reaper = new Thread(Handle::reap, "paysig-reaper");
        reaper.setDaemon(true);
        reaper.setContextClassLoader(null);
        reaper.start();
    }

    private final long pointer;
    private final LongConsumer free;
    private Owner owner;
    private int users;
    private boolean closed;

    Handle(long pointer, LongConsumer free) {
        this.pointer = pointer;
        this.free = free;
    }

    /** From now on the handle is closed when the owner is collected; the owner's own fields keep the handle. */
    public void ownedBy(Object owner) {
        this.owner = new Owner(owner, this);
        OWNERS.add(this.owner);
    }

    /** Begins a call. Each success is followed by {@link #leave}. */
    synchronized long enter() throws Failure {
        if (closed) {
            throw new Failure(Library.INVALID_ARGUMENT, "it is closed; use it before close, or make another");
        }
        users++;
        return pointer;
    }

    synchronized void leave() {
        users--;
        freeIfUnused();
    }

    /** Can be called again. */
    public synchronized void close() {
        if (!closed) {
            closed = true;
            if (owner != null) {
                OWNERS.remove(owner);
            }
            freeIfUnused();
        }
    }

    private void freeIfUnused() {
        if (closed && users == 0) {
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
