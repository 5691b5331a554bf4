package lanegrad.nn;

/**
 * A column of data and how many inputs of the network it became, in the order of the columns.
 *
 * @param name the column
 * @param width the number of inputs, one for each category if it is categorical
 * @param categorical whether exactly one of the inputs is 1, or none, and the others are 0
 */
public record InputColumn(String name, int width, boolean categorical) {}
