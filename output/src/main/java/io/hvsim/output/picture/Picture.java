// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.picture;

import java.awt.Graphics2D;
import java.util.function.Consumer;

/**
 * Something that can be drawn.
 *
 * @param name made of letters, digits and dashes; keeps identifiers apart where several pictures share a page
 * @param title what it shows, for those who cannot see it
 * @param description more of that, may be empty
 * @param width in logical pixels, which are points in a PDF
 * @param height in logical pixels
 * @param painter draws all of it, in Roboto only, any number of times
 */
public record Picture(
        String name, String title, String description, int width, int height, Consumer<Graphics2D> painter) {}
