// node login-flood.mjs URL CONNECTIONS MS PASSWORD|* NAME|*
// So many clients that try to sign in again and again, each on a connection that it keeps; * is another one each time.
// Prints `begun` once each has been answered, and at its end how often each status was. A process of its own: it shall not slow the one that answers.
import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

const [url, connections, forMs, password, name] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) });
const answers = {};
const until = Date.now() + Number(forMs);
let [tries, begun] = [0, 0];
const tryOnce = () =>
  new Promise((resolve) => {
    tries += 1;
    const body = JSON.stringify({ name: name === '*' ? `name ${tries}` : name, password: password === '*' ? `guess ${tries}` : password });
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    request(`${url}/api/v1/session`, { method: 'POST', agent, headers }, (response) => {
      answers[response.statusCode] = (answers[response.statusCode] ?? 0) + 1;
      response.resume().on('end', resolve);
    })
      .on('error', resolve)
      .end(body);
  });
await Promise.all(
  Array.from({ length: Number(connections) }, async () => {
    await tryOnce();
    if ((begun += 1) === Number(connections)) process.stdout.write('begun\n');
    for (; Date.now() < until; await delay(10)) await tryOnce();
  }),
);
process.stdout.write(JSON.stringify(answers));
process.exit(0);
