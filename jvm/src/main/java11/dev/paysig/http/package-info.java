/** Signs what {@link java.net.http.HttpClient} sends; Java 11 or later. */
@NullMarked
package dev.paysig.http;

import org.jspecify.annotations.NullMarked;
