/** 0x80 to 0x9F of windows-1252. */
const punctuation = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/**
 * What can't be decoded becomes U+FFFD. Versions of Node read windows-1252 as Latin-1 (nodejs/node#56542), which makes control characters of
 * its quotation marks and dashes: it is read by this table.
 */
export const decodeBytes = (bytes: Uint8Array, encoding: string): string =>
  encoding === 'windows-1252'
    ? Buffer.from(bytes)
        .toString('latin1')
        .replace(/[\x80-\x9f]/g, (sign) => punctuation[sign.charCodeAt(0) - 0x80] ?? sign)
    : new TextDecoder(encoding).decode(bytes);
