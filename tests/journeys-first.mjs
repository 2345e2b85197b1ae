import Sequencer from '@jest/test-sequencer';

const order = ['/tests/e2e/', '/tests/integration/', '/'];
const rank = ({ path }) => order.findIndex((folder) => path.includes(folder));

/** So many of the others begin for each journey, so that mostly one journey runs at a time: three workers made tests wait in vain. */
const OTHERS_PER_JOURNEY = 2;

/**
 * Whole journeys take minutes, and one that begins last is waited for alone: a clean clone does not know yet how long each takes. They keep
 * the processor busy and what runs parts of the system mostly waits, so they go side by side; what is pure and fast fills up the end.
 */
export default class JourneysFirst extends (Sequencer.default ?? Sequencer) {
  sort(tests) {
    const [journeys, parts, pure] = order.map((_, place) => [...super.sort(tests)].filter((test) => rank(test) === place));
    const mixed = journeys.flatMap((journey, place) => [
      journey,
      ...parts.slice(place * OTHERS_PER_JOURNEY, (place + 1) * OTHERS_PER_JOURNEY),
    ]);
    return [...mixed, ...parts.slice(journeys.length * OTHERS_PER_JOURNEY), ...pure];
  }
}
