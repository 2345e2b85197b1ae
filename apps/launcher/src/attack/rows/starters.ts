import { setTimeout as delay } from 'node:timers/promises';
import type { Attack, Ground } from '../ground.js';
import { processesOf } from '../processes-of.js';
import { send } from '../send.js';
import { begin } from '../system-under-attack.js';
import type { Begun } from '../system-under-attack.js';

const STARTERS = 10;
const UP = /SoulSync is at (\S+)/;
const PATIENCE_MS = 150_000;

export const starters: Attack = {
  name: 'starters',
  about: `${STARTERS} launchers at once on one folder: one may have it`,
  small: true,
  on: 'own',
  async run(ground) {
    const folder = await ground.folder();
    const rounds = ground.small ? 1 : 3;
    for (let round = 1; round <= rounds; round += 1) {
      const begun = Array.from({ length: STARTERS }, () => begin(['up', '--data', folder, '--port', '0']));
      ground.tried(STARTERS);
      const winners = await oneLeft(begun);
      if (winners.length > 1) ground.found('doubled', `${winners.length} launchers run on one folder`);
      if (winners.length === 0) ground.found('lost', `none of ${STARTERS} launchers started: ${begun[0]?.words().slice(-500) ?? ''}`);
      for (const loser of begun.filter((one) => !winners.includes(one))) judgeLoser(ground, loser);
      await judgeWinner(ground, winners[0], folder);
      // Killed, it leaves its servers behind, which the next ten find; at last it is stopped as it should be.
      for (const winner of winners) winner.process.kill(round < rounds ? 'SIGKILL' : 'SIGTERM');
      await Promise.all(begun.map(({ ended }) => ended));
    }
    const left = await processesOf(folder);
    if (left.length > 0) ground.found('other', `left behind after a stop: ${left.map(({ line }) => line).join('; ')}`);
  },
};

/** Those that run once all others have given up, or the time is over. */
async function oneLeft(begun: readonly Begun[]): Promise<readonly Begun[]> {
  for (const giveUpAt = Date.now() + PATIENCE_MS; ; await delay(200)) {
    const living = begun.filter((one) => one.code() === null);
    const up = living.filter((one) => UP.test(one.words()));
    if (living.length === up.length || Date.now() > giveUpAt) return up;
  }
}

function judgeLoser(ground: Ground, loser: Begun): void {
  const code = loser.code();
  if (code === null) ground.found('hung', `a launcher neither started nor gave up: ${loser.words().slice(-300)}`);
  else if (code === 0) ground.found('other', 'a launcher that did not get the folder ended as if all were well');
  else if (!/another launcher .*already runs on this data folder/.test(loser.words()))
    ground.found('other', `a launcher gave up for another reason: ${loser.words().trim().slice(-300)}`);
}

async function judgeWinner(ground: Ground, winner: Begun | undefined, folder: string): Promise<void> {
  const url = winner && UP.exec(winner.words())?.[1];
  if (url === undefined) return;
  const reply = await send(url, { method: 'GET', path: '/ping', timeoutMs: 10_000 });
  if (reply.kind !== 'answer' || reply.status !== 200) ground.found('lost', 'the launcher that got the folder does not answer');
  if (process.platform !== 'linux') return;
  for (const server of ['nats-server', 'postgres']) {
    const running = (await processesOf(folder)).filter(({ line }) => new RegExp(`(^|/)${server} `).test(line));
    if (running.length > 1) ground.found('doubled', `${running.length} ${server} run on one folder`);
    if (running.length === 0) ground.found('lost', `no ${server} runs for the launcher that got the folder`);
  }
}
