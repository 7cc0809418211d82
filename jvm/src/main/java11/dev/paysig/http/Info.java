package dev.paysig.http;

import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;

/** A response's head. */
final class Info implements HttpResponse.ResponseInfo {
    private final HttpResponse<?> response;

    Info(HttpResponse<?> response) {
        this.response = response;
    }

    @Override
    public int statusCode() {
        return response.statusCode();
    }

    @Override
    public HttpHeaders headers() {
        return response.headers();
    }

    @Override
    public HttpClient.Version version() {
        return response.version();
    }
}
