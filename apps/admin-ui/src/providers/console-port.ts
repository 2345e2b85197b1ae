import type { AuthProvider, DataProvider } from 'react-admin';

/** What a command answers. */
export interface CommandAnswer {
  readonly id: string;
  /** Of its commit; null: nothing had to change. */
  readonly position: string | null;
}

/** What is heard of the gateway's stream. */
export interface LiveEars {
  opened(): void;
  /** What is shown may be old from now on; it comes back by itself. */
  lost(): void;
  /** Refused, as without a session; it is tried again by itself. */
  refused(): void;
  /** One message: what kind, and what it says (`LiveRecords`, `LiveTransfer` and so on in contracts). */
  heard(kind: string, data: Readonly<Record<string, unknown>>): void;
}

export interface LiveStream {
  /** Hears until what it answers is called. */
  open(ears: LiveEars): () => void;
}

/**
 * All that pages ask of the gateway: react-admin's reads by resource, and what is none. `update` and `delete` are refused: writes are commands.
 * `create` follows a playlist; with a `file` it uploads it. Everything throws `HttpError`: status 0 when there was no answer, else the status,
 * the problem's words as its message, and in `body.errors` a message for each field that is wrong.
 */
export interface ConsoleProvider extends DataProvider {
  /** One of the API's commands, `POST /<path>`. Sent again within a minute after no answer it is the same command, not a second one. */
  command<Answer = CommandAnswer>(path: string, body?: object): Promise<Answer>;
  /** Changes what is named and leaves the rest, `PATCH /<path>`. */
  change<Answer = CommandAnswer>(path: string, body: object): Promise<Answer>;
  /** Puts something in its place, `PUT /<path>`, as a secret. */
  put<Answer = CommandAnswer>(path: string, body: object): Promise<Answer>;
  /** Ends or takes back something, `DELETE /<path>`. */
  remove<Answer = CommandAnswer>(path: string): Promise<Answer>;
  /** What is no resource, `GET /<path>`: a preview, how a connection stands, whether an account is to be made. */
  ask<Answer>(path: string): Promise<Answer>;
  /** Where a picture of the API is. */
  addressOf(path: string): string;
  readonly live: LiveStream;
}

/** What the console stands on; `restConsole` and `fakeConsole` keep the same contract. */
export interface ConsolePort {
  readonly data: ConsoleProvider;
  /** A refused session signs out; an outage does not. */
  readonly auth: AuthProvider;
}

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

/** `meta` of a list. */
export interface ListMeta {
  /** Nothing has what was searched for; these are spelt alike. */
  readonly alike: boolean;
}
