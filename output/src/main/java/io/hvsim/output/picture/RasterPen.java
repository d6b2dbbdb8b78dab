// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import org.apache.xmlgraphics.java2d.GraphicContext;

/** Draws into pixels. Text is filled as outlines, so that the platform's text rasterizer has no say. */
final class RasterPen implements Pen {
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
        adopt(context);
        graphics.setStroke(context.getStroke());
        graphics.draw(shape);
    }

    @Override
    public void text(String text, Font font, float x, float y, GraphicContext context) {
        fill(font.createGlyphVector(OutlineGraphics.FRACTIONAL, text).getOutline(x, y), context);
    }

    private void adopt(GraphicContext context) {
        AffineTransform transform = new AffineTransform(toPixels);
        transform.concatenate(context.getTransform());
        graphics.setTransform(transform);
        graphics.setClip(context.getClip());
        graphics.setPaint(context.getPaint());
        graphics.setComposite(context.getComposite());
    }
}
