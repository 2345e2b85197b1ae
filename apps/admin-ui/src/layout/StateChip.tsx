export { StateChip } from '../components/StateChip.js';
export { stateInWords } from '../components/states.js';
