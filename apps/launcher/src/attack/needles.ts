/** The forms in which a secret may lie about: as it is, in a URL, in hex, in base64 wherever it begins in a longer text. */
export function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  // Three places where it can begin; the first and last signs depend on what stands beside it.
  const base64 = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replaceAll('=', '');
    return text.slice(before === 0 ? 0 : before + 1, text.length - 2);
  });
  const forms = [
    secret,
    encodeURIComponent(secret),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...base64,
    ...base64.map(urlSafe),
  ];
  return [...new Set(forms)];
}

const urlSafe = (text: string): string => text.replaceAll('+', '-').replaceAll('/', '_');

/** A secret and its forms. */
export interface Needle {
  readonly name: string;
  readonly forms: readonly string[];
}

export const needle = (name: string, secret: string): Needle => ({ name, forms: formsOf(secret) });

/** Names of the secrets that lie in this text, in any form. */
export const foundIn = (text: string, needles: readonly Needle[]): readonly string[] =>
  needles.filter(({ forms }) => forms.some((form) => text.includes(form))).map(({ name }) => name);
