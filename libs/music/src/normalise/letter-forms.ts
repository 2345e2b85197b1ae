/** Letters of one name that are written with several code points, and letters that no decomposition takes apart. Lower case. */
const forms: Readonly<Record<string, string>> = {
  ß: 'ss', ø: 'o', ł: 'l', æ: 'ae', œ: 'oe', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h',
  ς: 'σ',
  // Arabic script: what keyboards and habits interchange, and the lengthening stroke.
  ى: 'ي', ی: 'ي', ې: 'ي', ک: 'ك', ڪ: 'ك', ة: 'ه', ہ: 'ه', ھ: 'ه', ە: 'ه', ٱ: 'ا', ـ: '',
  // Yiddish ligatures.
  װ: 'וו', ױ: 'וי', ײ: 'יי',
  // Malayalam and Bengali letters that are also written as a letter and a sign.
  ൺ: 'ണ്', ൻ: 'ന്', ർ: 'ര്', ൽ: 'ല്', ൾ: 'ള്', ൿ: 'ക്', ৎ: 'ত্',
  // Small kana in names of places: 関ヶ原 and 関ケ原.
  ヶ: 'ケ', ヵ: 'カ', ゖ: 'け', ゕ: 'か',
}; // prettier-ignore

const written = new RegExp(`[${Object.keys(forms).join('')}]`, 'g');

/** Zeros of scripts whose digits are others than 0 to 9. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040, 0x17e0, 0x1810];
const otherDigit = /(?![0-9])\p{Nd}/gu;

function plainDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const zero = zeros.find((first) => code >= first && code <= first + 9);
  return zero === undefined ? digit : String(code - zero);
}

/** A name in lower case with each letter and digit in one form. */
export const inOneForm = (name: string): string =>
  name
    .replace(written, (letter) => forms[letter] ?? letter)
    .replace(otherDigit, plainDigit)
    .replace(/((?!々)\p{Script=Han})(々+)/gu, (_, sign: string, marks: string) => sign.repeat(1 + marks.length));
