/**
 * Names of one artist under which the same recordings are sold, as public biographies have them: renamed acts and persons, not side
 * projects, and no name that other artists bear as well. One group a line; the first is the one others are read as.
 */
const groups: readonly (readonly string[])[] = [
  ['Ye', 'Kanye West'],
  ['Diddy', 'P. Diddy', 'Puff Daddy', 'Sean Combs'],
  ['Yasiin Bey', 'Mos Def'],
  ['The Chicks', 'Dixie Chicks'],
  ['Cat Stevens', 'Yusuf Islam', 'Yusuf / Cat Stevens'],
  ['Snoop Dogg', 'Snoop Doggy Dogg', 'Snoop Lion'],
  ['Jay-Z', 'Jay Z', 'JAŸ-Z'],
  ['2Pac', 'Tupac Shakur', 'Tupac'],
  ['The Notorious B.I.G.', 'Notorious BIG', 'Biggie Smalls'],
  ['Ms. Lauryn Hill', 'Lauryn Hill'],
  ['Black Country, New Road', 'BCNR'],
  ['Orchestral Manoeuvres in the Dark', 'OMD'],
  ['Electric Light Orchestra', 'ELO'],
  ['Creedence Clearwater Revival', 'CCR'],
  ['Emerson, Lake & Palmer', 'ELP'],
];

let byKey: ReadonlyMap<string, string> | null = null;

/** Keys that are read as another one. `keyOf` folds a name as the caller does. */
const othersByKey = (keyOf: (name: string) => string): ReadonlyMap<string, string> =>
  (byKey ??= new Map(groups.flatMap(([first = '', ...others]) => others.map((other) => [keyOf(other), keyOf(first)] as const))));

/** The key of the name this one is read as; the key itself for everybody else. */
export const sameArtistKey = (key: string, keyOf: (name: string) => string): string => othersByKey(keyOf).get(key) ?? key;

export const keysReadAsOthers = (keyOf: (name: string) => string): Iterable<string> => othersByKey(keyOf).keys();
