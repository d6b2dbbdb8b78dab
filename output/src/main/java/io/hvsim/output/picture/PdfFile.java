// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.picture;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** Pictures as one-page PDF with text that can be searched, the font embedded, no date and a fixed identifier. */
public final class PdfFile {
    private static final long IDENTIFIER = 1;

    private PdfFile() {}

    public static byte[] of(Picture picture) {
        try {
            return recompressed(drawn(picture));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] drawn(Picture picture) throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDDocumentInformation information = new PDDocumentInformation();
            information.setTitle(picture.title());
            document.setDocumentInformation(information);
            PDPage page = new PDPage(new PDRectangle(picture.width(), picture.height()));
            document.addPage(page);
            PdfBoxGraphics2D graphics = new PdfBoxGraphics2D(document, picture.width(), picture.height());
            graphics.setFontTextDrawer(fonts(document));
            picture.painter().accept(graphics);
            graphics.dispose();
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawForm(graphics.getXFormObject());
            }
            return saved(document);
        }
    }

    private static PdfBoxGraphics2DFontTextDrawer fonts(PDDocument document) throws IOException {
        PdfBoxGraphics2DFontTextDrawer drawer = new PdfBoxGraphics2DFontTextDrawer();
        for (Roboto face : Roboto.values()) {
            try (InputStream in = face.open()) {
                PDType0Font font = PDType0Font.load(document, in);
                for (String name : face.names()) {
                    drawer.registerFont(name, font);
                }
            }
        }
        return drawer;
    }

    /** The same document with every stream compressed by {@link Zlib}. */
    private static byte[] recompressed(byte[] file) throws IOException {
        try (PDDocument document = Loader.loadPDF(file)) {
            COSDocument objects = document.getDocument();
            for (COSObjectKey key : objects.getXrefTable().keySet()) {
                if (objects.getObjectFromPool(key).getObject() instanceof COSStream stream) {
                    recompress(stream);
                }
            }
            return saved(document);
        }
    }

    private static void recompress(COSStream stream) throws IOException {
        byte[] content;
        try (InputStream in = stream.createInputStream()) {
            content = in.readAllBytes();
        }
        stream.setItem(COSName.FILTER, COSName.FLATE_DECODE);
        stream.removeItem(COSName.DECODE_PARMS);
        try (OutputStream out = stream.createRawOutputStream()) {
            out.write(Zlib.compress(content));
        }
    }

    private static byte[] saved(PDDocument document) throws IOException {
        document.setDocumentId(IDENTIFIER);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        document.save(out, CompressParameters.NO_COMPRESSION);
        return out.toByteArray();
    }
}
