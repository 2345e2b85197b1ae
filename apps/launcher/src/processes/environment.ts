export type Environment = Readonly<Record<string, string>>;

/** What any program may need to run at all; nothing in here is a secret of ours. */
const BASICS = /^(PATH|HOME|USER|LOGNAME|SHELL|TMPDIR|TZ|LANG|LANGUAGE|LC_[A-Z]+|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|SSL_CERT_DIR)$/;
/** What beside its own variables concerns a service: the way out of this network, and tracing. */
const OF_SERVICES = /^(OTEL_\w+|HTTP_PROXY|HTTPS_PROXY|NO_PROXY|http_proxy|https_proxy|no_proxy)$/;

const matching = (environment: NodeJS.ProcessEnv, names: RegExp): Environment =>
  Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => names.test(entry[0]) && entry[1] !== undefined),
  );

/** A child inherits this, and is given the rest by name. */
export const basicEnvironment = (environment: NodeJS.ProcessEnv): Environment => matching(environment, BASICS);
export const serviceEnvironment = (environment: NodeJS.ProcessEnv): Environment => matching(environment, OF_SERVICES);

/** Of the variables those that a service declares, as they are, as the name of a file, or as a default that locks nothing. */
export const declaredOf = (variables: readonly string[], environment: Environment): Environment =>
  Object.fromEntries(
    variables
      .flatMap((name) => [name, `${name}_FILE`, `${name}_DEFAULT`])
      .flatMap((name) => (name in environment ? [[name, environment[name] ?? '']] : [])),
  );

/** The later one wins, also over the other form of the same variable: `X` and `X_FILE` never stand side by side. */
export function merged(...layers: readonly Environment[]): Environment {
  const result: Record<string, string> = {};
  for (const layer of layers)
    for (const [name, value] of Object.entries(layer)) {
      const other = name.endsWith('_FILE') ? name.slice(0, -'_FILE'.length) : `${name}_FILE`;
      if (!(other in layer)) delete result[other];
      result[name] = value;
    }
  return result;
}

/** Variables of ours that the launcher was started with. A user of NATS is the user of the NATS that is named with it; our own server has its own. */
export function ownVariables(): Environment {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[0].startsWith('SOULSYNC_') && entry[1] !== undefined && entry[0] !== 'SOULSYNC_NATS_SERVER',
  );
  const named = own.some(([name]) => /^SOULSYNC_NATS_URL(_FILE)?$/.test(name));
  return Object.fromEntries(named ? own : own.filter(([name]) => !name.startsWith('SOULSYNC_NATS_')));
}
