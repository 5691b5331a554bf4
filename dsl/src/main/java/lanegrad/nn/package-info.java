/** What a layer is: the record that describes it and what it becomes, with activations and initialisers. */
@NullMarked
package lanegrad.nn;

import org.jspecify.annotations.NullMarked;
