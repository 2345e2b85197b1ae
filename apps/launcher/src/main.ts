import { commands } from './commands/commands.js';
import { stopAllOnSignal } from './processes/signals.js';
import { stopAllSupervised } from './processes/supervised.js';
import { answer, Explained, Misused, say } from './terminal.js';

const [name = 'help', ...args] = process.argv.slice(2);
const command = commands[name];
if (!command) {
  const known = ['help', '--help', '-h'].includes(name);
  say(
    `${known ? '' : `./soulsync ${name} is not known; these are:\n\n`}${Object.entries(commands)
      .map(([command, { usage }]) => `  ./soulsync ${command} ${usage}`)
      .join('\n')}`,
  );
  process.exit(known ? 0 : 2);
}
const usage = `usage: ./soulsync ${name} ${command.usage}`.trimEnd();
if (args.includes('--help') || args.includes('-h')) {
  answer(usage);
  process.exit(0);
}
stopAllOnSignal();
try {
  process.exit(await (await command.load())(args));
} catch (error) {
  say(
    error instanceof Explained || (error instanceof Error && error.name === 'ConfigError')
      ? error.message
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error),
  );
  if (error instanceof Misused) say(usage);
  await stopAllSupervised(); // whoever was still starting when the command gave up
  process.exit(1);
}
