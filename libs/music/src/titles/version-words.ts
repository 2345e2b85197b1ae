export type VersionKind =
  | 'live'
  | 'remix'
  | 'acoustic'
  | 'instrumental'
  | 'karaoke'
  | 'demo'
  | 'edit'
  | 'extended'
  | 'speed'
  | 'cover'
  | 'rerecord'
  | 'acapella'
  | 'reprise'
  | 'language'
  | 'other';

export interface VersionTag {
  readonly kind: VersionKind;
  /** Folded words that tell two versions of a kind apart (the remixer), '' when there are none. */
  readonly detail: string;
}

/** What makes another recording of a song; read only inside a qualifier (brackets, after a dash). The first that fits wins. */
export const versionRules: readonly { readonly kind: VersionKind; readonly words: RegExp }[] = [
  { kind: 'karaoke', words: /\b(karaoke|backing track|minus one)\b/ },
  { kind: 'instrumental', words: /\binstrumentals?\b/ },
  { kind: 'acapella', words: /\b(a ?cap+ell?a|vocals? only)\b/ },
  { kind: 'cover', words: /\b(cover|tribute|made famous|in the style of)\b/ },
  { kind: 'rerecord', words: /\b(re ?recorded|re ?recording|taylors version|new recording)\b/ },
  { kind: 'speed', words: /\b(sped up|speed up|slowed|nightcore|reverb)\b/ },
  { kind: 'demo', words: /\b(demo|rough mix|early take|outtake)\b/ },
  { kind: 'live', words: /\b(live|unplugged|in concert|bbc session|radio session|peel session)\b/ },
  { kind: 'acoustic', words: /\b(acoustic|stripped|piano version|unplugged)\b/ },
  { kind: 'extended', words: /\b(extended|club mix|club version|12|long version|full length)\b/ },
  { kind: 'edit', words: /\b(radio|edit|short version|single edit|video edit|cut down)\b/ },
  { kind: 'remix', words: /\b(remix|rmx|mix|rework|bootleg|mashup|vip|dub|flip|refix|remixed)\b/ },
  { kind: 'reprise', words: /\breprise\b/ },
  { kind: 'language', words: /\b(spanish|french|german|italian|japanese|english|korean|portuguese) version\b/ },
];

/** Notes that say nothing about the recording. */
export const notes =
  /^(the )?((\d{4} )?((digital(ly)? )?re ?master(ed)?( version)?( \d{4})?)|original( mix| version)?|album( version| mix)?|lp version|single( version)?|bonus( track)?( version)?|explicit( version)?|clean( version)?|mono( version)?|stereo( version)?|deluxe( edition| version)?|expanded( edition)?|anniversary( edition)?|remaster \d{4}|from .*|official( .*)?|hd|hq|4k|lyrics?( video)?|audio|video|music video|visualizer|explicit album version|\d{4}( version| remaster(ed)?)?|main version|standard version|full version|original motion picture soundtrack)$/;
