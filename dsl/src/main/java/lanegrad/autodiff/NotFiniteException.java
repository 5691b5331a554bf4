package lanegrad.autodiff;

/** A guarded value is infinite or not a number; {@link Tape#firstNotFinite} of an eager tape says where it arose. */
public final class NotFiniteException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotFiniteException() {
        super("a value that has to be finite is infinite or not a number");
    }
}
