// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class PictureTest {
    private final Picture picture = new Picture("hello", "A <title> & more", "", 200, 100, PictureTest::paint);

    @Test
    void svgIsOneElementWithEscapedTitleAndOutlinedText() {
        String svg = new String(SvgFile.of(picture), StandardCharsets.UTF_8);

        assertThat(svg)
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg ")
                .contains("<title>A &lt;title&gt; &amp; more</title>", "viewBox=\"0 0 200 100\"", "role=\"img\"")
                .contains("<path fill=\"#0072B2\" fill-opacity=\"0.5\" d=\"M10 10L60 10L60 60L10 60L10 10Z\"/>")
                .contains("stroke-dasharray=\"6 4\"")
                .doesNotContain("<text", "font-family");
    }

    @Test
    void eachGlyphIsDefinedOnce() {
        String svg = SvgFile.element(picture);

        assertThat(svg.split("<path id=\"hello-RR108\"", -1)).hasSize(2);
        assertThat(svg.split("xlink:href=\"#hello-RR108\"", -1)).hasSize(3);
    }

    @Test
    void pngHasTwoPixelsPerLogicalPixel() throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(PngFile.of(picture)));

        assertThat(image.getWidth()).isEqualTo(400);
        assertThat(image.getHeight()).isEqualTo(200);
        assertThat(new Color(image.getRGB(60, 60))).isEqualTo(new Color(0x7F, 0xB8, 0xD8));
        assertThat(new Color(image.getRGB(399, 199))).isEqualTo(Color.WHITE);
    }

    @Test
    void pdfHasTextThatCanBeFoundAndNoDate() throws IOException {
        byte[] pdf = PdfFile.of(picture);

        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(document)).contains("hello");
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("A <title> & more");
            assertThat(document.getDocumentInformation().getCreationDate()).isNull();
            assertThat(document.getPage(0).getMediaBox().getWidth()).isEqualTo(200);
        }
        assertThat(PdfFile.of(picture)).isEqualTo(pdf);
    }

    @Test
    void lettersThatTheFontLacksAreReplaced() {
        assertThat(Roboto.showable("5 µs → 7 µs ± 1 ≤ 日")).isEqualTo("5 µs -> 7 µs ± 1 ≤ ?");
    }

    @Test
    void strokesCoverWhatTheJdkSaysTheyCover() {
        Path2D zigzag = new Path2D.Double();
        zigzag.moveTo(5, 5);
        zigzag.lineTo(50, 40);
        zigzag.lineTo(60, 5);
        Shape box = new Rectangle2D.Double(5, 5, 60, 30);
        BasicStroke round = new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
        BasicStroke dashed =
                new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {6, 4}, 0);
        for (Shape shape : List.of(zigzag, box, new Ellipse2D.Double(10, 10, 50, 30))) {
            assertSameInk(shape, round);
        }
        for (Shape shape : List.of(zigzag, new Line2D.Double(5, 5, 80, 50))) {
            assertSameInk(shape, dashed);
        }
        BasicStroke square = new BasicStroke(3);
        assertThat(ink(StrokedArea.of(box, square))).isEqualTo(63 * 33 - 57 * 27, within(2.0));
    }

    private static void assertSameInk(Shape shape, BasicStroke stroke) {
        double expected = ink(stroke.createStrokedShape(shape));
        assertThat(ink(StrokedArea.of(shape, stroke))).isEqualTo(expected, within(expected * 0.01));
    }

    private static double ink(Shape area) {
        BufferedImage image = new BufferedImage(100, 60, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fill(area);
        long ink = 0;
        for (int y = 0; y < 60; y++) {
            for (int x = 0; x < 100; x++) {
                ink += image.getRaster().getSample(x, y, 0);
            }
        }
        return ink / 255.0;
    }

    private static void paint(Graphics2D graphics) {
        graphics.setPaint(Color.WHITE);
        graphics.fill(new Rectangle2D.Double(0, 0, 200, 100));
        graphics.setPaint(new Color(0, 0x72, 0xB2, 128));
        graphics.fill(new Rectangle2D.Double(10, 10, 50, 50));
        graphics.setPaint(Color.BLACK);
        graphics.setStroke(new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {6, 4}, 0));
        graphics.draw(new Line2D.Double(0, 90, 200, 90));
        graphics.setFont(Roboto.REGULAR.at(12));
        graphics.drawString("hello", 80, 40);
    }
}
