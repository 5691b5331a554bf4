package lanegrad.nn;

/** The first values of a weight matrix. */
public interface Init {
    /**
     * Fills a matrix [in, out], row-major.
     *
     * @param key from {@link lanegrad.kernels.random.Philox#key}; the values are a function of it
     */
    void fill(long key, int in, int out, float[] weights);
}
