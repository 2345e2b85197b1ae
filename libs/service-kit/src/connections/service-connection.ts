import type { ConnectionId, ConnectionTestReport, ExternalConnection } from '@soulsync/contracts';
import type { SectionClass } from '../settings/section.js';

/** What the service itself says of one; its name and settings are known. */
export type ConnectionStanding = Omit<ExternalConnection, 'id' | 'service' | 'section'>;

/** An external system that this service owns, as people set it up and test it. */
export interface ServiceConnection {
  readonly id: ConnectionId;
  /** null: nothing of it is set. */
  readonly section: SectionClass | null;
  report(): ConnectionStanding | Promise<ConnectionStanding>;
  /** `settings`: an instance of the section, what is in force with what is not yet saved laid over it. */
  test(settings: object): Promise<ConnectionTestReport>;
}

/** One that knows the class of its section, for lists of any. */
export const serviceConnection = <S extends object>(connection: {
  readonly id: ConnectionId;
  readonly section: SectionClass<S>;
  report(): ConnectionStanding | Promise<ConnectionStanding>;
  test(settings: S): Promise<ConnectionTestReport>;
}): ServiceConnection => ({
  ...connection,
  test: (settings) => connection.test(settings as S), // of its own section, as `candidate` makes it
});
