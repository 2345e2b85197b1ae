export interface PictureShape {
  readonly type: 'image/jpeg' | 'image/png';
  /** In pixels; null: its header does not say. */
  readonly width: number | null;
  readonly height: number | null;
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** What the first bytes of a picture say of it; null: it is neither JPEG nor PNG, whatever its name or type claims. */
export function pictureShape(picture: Uint8Array): PictureShape | null {
  const bytes = Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength);
  if (bytes.subarray(0, 8).equals(PNG)) return { type: 'image/png', ...pngSize(bytes) };
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return { type: 'image/jpeg', ...jpegSize(bytes) };
  return null;
}

const unknown = { width: null, height: null };

function pngSize(bytes: Buffer): Pick<PictureShape, 'width' | 'height'> {
  if (bytes.length < 24 || bytes.toString('latin1', 12, 16) !== 'IHDR') return unknown;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** The first frame header names the size (ITU T.81, B.2.2); the segments before it are stepped over by their lengths. */
function jpegSize(bytes: Buffer): Pick<PictureShape, 'width' | 'height'> {
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) return unknown;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff)
      at += 1; // padding
    else if (isFrame(marker)) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) at += 2;
    else at += 2 + bytes.readUInt16BE(at + 2);
  }
  return unknown;
}

/** C4, C8 and CC lie among the frame markers and are none. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
