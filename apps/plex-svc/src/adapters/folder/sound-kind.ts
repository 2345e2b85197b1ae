/** How containers begin, and the ending that belongs to them. MPEG audio and files with an ID3 tag in front have no such sign. */
const signs: readonly (readonly [at: number, sign: string, ending: string])[] = [
  [0, 'fLaC', '.flac'],
  [0, 'OggS', '.ogg'],
  [4, 'ftyp', '.m4a'],
  [8, 'WAVE', '.wav'],
  [0, 'FORM', '.aif'],
  [0, 'wvpk', '.wv'],
  [0, 'MAC ', '.ape'],
  [0, 'MPCK', '.mpc'],
  [0, 'MP+', '.mpc'],
  [0, 'DSD ', '.dsf'],
  [0, 'FRM8', '.dff'],
  [0, '\u001aE\u00df\u00a3', '.mka'],
  [0, '0&\u00b2u\u008ef\u00cf\u0011', '.wma'],
];

export const SIGN_BYTES = 12;

/** By its first bytes what a file is, whatever it is called; null: they do not say. */
export function endingBySign(head: Uint8Array): string | null {
  const text = String.fromCharCode(...head.subarray(0, SIGN_BYTES));
  return signs.find(([at, sign]) => text.startsWith(sign, at))?.[2] ?? null;
}
