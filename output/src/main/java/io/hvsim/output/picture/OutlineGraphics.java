// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GraphicsConfiguration;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.text.AttributedCharacterIterator;
import java.text.CharacterIterator;
import org.apache.xmlgraphics.java2d.AbstractGraphics2D;
import org.apache.xmlgraphics.java2d.GraphicContext;

/**
 * A drawing surface that measures text in fractions of a pixel and hands every stroke, fill and text to a {@link Pen}.
 * Images cannot be drawn.
 */
final class OutlineGraphics extends AbstractGraphics2D {
    /** How text is measured and outlined everywhere: unhinted, so that it scales. */
    static final FontRenderContext FRACTIONAL = new FontRenderContext(null, true, true);

    private final Pen pen;
    private final Graphics2D ruler;

    OutlineGraphics(Pen pen) {
        super(true);
        this.pen = pen;
        this.gc = new GraphicContext();
        this.ruler = ruler();
    }

    private OutlineGraphics(OutlineGraphics of) {
        super(of);
        this.pen = of.pen;
        this.ruler = of.ruler;
    }

    @Override
    public Graphics create() {
        return new OutlineGraphics(this);
    }

    @Override
    public void fill(Shape shape) {
        pen.fill(shape, gc);
    }

    @Override
    public void draw(Shape shape) {
        pen.stroke(shape, gc);
    }

    @Override
    public void drawString(String text, float x, float y) {
        if (!text.isBlank()) {
            pen.text(text, getFont(), x, y, gc);
        }
    }

    @Override
    public void drawString(AttributedCharacterIterator attributed, float x, float y) {
        StringBuilder text = new StringBuilder();
        for (char c = attributed.first(); c != CharacterIterator.DONE; c = attributed.next()) {
            text.append(c);
        }
        drawString(text.toString(), x, y);
    }

    @Override
    public FontRenderContext getFontRenderContext() {
        return FRACTIONAL;
    }

    @Override
    public FontMetrics getFontMetrics(Font font) {
        return ruler.getFontMetrics(font);
    }

    @Override
    public GraphicsConfiguration getDeviceConfiguration() {
        return ruler.getDeviceConfiguration();
    }

    @Override
    public void dispose() {
        // Nothing is held.
    }

    @Override
    public void setXORMode(Color color) {
        throw new UnsupportedOperationException("drawing in XOR mode");
    }

    @Override
    public void copyArea(int x, int y, int width, int height, int dx, int dy) {
        throw new UnsupportedOperationException("copying an area");
    }

    @Override
    public boolean drawImage(Image image, int x, int y, ImageObserver observer) {
        throw noImages();
    }

    @Override
    public boolean drawImage(Image image, int x, int y, int width, int height, ImageObserver observer) {
        throw noImages();
    }

    @Override
    public void drawRenderedImage(RenderedImage image, AffineTransform transform) {
        throw noImages();
    }

    @Override
    public void drawRenderableImage(RenderableImage image, AffineTransform transform) {
        throw noImages();
    }

    private static UnsupportedOperationException noImages() {
        return new UnsupportedOperationException("drawing an image");
    }

    private static Graphics2D ruler() {
        Graphics2D ruler = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        ruler.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        ruler.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        return ruler;
    }
}
