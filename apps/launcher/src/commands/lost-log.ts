import type { LogIncident, LostEvent, ServiceName } from '@soulsync/contracts';
import { issueInWords, timelineInWords } from '@soulsync/contracts/words';
import { LOST_EVENTS_ISSUE, lostEventsParams } from '@soulsync/service-kit';

export interface ServiceIncidents {
  readonly service: ServiceName;
  readonly incidents: readonly LogIncident[];
}

/** So many lost events are named. */
const NAMED = 20;
/** Each service finds the same loss by itself, within its own few seconds. */
const SAME_LOSS_MS = 60_000;

const inWords = ({ type, params, text }: Pick<LostEvent, 'type' | 'params' | 'text'>) =>
  params ? timelineInWords({ type, params }) : (text ?? type);

/** What the log lost and nobody has seen yet, once for all services that found it; empty: nothing. */
export function lostLogInWords(found: readonly ServiceIncidents[]): readonly string[] {
  const unseen = found
    .flatMap(({ service, incidents }) =>
      incidents.filter(({ acknowledgedAt }) => acknowledgedAt === null).map((incident) => ({ service, incident })),
    )
    .sort((a, b) => a.incident.foundAt.localeCompare(b.incident.foundAt));
  const losses: (typeof unseen)[] = [];
  for (const one of unseen) {
    const [first] = losses.at(-1) ?? [];
    if (first && Date.parse(one.incident.foundAt) - Date.parse(first.incident.foundAt) < SAME_LOSS_MS) losses.at(-1)?.push(one);
    else losses.push([one]);
  }
  return losses.flatMap((loss) => {
    const fullest = loss.reduce((most, one) => (one.incident.lost.total > most.incident.lost.total ? one : most));
    const { message, advice } = issueInWords({ code: LOST_EVENTS_ISSUE, params: lostEventsParams(fullest.incident, 1) });
    const { listed, total } = fullest.incident.lost;
    return [
      `${message} ${advice}`,
      `  found by ${loss.map(({ service }) => service).join(', ')}`,
      ...listed
        .slice(0, NAMED)
        .map(
          ({ at, actor, subjectType, subjectId, ...event }) => `  lost: ${at} ${inWords(event)} (${subjectType} ${subjectId}, by ${actor})`,
        ),
      ...(total > NAMED ? [`  and ${total - Math.min(NAMED, listed.length)} more`] : []),
    ];
  });
}
