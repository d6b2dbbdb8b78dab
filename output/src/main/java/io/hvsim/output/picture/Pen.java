// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.picture;

import java.awt.Font;
import java.awt.Shape;
import org.apache.xmlgraphics.java2d.GraphicContext;

/** What a drawing comes down to on some kind of paper. The context says where (transform, clip) and how (paint, stroke). */
interface Pen {
    void fill(Shape shape, GraphicContext context);

    void stroke(Shape shape, GraphicContext context);

    /** Draws {@code text} from the baseline point on. */
    void text(String text, Font font, float x, float y, GraphicContext context);
}
