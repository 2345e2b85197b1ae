import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { LOOKUPS_AT_ONCE, rpc } from '@soulsync/contracts';
import type { ArtistMetadata, MetadataLookup } from '@soulsync/contracts';
import { Invalid } from '@soulsync/service-kit';
import type { RpcRequest } from '@soulsync/service-kit';

export const ARTIST_METADATA = Symbol('artist metadata');

interface Asked {
  readonly questions?: readonly MetadataLookup[];
}

@Controller()
export class ArtistMetadataController {
  constructor(@Inject(ARTIST_METADATA) private readonly lookUp: (question: MetadataLookup) => Promise<ArtistMetadata>) {}

  /** One answer a question, in their order. Asked one after the other: the catalogues want it so. */
  @MessagePattern(rpc.catalog.artistMetadata)
  async answer(@Payload() request: RpcRequest<Asked>): Promise<readonly ArtistMetadata[]> {
    const { questions } = request.body;
    if (!Array.isArray(questions) || questions.length > LOOKUPS_AT_ONCE)
      throw new Invalid({ questions: `must be a list of at most ${LOOKUPS_AT_ONCE}` });
    const answers: ArtistMetadata[] = [];
    for (const question of questions as readonly MetadataLookup[]) answers.push(await this.lookUp(question)); // our own services ask
    return answers;
  }
}
