import type { Attack, Ground } from '../ground.js';
import { hugeBodies, largeBodies, smallBodies } from '../bad-bodies.js';
import type { BadBody } from '../bad-bodies.js';
import { pulse } from '../pulse.js';
import { filled, neededRole, NOBODYS_ID, routesOf } from '../routes.js';
import type { OpenApi, Route } from '../routes.js';
import { inParallel, send } from '../send.js';
import type { Reply } from '../send.js';
import type { SystemUnderAttack } from '../system-under-attack.js';
import type { Finding } from '../tally.js';

/** Of one request; a busy machine is given time, a parser that is quadratic is not. */
const ANSWER_MS = 8_000;
/** The longest any /ping may wait meanwhile. */
const PING_MS = 5_000;

/** Answers that need no look into a body: nobody, not allowed, a size or a type that the headers name. */
const unread: ReadonlySet<number> = new Set([401, 403, 413, 415]);

interface Shot {
  readonly route: Route;
  readonly bad: BadBody;
  readonly signedIn: boolean;
}

/** null: as it must be. An honest 503 and a connection that is cut short are refusals; one without a sign-in is refused before its body is looked at: by its headers, or by its lack. */
export function judge(
  reply: Reply,
  { bad, signedIn, open }: { readonly bad: Pick<BadBody, 'mustBeRefused'>; readonly signedIn: boolean; readonly open: boolean },
): Finding | null {
  if (reply.kind === 'hung') return { harm: 'hung', what: `no answer in ${ANSWER_MS} ms` };
  if (reply.kind === 'cut') return null;
  const { status } = reply;
  if (status >= 500 && status !== 503) return { harm: 'other', what: `answered with ${status}` };
  if (!signedIn && !open && !unread.has(status)) return { harm: 'letIn', what: `without a sign-in its body was read (${status})` };
  if (signedIn && bad.mustBeRefused && status < 400) return { harm: 'letIn', what: `taken in (${status})` };
  return null;
}

export const bodies: Attack = {
  name: 'bodies',
  about: 'bodies of every wrong kind to every route that takes one, while /ping must go on',
  small: true,
  on: 'shared',
  async run(ground, { system }) {
    const writes = routesOf(await system.get<OpenApi>('/api/v1/openapi.json')).filter(({ method }) => method !== 'GET');
    const parkedBefore = await parked(system);
    const [largeOnes, hugeOnes] = [largeBodies(), hugeBodies()]; // made before the pulse: it takes seconds, which are ours
    const beating = pulse(system.url);
    // Whoever ends his session by it is nobody from then on.
    const both = (route: Route, bad: BadBody): readonly Shot[] =>
      (route.path.endsWith('/session/end') ? [false] : [true, false]).map((signedIn) => ({ route, bad, signedIn }));
    const small = writes.flatMap((route) => smallBodies(route.fields ?? []).flatMap((bad) => both(route, bad)));
    await inParallel(small, 4, (shot) => fire(ground, system, shot));
    const large = (ground.small ? writes.slice(0, 6) : writes).flatMap((route) => largeOnes.flatMap((bad) => both(route, bad)));
    await inParallel(large, 2, (shot) => fire(ground, system, shot));
    const few = [
      ...writes.filter((route) => neededRole(route) === 'nobody').slice(0, 2),
      ...writes.filter(({ fields }) => fields).slice(0, ground.small ? 1 : 3),
    ];
    await inParallel(
      few.flatMap((route) => hugeOnes.flatMap((bad) => both(route, bad))),
      2,
      (shot) => fire(ground, system, shot),
    );
    await beating.stop();
    ground.say(`longest wait of ${beating.asked} pings: ${beating.longestMs} ms`);
    if (beating.longestMs > PING_MS) ground.found('hung', `/ping waited ${beating.longestMs} ms; it may wait ${PING_MS}`);
    const parkedNow = await parked(system);
    if (parkedNow > parkedBefore) ground.found('other', `${parkedNow - parkedBefore} events were parked by what was taken in`);
  },
};

/** A process that hangs is killed, so that the attacks after this one find a living one. */
async function fire(ground: Ground, system: SystemUnderAttack, { route, bad, signedIn }: Shot): Promise<void> {
  const reply = await send(system.url, {
    method: route.method,
    path: filled(route.path, NOBODYS_ID),
    headers: { ...(signedIn ? system.admin : {}), ...bad.headers },
    body: bad.body,
    ...(bad.slow ? { drip: { bytes: 40, everyMs: 100 } } : {}),
    timeoutMs: ANSWER_MS,
  });
  ground.tried();
  // A route that takes no body has taken nothing in.
  const finding = judge(reply, { bad: route.fields === null ? {} : bad, signedIn, open: neededRole(route) === 'nobody' });
  if (finding)
    ground.found(finding.harm, `${route.method} ${route.path}, ${bad.name}, ${signedIn ? 'an admin' : 'nobody'}: ${finding.what}`);
  if (reply.kind === 'hung' && !(await system.answers(3_000))) {
    await system.signal('gateway', 'SIGKILL');
    await system.answers();
  }
}

const parked = async (system: SystemUnderAttack): Promise<number> =>
  (await system.get<readonly { readonly deadLetters: number }[]>('/api/v1/projections')).reduce(
    (sum, { deadLetters }) => sum + deadLetters,
    0,
  );
