// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.picture;

import java.nio.charset.StandardCharsets;

/** Pictures as SVG: to be seen alone, or to be put into a page. */
public final class SvgFile {
    private SvgFile() {}

    /** The picture as a file of its own. */
    public static byte[] of(Picture picture) {
        String text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + element(picture);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The picture as one {@code svg} element. */
    public static String element(Picture picture) {
        SvgPen pen = new SvgPen(picture.name());
        picture.painter().accept(new OutlineGraphics(pen));
        String size = picture.width() + "\" height=\"" + picture.height();
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" role=\"img\""
                + " width=\"" + size + "\" viewBox=\"0 0 " + picture.width() + " " + picture.height() + "\">\n"
                + "<title>" + escaped(picture.title()) + "</title>\n"
                + "<desc>" + escaped(picture.description()) + "</desc>\n"
                + pen.elements()
                + "</svg>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
