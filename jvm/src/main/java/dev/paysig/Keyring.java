package dev.paysig;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Several sets of credentials for a verifier, tried in this order: for several accounts, and while keys are being rotated. Immutable.
 */
public final class Keyring {
    private static final Keyring EMPTY = new Keyring(new ArrayList<>());

    final List<Labelled> sets;

    private Keyring(List<Labelled> sets) {
        this.sets = sets;
    }

    /** One set; {@link #with} adds more. */
    public static Keyring of(String label, Credentials credentials) {
        return EMPTY.with(label, credentials);
    }

    /**
     * These and one more.
     *
     * @param label 1 to 64 visible ASCII characters, which {@link Verified#label} gives back
     */
    public Keyring with(String label, Credentials credentials) {
        List<Labelled> more = new ArrayList<>(sets);
        more.add(new Labelled(label, credentials));
        return new Keyring(more);
    }

    /** The labels, and the names of the credentials. */
    @Override
    public String toString() {
        return sets.stream().map(set -> set.label + ": " + set.credentials).collect(Collectors.joining(", ", "Keyring(", ")"));
    }

    static final class Labelled {
        final String label;
        final Credentials credentials;

        Labelled(String label, Credentials credentials) {
            this.label = Objects.requireNonNull(label, "label");
            this.credentials = Objects.requireNonNull(credentials, "credentials");
        }
    }
}
