// Preloaded into a service: ends its process with SIGKILL at a named point of filing, as a power cut between two calls of the file system would.
// KILL_AT is `<before|after> <call> <what>`; `what`: staged, staging, reservation, place (of the file in the music folder), download,
// folder.
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const [when, call, what] = (process.env.KILL_AT ?? '').split(' ');
const downloads = process.env.KILL_DOWNLOADS ?? '';
const kindOf = (path) => {
  if (/\.soulsync-staging\/[^/]+\/track\.[a-z0-9]+$/.test(path)) return 'staged';
  if (/\.soulsync-staging\/[^/]+\/reservation$/.test(path)) return 'reservation';
  if (/\.soulsync-staging\/[^/]+$/.test(path)) return 'staging';
  if (path.startsWith(`${downloads}/`)) return path.endsWith('.flac') ? 'download' : 'folder';
  return /\/Old Ferry - Crossings\/[^/]+\.flac$/.test(path) ? 'place' : 'other';
};
const original = fs[call];
let stagings = 0;
fs[call] = async (path, ...rest) => {
  // The staging is emptied once before it is filled; what counts is the second time.
  const here = kindOf(String(path)) === what && (what !== 'staging' || (stagings += 1) === 2);
  if (here && when === 'before') process.kill(process.pid, 'SIGKILL');
  const answer = await original(path, ...rest);
  if (here && when === 'after') process.kill(process.pid, 'SIGKILL');
  return answer;
};
syncBuiltinESMExports();
