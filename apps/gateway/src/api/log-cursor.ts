import { Invalid } from '@soulsync/service-kit';

/** How far the log of each service was read; numbers count within one process. */
export type LogPlaces = Readonly<Record<string, { readonly processId: string; readonly last: number }>>;

/** Opaque to whoever asks. */
export const cursorOf = (places: LogPlaces): string =>
  Buffer.from(
    Object.entries(places)
      .map(([service, { processId, last }]) => `${service} ${processId} ${last}`)
      .join('\n'),
  ).toString('base64url');

/** Throws Invalid for one that was not made here. */
export function placesIn(cursor: string): LogPlaces {
  const lines = Buffer.from(cursor, 'base64url').toString('utf8').split('\n').filter(Boolean);
  return Object.fromEntries(
    lines.map((line) => {
      const [, service, processId, last] = /^([a-z-]{1,40}) ([\w-]{1,64}) (\d{1,15})$/.exec(line) ?? [];
      if (service === undefined || processId === undefined) throw new Invalid({ after: 'is no place that an answer named' });
      return [service, { processId, last: Number(last) }] as const;
    }),
  );
}
