/** The engine next to other engines, on the same models with the same random numbers. */
package io.hvsim.compare;
