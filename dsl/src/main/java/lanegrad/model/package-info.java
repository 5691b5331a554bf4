/** Models as values: the description, the catalogue of names, and the file that holds both weights and description. */
@NullMarked
package lanegrad.model;

import org.jspecify.annotations.NullMarked;
