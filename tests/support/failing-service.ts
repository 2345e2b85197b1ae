import type { EventEnvelope } from '@soulsync/contracts';
import { projection, runningProcess } from '@soulsync/event-store';
import { BaseConfig, defineService } from '@soulsync/service-kit';
import type { ServiceDefinition } from '@soulsync/service-kit';

export interface FailingService {
  readonly definition: ServiceDefinition;
  /** `projection <aggregate>` and `process <aggregate>`: what it can't cope with until it is taken out. */
  readonly broken: Set<string>;
  /** `<aggregate> <command id>`, as the process dispatched them. */
  readonly dispatched: readonly string[];
}

class ModuleOfNothing {}

/** A real service under the name of acquire-svc, with a read model and a process that may meet an event `Tested` they can't cope with. */
export function failingService(): FailingService {
  const broken = new Set<string>();
  const dispatched: string[] = [];
  const mustBeFine = (part: string, aggregateId: string) => {
    if (broken.has(`${part} ${aggregateId}`)) throw new Error(`${part} can not cope with ${aggregateId}`);
  };
  const names = projection<{ id: string; events: number }>({
    name: 'names',
    version: 1,
    key: 'id',
    columns: { id: 'text', events: 'integer' },
    keys: (event) => (event.type === 'Tested' ? [event.aggregateId] : []),
    evolve(row, event, id) {
      mustBeFine('projection', event.aggregateId);
      return { id, events: (row?.events ?? 0) + 1 };
    },
  });
  const process = runningProcess({
    process: {
      name: 'acquire-missing',
      on: ['Tested'],
      route: ({ aggregateId }: EventEnvelope) => aggregateId,
      initialState: null,
      react: (_, { aggregateId }) => [{ type: 'Do', data: { aggregateId } }],
      evolve: () => null,
    },
    async dispatch({ data }, context) {
      const { aggregateId } = data;
      mustBeFine('process', aggregateId);
      dispatched.push(`${aggregateId} ${context.commandId}`);
    },
  });
  const definition = defineService({
    name: 'acquire-svc',
    schema: 'acquire',
    config: BaseConfig,
    projections: [names],
    compose: () => ({ module: { module: ModuleOfNothing }, processes: [process] }),
  });
  return { definition, broken, dispatched };
}
