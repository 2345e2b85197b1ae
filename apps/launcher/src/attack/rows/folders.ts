import { inCheckout } from '../../checkout.js';
import { run } from '../scenario.js';
import type { Attack } from '../ground.js';
import type { Tally } from '../tally.js';

/** One line of the scenarios: real filings killed between two calls of the file system, and folders that are unmounted under them. */
export interface ScenarioRow {
  readonly attack: string;
  readonly tried: number;
  readonly lost: number;
  readonly doubled: number;
  readonly hung: number;
  /** What else is not as it must be, or why it was not tried. */
  readonly note: string;
}

/** Counts what a scenario said. */
export function count(tally: Tally, { attack, tried, note, ...harm }: ScenarioRow): void {
  if (tried === 0) return tally.skipped(`${attack}: ${note}`);
  tally.tried(tried);
  for (const kind of ['lost', 'doubled', 'hung'] as const)
    for (let n = 0; n < harm[kind]; n += 1) tally.found(kind, `${attack}${note === '' ? '' : `: ${note}`}`);
  if (note !== '' && harm.lost + harm.doubled + harm.hung === 0) tally.found('other', `${attack}: ${note}`);
}

export const folders: Attack = {
  name: 'folders',
  about: 'kills at each point of publishing a file; music and download folders unmounted while files are filed',
  small: false,
  on: 'own',
  async run(ground) {
    for (const line of await run(inCheckout('tests', 'dist', 'support', 'attack-folders.js'))) {
      const row = JSON.parse(line) as ScenarioRow; // the scenarios' own words
      ground.say(`${row.attack}: ${row.tried} tried${row.note === '' ? '' : ` (${row.note})`}`);
      count(ground, row);
    }
  },
};
