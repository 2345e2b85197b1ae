import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { FACTS_AT_ONCE, rpc } from '@soulsync/contracts';
import type { Facts, FactsQuestion } from '@soulsync/contracts';
import { Invalid } from '@soulsync/service-kit';
import type { RpcRequest } from '@soulsync/service-kit';

export const ARTIST_FACTS = Symbol('artist facts');

interface Asked {
  readonly questions?: readonly FactsQuestion[];
}

@Controller()
export class ArtistFactsController {
  constructor(@Inject(ARTIST_FACTS) private readonly facts: (question: FactsQuestion) => Promise<Facts>) {}

  /** One answer a question, in their order. Asked one after the other: the catalogues want it so. */
  @MessagePattern(rpc.catalog.artistFacts)
  async answer(@Payload() request: RpcRequest<Asked>): Promise<readonly Facts[]> {
    const { questions } = request.body;
    if (!Array.isArray(questions) || questions.length > FACTS_AT_ONCE)
      throw new Invalid({ questions: `must be a list of at most ${FACTS_AT_ONCE}` });
    const answers: Facts[] = [];
    for (const question of questions as readonly FactsQuestion[]) answers.push(await this.facts(question)); // our own services ask
    return answers;
  }
}
