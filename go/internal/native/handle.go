//go:build cgo

package native

import (
	"runtime"
	"sync/atomic"
	"unsafe"
)

// handle owns one of the library's handles. Any number of goroutines may use it and close it at once: it is freed once, when it is
// closed and the last call that uses it has returned, or when nothing refers to its owner any more.
type handle struct {
	pointer unsafe.Pointer
	free    func(unsafe.Pointer)
	cleanup runtime.Cleanup
	// uses counts the calls that run, and the owner while it is open.
	uses   atomic.Int64
	closed atomic.Bool
}

// open makes owner, which contains handle, own pointer.
func open[T any](owner *T, handle *handle, pointer unsafe.Pointer, free func(unsafe.Pointer)) {
	handle.pointer, handle.free = pointer, free
	handle.uses.Store(1)
	handle.cleanup = runtime.AddCleanup(owner, free, pointer)
}

// acquire keeps the handle from being freed until release, unless it is closed already.
func (h *handle) acquire() bool {
	for {
		uses := h.uses.Load()
		if uses == 0 || h.closed.Load() {
			return false
		}
		if h.uses.CompareAndSwap(uses, uses+1) {
			return true
		}
	}
}

func (h *handle) release() {
	if h.uses.Add(-1) == 0 {
		h.free(h.pointer)
	}
}

// Close frees the handle once no call uses it any more. It can be called again.
func (h *handle) Close() {
	if h.uses.Load() == 0 || h.closed.Swap(true) {
		return
	}
	h.cleanup.Stop()
	h.release()
	runtime.KeepAlive(h) // so that the cleanup cannot have begun before it was stopped
}
