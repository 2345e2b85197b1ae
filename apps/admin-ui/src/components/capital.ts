/** As the beginning of a sentence; slskd's name stays as it is written. */
export const capital = (text: string): string => (/^slskd\b/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1));
