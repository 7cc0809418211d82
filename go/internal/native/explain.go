//go:build cgo

package native

// #include "call.h"
import "C"

import "runtime"

// Explain says why a message is refused, as JSON, and gives what of it may be shown to others, as JSON too. A
// budget of 0 is the library's own.
func (v *Verifier) Explain(headers []byte, message *Message, others []Field, budget uint64) (explanation, capsule string, failure Failure) {
	if !v.acquire() {
		return "", "", Failure{Number: Closed}
	}
	defer v.release()

	list, failure := collect(others)
	if failure.Number != 0 {
		return "", "", failure
	}
	defer C.paysig_fields_free(list)
	var packed packedOptions
	packed.add(message.Options)
	packedHeaders, headersLength := bytes(headers)
	method, methodLength := optional(message.Method)
	url, urlLength := optional(message.URL)
	body, bodyLength := bytes(message.Body)
	var explained, shown *C.paysig_text
	var report report
	status := C.paysig_go_explain((*C.paysig_verifier)(v.pointer), packedHeaders, headersLength, method, methodLength,
		url, urlLength, body, bodyLength, packed.data(), packed.lengths(), packed.count(), C.int64_t(message.NowMS),
		list, C.size_t(budget), &explained, &shown, report.data(), report.size())
	runtime.KeepAlive(v)
	if status != C.PAYSIG_OK {
		return "", "", report.failure(status)
	}
	return takeText(explained), takeText(shown), Failure{}
}
