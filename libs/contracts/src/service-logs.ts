/** From the least to the worst; who asks for one hears of those above it too. */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** What is asked of one service's last log lines. */
export interface LogQuery {
  /** Only what came after this number; null: from the oldest line that is still held. */
  readonly after: number | null;
  readonly level: LogLevel;
  /** Somewhere in the line, in any case; null: any line. */
  readonly text: string | null;
  readonly correlationId: string | null;
  /** The youngest so many of what fits. */
  readonly limit: number;
}

export interface LogLine {
  /** `<service>:<process>:<number>` */
  readonly id: string;
  readonly at: string;
  readonly level: LogLevel;
  readonly service: string;
  readonly message: string;
  readonly correlationId: string | null;
  /** Everything else that the line says. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** Answer of `rpc.<service>.admin.logs`. */
export interface LogReport {
  /** Numbers count within one process. */
  readonly processId: string;
  readonly lines: readonly LogLine[];
  /** Of the youngest line held, whether it fits or not. */
  readonly last: number;
  /** Lines that fit are left out: they are no longer held, or more than was asked for. */
  readonly isCut: boolean;
}

/** Answer of `GET /logs`: of all services together, the oldest first. */
export interface LogPage {
  readonly lines: readonly LogLine[];
  /** What to ask for next: everything after these lines. */
  readonly next: string;
  readonly isCut: boolean;
  /** Services that did not answer. */
  readonly silent: readonly string[];
}
