package dev.paysig.internal;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private int users;
    private boolean closed;
    private volatile @Nullable Object fence;

    Handle(long pointer, LongConsumer free) {
        this.pointer = pointer;
        this.free = free;
    }

    /** From now on the handle is closed when the owner is collected; the owner's own fields keep the handle. */
    public void ownedBy(Object owner) {
        this.owner = new Owner(owner, this);
        OWNERS.add(this.owner);
    }

    /** Java 8 has no reachability fence. What is written to a volatile field is alive until then. */
    public void keep(Object owner) {
        fence = owner;
        fence = null;
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
