/** Cyrillic after the common passport tables, Greek after the simple form of ISO 843. CJK is kept: its readings are not in its signs. */
const table: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u',
  ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya', і: 'i', ї: 'yi', є: 'ye', ґ: 'g', ў: 'u', ј: 'j', љ: 'lj', њ: 'nj',
  ћ: 'c', ђ: 'dj', џ: 'dz', ѓ: 'gj', ќ: 'kj', ѕ: 'dz',
  α: 'a', β: 'v', γ: 'g', δ: 'd', ε: 'e', ζ: 'z', η: 'i', θ: 'th', ι: 'i', κ: 'k', λ: 'l', μ: 'm', ν: 'n', ξ: 'x', ο: 'o', π: 'p', ρ: 'r', σ: 's', ς: 's', τ: 't', υ: 'y',
  φ: 'f', χ: 'ch', ψ: 'ps', ω: 'o',
}; // prettier-ignore

const translatable = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;

/** The Latin spelling of Cyrillic and Greek, in lower case where it changed a letter; everything else is kept. Never a replacement, an additional key. */
export function transliterate(text: string): string {
  if (!translatable.test(text)) return text;
  return [...text.normalize('NFC')]
    .map((letter) => {
      const bare = letter.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
      return table[letter.toLowerCase()] ?? table[bare.toLowerCase()] ?? letter;
    })
    .join('');
}
