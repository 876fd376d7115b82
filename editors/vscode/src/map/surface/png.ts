/** Turns an SVG into a PNG with the browser's own painter. */

/** Chromium paints nothing on a canvas that is longer than this, in pixels. */
const LONGEST_SIDE = 16_384;

/** The bytes of a PNG with `scale` pixels for each of the picture's units; fewer where it would be too large to paint. */
export async function toPng(svg: string, scale: number): Promise<Uint8Array> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const fitting = Math.min(scale, LONGEST_SIDE / Math.max(image.naturalWidth, image.naturalHeight));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(image.naturalWidth * fitting));
    canvas.height = Math.max(1, Math.round(image.naturalHeight * fitting));
    const painter = canvas.getContext('2d');
    if (!painter) {
      throw new Error('there is no canvas to paint on');
    }
    painter.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) {
      throw new Error('the picture is too large to be painted');
    }
    return new Uint8Array(await blob.arrayBuffer());
  } finally {
    URL.revokeObjectURL(url);
  }
}
