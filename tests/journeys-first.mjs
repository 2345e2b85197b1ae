import Sequencer from '@jest/test-sequencer';

const order = ['/tests/e2e/', '/tests/integration/', '/'];
const rank = ({ path }) => order.findIndex((folder) => path.includes(folder));

/** Whole journeys take minutes, and one that begins last is waited for alone: a clean clone does not know yet how long each takes. */
export default class JourneysFirst extends (Sequencer.default ?? Sequencer) {
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b));
  }
}
