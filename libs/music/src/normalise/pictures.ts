const plain = /^[\x20-\x7e]*$/;
/** Without those that NFKC or music writes as letters: ©, ®, ♭, ♯ and notes. */
const picture = /(?![©®™‼⁉\u2669-\u266f])[\p{Extended_Pictographic}\p{Regional_Indicator}]/gu;

/** The emoji of a name, in order; letters alone don't tell `Love ❤` and `Love ☁` apart. '' for none. */
export const picturesIn = (name: string): string => (plain.test(name) ? '' : (name.match(picture) ?? []).join(''));

/** Do both names have some, and others? One alone may have lost them. */
export const otherPictures = (a: string, b: string): boolean => a !== b && a !== '' && b !== '';
