import type { ArtistMetadata, MetadataLookup } from '@soulsync/contracts';

/** Pictures and genres as external catalogues have them. Throws `Unavailable` when they could not be asked. */
export interface ArtistMetadataSource {
  /** One answer a question, in their order. */
  ask(questions: readonly MetadataLookup[]): Promise<readonly ArtistMetadata[]>;
}
