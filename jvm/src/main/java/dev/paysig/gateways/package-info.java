// Generated from the library's tables by jvm/generate; changes belong there.
/** What paysig knows of each gateway: the ids of its schemes, its credentials by name, its URLs and its error answers. */
@NullMarked
package dev.paysig.gateways;

import org.jspecify.annotations.NullMarked;
