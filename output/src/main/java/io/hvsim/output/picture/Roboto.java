// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.picture;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/** The faces of the one font in pictures, read from the program itself so that no installed font matters. */
public enum Roboto {
    REGULAR("Roboto-Regular.ttf"),
    MEDIUM("Roboto-Medium.ttf"),
    BOLD("Roboto-Bold.ttf");

    private static final String FOLDER = "/com/formdev/flatlaf/fonts/roboto/";

    private final String file;
    private final Font font;

    Roboto(String file) {
        this.file = file;
        this.font = load();
    }

    /** This face at {@code size} logical pixels. */
    public Font at(double size) {
        return font.deriveFont((float) size);
    }

    /** {@code text} with what Roboto cannot show replaced: an arrow by {@code ->}, the rest by question marks. */
    public static String showable(String text) {
        StringBuilder shown = new StringBuilder();
        text.replace("→", "->")
                .codePoints()
                .forEach(point -> shown.appendCodePoint(REGULAR.font.canDisplay(point) ? point : '?'));
        return shown.toString();
    }

    /** The font file. The caller closes it. */
    InputStream open() {
        InputStream in = Roboto.class.getResourceAsStream(FOLDER + file);
        if (in == null) {
            throw new IllegalStateException("the font " + file + " is missing from the program");
        }
        return in;
    }

    /** Every name under which Java may report this face. */
    String[] names() {
        return new String[] {font.getFontName(Locale.ROOT), font.getName(), font.getPSName()};
    }

    private Font load() {
        try (InputStream in = open()) {
            return Font.createFont(Font.TRUETYPE_FONT, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FontFormatException e) {
            throw new IllegalStateException("the font " + file + " is broken", e);
        } catch (LinkageError | RuntimeException e) {
            throw new IllegalStateException(
                    "Java cannot use fonts here: install fontconfig with one font package, and libfreetype", e);
        }
    }
}
