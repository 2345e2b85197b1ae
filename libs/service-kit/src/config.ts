import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { IsBoolean, IsOptional, IsString, Matches, validateSync } from 'class-validator';
import type { ValidationError } from 'class-validator';

/** A value that no log, error or answer can show by accident. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '***';
  }

  toJSON(): string {
    return '***';
  }

  [inspect.custom](): string {
    return '***';
  }
}

interface Variable {
  readonly property: string;
  readonly name: string;
  readonly secret: boolean;
}

const VARIABLES = Symbol('environment variables');

function declare(name: string, secret: boolean): PropertyDecorator {
  return (target, property) => {
    const known = variablesOf(target);
    Reflect.defineMetadata(VARIABLES, [...known, { property: String(property), name, secret }], target);
  };
}

// The metadata under our own symbol is written by `declare` alone.
export const variablesOf = (target: object) => (Reflect.getMetadata(VARIABLES, target) ?? []) as readonly Variable[];

/** The property is read from this variable, or from the file that `<name>_FILE` names. */
export const Env = (name: string): PropertyDecorator => declare(name, false);
/** The same for a property of type Secret. */
export const EnvSecret = (name: string): PropertyDecorator => declare(name, true);

/** Every variable a configuration is read from; each may also come as `<name>_FILE`. */
export const variableNames = (Config: new () => object): readonly string[] =>
  variablesOf(Config.prototype as object).map(({ name }) => name);

/** What every service takes. */
export class BaseConfig {
  /** Log lines are appended there instead of going to stdout. */
  @Env('SOULSYNC_LOG_FILE') @IsOptional() @IsString() logFile?: string;
  @Env('SOULSYNC_NATS_URL') @Matches(/^(nats|tls|wss?):\/\/\S+$/, { message: 'must be an address like nats://host:4222' }) natsUrl: string;
  /** Wins over a user in the address. */
  @Env('SOULSYNC_NATS_USER') @IsOptional() @IsString() natsUser?: string;
  @EnvSecret('SOULSYNC_NATS_PASSWORD') @IsOptional() natsPassword?: Secret;
  /** Holds a password: a secret. */
  @EnvSecret('SOULSYNC_DATABASE_URL') databaseUrl: Secret;
  @Env('SOULSYNC_DATA_DIR') @IsString() dataDir: string;
  /** Where the event log lies on this machine, if it does. */
  @Env('SOULSYNC_EVENT_LOG_DIR') @IsOptional() @IsString() eventLogDir?: string;
  /** 32 bytes, base64: encrypts stored secrets. */
  @EnvSecret('SOULSYNC_SECRET_KEY') @IsOptional() secretKey?: Secret;
  /** Only read models and questions: nothing is fetched, written or scheduled. */
  @Env('SOULSYNC_READ_ONLY') @IsBoolean() readOnly = false;
  /** Health and metrics: `host:port` (port 0 takes a free one) or `unix:/path/of/socket`; without it they are not served. */
  @Env('SOULSYNC_ADMIN_LISTEN')
  @IsOptional()
  @Matches(/^(unix:\/.+|(?!unix:)\S+:\d{1,5})$/, { message: 'must be host:port or unix:/path' })
  adminListen?: string;
}

/** Of AES-256. */
const KEY_BYTES = 32;

export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the environment says of a class's variables, by property, and whose files can't be read. */
export function environmentValues(
  Config: new () => object,
  environment: Environment,
): { readonly values: Readonly<Record<string, unknown>>; readonly problems: readonly string[] } {
  const defaults = new Config() as Record<string, unknown>; // decorated properties are read by name, as class-validator does
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const { property, name, secret } of variablesOf(Config.prototype as object)) {
    const text = valueOf(name, environment, problems);
    if (text !== undefined) values[property] = secret ? new Secret(text) : converted(text, defaults[property]);
  }
  return { values, problems };
}

/** What stands for a default where whoever starts us knows better: `<name>_DEFAULT`. It locks nothing. */
export function environmentDefaults(Config: new () => object, environment: Environment): Readonly<Record<string, unknown>> {
  const defaults = new Config() as Record<string, unknown>; // as above
  return Object.fromEntries(
    variablesOf(Config.prototype as object).flatMap(({ property, name, secret }) => {
      const text = environment[`${name}_DEFAULT`] ?? '';
      return secret || text === '' ? [] : [[property, converted(text, defaults[property])]];
    }),
  );
}

/** Reads and checks the whole configuration; throws ConfigError that names every bad variable and prints no value. */
export function loadConfig<C extends object>(Config: new () => C, environment: Environment): C {
  const config = new Config();
  const variables = variablesOf(Config.prototype as object);
  const given = environmentValues(Config, environment);
  const problems = [...given.problems];
  Object.assign(config, given.values);
  const nameOf = (property: string) => variables.find((variable) => variable.property === property)?.name ?? property;
  const failed = new Set(problems.map((problem) => problem.split(' ')[0]));
  for (const error of validateSync(config, { forbidUnknownValues: false, validationError: { target: false, value: false } })) {
    const name = nameOf(error.property);
    if (!failed.has(name)) problems.push(`${name} ${complaintOf(error, (config as Record<string, unknown>)[error.property])}`);
  }
  if (config instanceof BaseConfig && !(config.databaseUrl instanceof Secret) && !failed.has('SOULSYNC_DATABASE_URL'))
    problems.push('SOULSYNC_DATABASE_URL must be set');
  if (config instanceof BaseConfig && config.secretKey && Buffer.from(config.secretKey.reveal(), 'base64').length !== KEY_BYTES)
    problems.push(`SOULSYNC_SECRET_KEY must be ${KEY_BYTES} bytes in base64, as openssl rand -base64 ${KEY_BYTES} makes them`);
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/** Where nothing was set, or its kind is wrong, limits are not worth a word. */
export function complaintOf({ property, constraints = {} }: ValidationError, value: unknown): string {
  if (value === undefined) return 'must be set';
  if ('isInt' in constraints && typeof value !== 'number') return 'must be a whole number';
  return Object.values(constraints).join(' and ').replaceAll(`${property} `, '');
}

function valueOf(name: string, environment: Environment, problems: string[]): string | undefined {
  const file = environment[`${name}_FILE`];
  if (file === undefined || file === '') return environment[name] === '' ? undefined : environment[name];
  try {
    return readFileSync(file, 'utf8').trimEnd();
  } catch (error) {
    problems.push(
      `${name}_FILE names a file that can't be read (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'})`,
    );
    return undefined;
  }
}

/** Numbers and switches are told by their defaults; what can't be converted stays text and fails its check. */
function converted(text: string, fallback: unknown): unknown {
  if (typeof fallback === 'number') return /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text;
  if (typeof fallback === 'boolean') return /^(true|1|yes|on)$/i.test(text) ? true : /^(false|0|no|off)$/i.test(text) ? false : text;
  return text;
}
