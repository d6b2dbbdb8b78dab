// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Pictures as PNG, two pixels per logical pixel, without date or text chunks. */
public final class PngFile {
    private static final int SCALE = 2;
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte BITS = 8;
    private static final byte RGB = 2;
    private static final byte UP = 2;
    private static final int CHANNELS = 3;

    private PngFile() {}

    public static byte[] of(Picture picture) {
        int width = picture.width() * SCALE;
        int height = picture.height() * SCALE;
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        picture.painter().accept(new OutlineGraphics(new RasterPen(image, SCALE)));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(SIGNATURE);
        ByteBuffer header =
                ByteBuffer.allocate(13).putInt(width).putInt(height).put(BITS).put(RGB);
        chunk(file, "IHDR", header.array());
        chunk(file, "IDAT", Zlib.compress(rows(image)));
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    /** The image's rows, each as its difference from the one above: flat areas become zeros. */
    private static byte[] rows(BufferedImage image) {
        int width = image.getWidth();
        int length = width * CHANNELS;
        byte[] rows = new byte[(length + 1) * image.getHeight()];
        int[] above = new int[width];
        int[] row = new int[width];
        int at = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            rows[at++] = UP;
            for (int x = 0; x < width; x++) {
                rows[at++] = (byte) ((row[x] >> 16) - (above[x] >> 16));
                rows[at++] = (byte) ((row[x] >> 8) - (above[x] >> 8));
                rows[at++] = (byte) (row[x] - above[x]);
            }
            System.arraycopy(row, 0, above, 0, width);
        }
        return rows;
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(data);
        file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        file.writeBytes(name);
        file.writeBytes(data);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
    }
}
