package dev.paysig;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What {@link Verifier#explain} may try beside what it is given, and how much. Immutable. */
public final class ExplainOptions {
    private static final ExplainOptions NONE = new ExplainOptions(null, 0);

    final @Nullable Keyring others;
    /** 0 is the library's own. */
    final long budget;

    private ExplainOptions(@Nullable Keyring others, long budget) {
        this.others = others;
        this.budget = budget;
    }

    /** No other credentials and 128 MiB, to add to. */
    public static ExplainOptions none() {
        return NONE;
    }

    /**
     * Credentials that are none of the verifier's, and that somebody may have used by mistake: of another environment, or the gateway's
     * other pair. They are tried as they are, and never make a message authentic. Those that were given before are replaced.
     */
    public ExplainOptions others(Keyring others) {
        return new ExplainOptions(Objects.requireNonNull(others, "others"), budget);
    }

    /** As {@link #others(Keyring)}, with one set of credentials, labelled {@code default}. */
    public ExplainOptions others(Credentials others) {
        return others(Keyring.of("default", others));
    }

    /**
     * How many bytes may be hashed or written; without it 128 MiB, some tenths of a second.
     *
     * @param bytes at least 1
     * @throws InputException for fewer
     */
    public ExplainOptions budget(long bytes) {
        if (bytes < 1) {
            throw PaysigException.of(ErrorCode.INVALID_ARGUMENT, "the budget is " + bytes
                + "; give a number of bytes that is at least 1, or leave it out");
        }
        return new ExplainOptions(others, bytes);
    }

    /** The others' labels and the names of their credentials, and the budget. */
    @Override
    public String toString() {
        return "ExplainOptions(" + (others == null ? "no others" : others) + (budget == 0 ? "" : ", " + budget + " bytes") + ")";
    }
}
