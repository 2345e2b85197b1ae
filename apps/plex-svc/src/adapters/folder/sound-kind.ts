/** How files of each kind begin. An ID3 tag may stand before MP3, AAC and others, and tells none of them. */
const beginnings: readonly { readonly ending: string; readonly marks: readonly (readonly [at: number, text: string])[] }[] = [
  { ending: 'flac', marks: [[0, 'fLaC']] },
  { ending: 'ogg', marks: [[0, 'OggS']] },
  { ending: 'm4a', marks: [[4, 'ftyp']] },
  {
    ending: 'wav',
    marks: [
      [0, 'RIFF'],
      [8, 'WAVE'],
    ],
  },
  {
    ending: 'aiff',
    marks: [
      [0, 'FORM'],
      [8, 'AIF'],
    ],
  },
  { ending: 'wv', marks: [[0, 'wvpk']] },
  { ending: 'ape', marks: [[0, 'MAC ']] },
  { ending: 'dsf', marks: [[0, 'DSD ']] },
  { ending: 'dff', marks: [[0, 'FRM8']] },
  { ending: 'mka', marks: [[0, '\x1a\x45\xdf\xa3']] },
  { ending: 'wma', marks: [[0, '\x30\x26\xb2\x75']] },
];

/** So many bytes tell. */
export const HEAD_BYTES = 12;

/** The ending that a file should have by its first bytes; null: they do not say. People rename files, and programs call anything `.mp3`. */
export function endingByContent(head: Uint8Array): string | null {
  const text = String.fromCharCode(...head.subarray(0, HEAD_BYTES));
  return beginnings.find(({ marks }) => marks.every(([at, mark]) => text.startsWith(mark, at)))?.ending ?? null;
}
