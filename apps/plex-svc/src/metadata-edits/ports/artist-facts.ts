import type { Facts, FactsQuestion } from '@soulsync/contracts';

/** Pictures and genres as external catalogues have them. Throws `Unavailable` when they could not be asked. */
export interface ArtistFacts {
  /** One answer a question, in their order. */
  ask(questions: readonly FactsQuestion[]): Promise<readonly Facts[]>;
}
