// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import org.apache.xmlgraphics.java2d.GraphicContext;

/**
 * Draws into pixels by filling only: text as outlines, so that the platform's text rasterizer has no say, and lines as the
 * areas that they cover, because how strokes are drawn changed between JDK 17 and 25.
 */
final class RasterPen implements Pen {
    private static final AffineTransform IDENTITY = new AffineTransform();

    private final Graphics2D graphics;
    private final AffineTransform toPixels;

    /** @param scale pixels per logical pixel */
    RasterPen(BufferedImage image, double scale) {
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
        toPixels = AffineTransform.getScaleInstance(scale, scale);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    }

    @Override
    public void fill(Shape shape, GraphicContext context) {
        adopt(context);
        graphics.fill(shape);
    }

    @Override
    public void stroke(Shape shape, GraphicContext context) {
        fill(StrokedArea.of(shape, (BasicStroke) context.getStroke()), context);
    }

    @Override
    public void text(String text, Font font, float x, float y, GraphicContext context) {
        fill(font.createGlyphVector(OutlineGraphics.FRACTIONAL, text).getOutline(x, y), context);
    }

    private void adopt(GraphicContext context) {
        AffineTransform transform = new AffineTransform(toPixels);
        transform.concatenate(context.getTransform());
        graphics.setTransform(IDENTITY);
        Shape clip = context.getClip();
        // Clips of charts are rectangles, also after a quarter turn; as such they cost nothing.
        graphics.setClip(
                clip == null ? null : transform.createTransformedShape(clip).getBounds2D());
        graphics.setTransform(transform);
        graphics.setPaint(context.getPaint());
        graphics.setComposite(context.getComposite());
    }
}
