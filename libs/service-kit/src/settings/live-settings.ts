import type { Observable } from 'rxjs';
import type { SettingReport } from '@soulsync/contracts';

/** One section as it is in force. Adapters and workers keep this, never a value out of it. */
export interface LiveSettings<S extends object> {
  now(): S;
  /** Each of its settings, with where its value comes from. */
  reports(): readonly SettingReport[];
  /** What is in force after each change. */
  readonly changes: Observable<S>;
}
