// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.picture;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.xmlgraphics.java2d.GraphicContext;

/**
 * Writes SVG elements. Each glyph's outline is defined once and used wherever it occurs, so that text looks the same in
 * every viewer and costs little.
 */
final class SvgPen implements Pen {
    private static final float GLYPH_SIZE = 1000;
    /** What a clip may cut off unseen. */
    private static final double TOLERANCE = 0.05;

    private final String prefix;
    private final StringBuilder body = new StringBuilder();
    private final Map<String, String> definitions = new LinkedHashMap<>();
    private final Map<String, String> clips = new LinkedHashMap<>();

    /** @param prefix keeps this drawing's identifiers apart from others in the same page */
    SvgPen(String prefix) {
        this.prefix = prefix;
    }

    /** The definitions and then the elements drawn so far. */
    String elements() {
        StringBuilder all = new StringBuilder("<defs>\n");
        definitions.values().forEach(all::append);
        return all.append("</defs>\n").append(body).toString();
    }

    @Override
    public void fill(Shape shape, GraphicContext context) {
        if (((Color) context.getPaint()).getAlpha() > 0) {
            path(shape, context, paint("fill", context), 0);
        }
    }

    @Override
    public void stroke(Shape shape, GraphicContext context) {
        BasicStroke stroke = (BasicStroke) context.getStroke();
        path(shape, context, " fill=\"none\"" + paint("stroke", context) + attributes(stroke), stroke.getLineWidth());
    }

    @Override
    public void text(String text, Font font, float x, float y, GraphicContext context) {
        AffineTransform place = new AffineTransform(context.getTransform());
        place.translate(x, y);
        double scale = font.getSize2D() / GLYPH_SIZE;
        place.scale(scale, scale);
        body.append("<g transform=\"")
                .append(matrix(place))
                .append('"')
                .append(paint("fill", context))
                .append('>');
        Font large = font.deriveFont(GLYPH_SIZE);
        GlyphVector glyphs = large.createGlyphVector(OutlineGraphics.FRACTIONAL, text);
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                String id = glyph(large, text.charAt(i));
                long at = Math.round(glyphs.getGlyphPosition(i).getX());
                body.append("<use xlink:href=\"#")
                        .append(id)
                        .append("\" x=\"")
                        .append(at)
                        .append("\"/>");
            }
        }
        body.append("</g>\n");
    }

    private String glyph(Font font, char character) {
        String id = prefix + "-" + font.getPSName().replaceAll("[^A-Z]", "") + (int) character;
        definitions.computeIfAbsent(id, key -> {
            Shape outline = font.createGlyphVector(OutlineGraphics.FRACTIONAL, new char[] {character})
                    .getOutline();
            return "<path id=\"" + key + "\" d=\"" + new SvgPath(0).of(outline, new AffineTransform()) + "\"/>\n";
        });
        return id;
    }

    private void path(Shape shape, GraphicContext context, String style, float margin) {
        AffineTransform transform = context.getTransform();
        String data = new SvgPath(2).of(shape, transform);
        if (!data.isEmpty()) {
            Rectangle2D bounds = transform.createTransformedShape(shape).getBounds2D();
            body.append("<path").append(style).append(clip(context, bounds, margin));
            body.append(" d=\"").append(data).append("\"/>\n");
        }
    }

    /** A reference to the clip, where it cuts anything off. */
    private String clip(GraphicContext context, Rectangle2D bounds, float margin) {
        if (context.getClip() == null) {
            return "";
        }
        Shape clip = context.getTransform().createTransformedShape(context.getClip());
        double wide = margin / 2 - TOLERANCE;
        if (clip.contains(
                bounds.getX() - wide,
                bounds.getY() - wide,
                bounds.getWidth() + 2 * wide,
                bounds.getHeight() + 2 * wide)) {
            return "";
        }
        String data = new SvgPath(2).of(clip, new AffineTransform());
        String id = clips.computeIfAbsent(data, key -> prefix + "-clip-" + (clips.size() + 1));
        definitions.putIfAbsent(id, "<clipPath id=\"" + id + "\"><path d=\"" + data + "\"/></clipPath>\n");
        return " clip-path=\"url(#" + id + ")\"";
    }

    private static String paint(String kind, GraphicContext context) {
        Color color = (Color) context.getPaint();
        double alpha = color.getAlpha() / 255.0;
        if (context.getComposite() instanceof AlphaComposite composite) {
            alpha *= composite.getAlpha();
        }
        String rgb = String.format(Locale.ROOT, "#%06X", color.getRGB() & 0xFFFFFF);
        return " " + kind + "=\"" + rgb + "\""
                + (alpha < 1 ? " " + kind + "-opacity=\"" + SvgPath.number(alpha, 2) + "\"" : "");
    }

    private static String attributes(BasicStroke stroke) {
        StringBuilder text = new StringBuilder();
        text.append(" stroke-width=\"")
                .append(SvgPath.number(stroke.getLineWidth(), 2))
                .append('"');
        if (stroke.getEndCap() == BasicStroke.CAP_ROUND) {
            text.append(" stroke-linecap=\"round\"");
        }
        if (stroke.getLineJoin() == BasicStroke.JOIN_ROUND) {
            text.append(" stroke-linejoin=\"round\"");
        }
        if (stroke.getDashArray() != null) {
            text.append(" stroke-dasharray=\"");
            for (float dash : stroke.getDashArray()) {
                text.append(SvgPath.number(dash, 2)).append(' ');
            }
            text.setCharAt(text.length() - 1, '"');
        }
        return text.toString();
    }

    private static String matrix(AffineTransform transform) {
        double[] m = new double[6];
        transform.getMatrix(m);
        StringBuilder text = new StringBuilder("matrix(");
        for (int i = 0; i < 6; i++) {
            text.append(SvgPath.number(m[i], i < 4 ? 5 : 2)).append(i < 5 ? " " : ")");
        }
        return text.toString();
    }
}
