/** What the public packages share. Not for use by others: it changes without notice. */
@NullMarked
package dev.paysig.internal;

import org.jspecify.annotations.NullMarked;
