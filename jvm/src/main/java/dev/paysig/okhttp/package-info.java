/** Signs what OkHttp sends. */
@NullMarked
package dev.paysig.okhttp;

import org.jspecify.annotations.NullMarked;
