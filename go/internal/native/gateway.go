//go:build cgo

package native

// #include "call.h"
import "C"

// Describe gives what paysig knows of a subject, as JSON; of all gateways when the subject is empty.
func Describe(subject string) (string, Failure) {
	described, failure := result(func(described **C.paysig_text, report *report) C.int32_t {
		text, length := optional(subject)
		return C.paysig_describe(text, length, described, report.data(), report.size())
	})
	return described, failure
}

// GatewayURL gives the URL of a gateway's API call. An empty product or version is none.
func GatewayURL(gateway, environment, product, version, path string) (string, Failure) {
	built, failure := result(func(url **C.paysig_text, report *report) C.int32_t {
		id, idLength := given(gateway)
		where, whereLength := given(environment)
		what, whatLength := optional(product)
		which, whichLength := optional(version)
		call, callLength := given(path)
		return C.paysig_gateway_url(id, idLength, where, whereLength, what, whatLength, which, whichLength, call, callLength,
			url, report.data(), report.size())
	})
	return built, failure
}

// GatewayError gives what error a gateway's answer is, as JSON.
func GatewayError(gateway string, status uint32, body []byte) (string, Failure) {
	found, failure := result(func(found **C.paysig_text, report *report) C.int32_t {
		id, idLength := given(gateway)
		data, length := bytes(body)
		return C.paysig_go_gateway_error(id, idLength, C.uint32_t(status), data, length, found, report.data(), report.size())
	})
	return found, failure
}

// result gives the text that a call made.
func result(call func(made **C.paysig_text, report *report) C.int32_t) (string, Failure) {
	if library.Number != 0 {
		return "", library
	}
	var made *C.paysig_text
	var report report
	if status := call(&made, &report); status != C.PAYSIG_OK {
		return "", report.failure(status)
	}
	return takeText(made), Failure{}
}
