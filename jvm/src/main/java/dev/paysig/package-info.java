/**
 * Signs requests to payment gateways and verifies their webhooks and responses.
 *
 * <p>{@link dev.paysig.Signer} and {@link dev.paysig.Verifier} are made once, never change, and are used by any number of threads. No
 * argument may be null where it is not said.
 */
@NullMarked
package dev.paysig;

import org.jspecify.annotations.NullMarked;
