/** What a command is made of, for those that live elsewhere and are loaded when they are asked for. */
export { inCheckout } from './checkout.js';
export { whatIsMissing } from './commands/missing.js';
export { options } from './commands/options.js';
export type { Run } from './commands/run.js';
export { seeded } from './demo/chaos.js';
export { answer, answerJson, Explained, say } from './terminal.js';
