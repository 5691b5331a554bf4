package lanegrad.model;

/** A model file that can't be used: the message says which, what is wrong, and the remedy. */
public final class ModelFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** A fault of a file and what to do about it. */
    public ModelFileException(String where, String what, String remedy) {
        super(where + ": " + what + "; " + remedy);
    }

    /** A fault of a file, what to do about it, and what caused it. */
    public ModelFileException(String where, String what, String remedy, Throwable cause) {
        super(where + ": " + what + "; " + remedy, cause);
    }

    /** A file whose bytes aren't those that were written. */
    static ModelFileException damaged(String where, String what) {
        return new ModelFileException(
                where, what, "the file is truncated or altered, or no model file: train again or restore a copy");
    }
}
