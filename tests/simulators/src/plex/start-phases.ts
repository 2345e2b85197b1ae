import type { Answer, Call } from '../http/simulator-server.js';
import { html } from './replies.js';

/** How long each phase of coming up lasts, one behind the other. */
export interface StartPhases {
  /** Nobody listens. Only after `POST /__sim/restart`: at the very start the port has to be known. */
  readonly refuseMs?: number;
  /** 503, also for `/identity`. */
  readonly unavailableMs?: number;
  /** Reads work; writes are told to come back. */
  readonly readsOnlyMs?: number;
}

export interface Readiness {
  /** null: go ahead. */
  refusal(call: Call): Answer | null;
  restart(phases: StartPhases): Answer;
  maintenance(on: boolean): Answer;
}

/** The very words of a server that is not done starting. */
const STARTING = 'the server is still starting up. Please retry later';

export function readiness(atFirst: StartPhases = {}): Readiness {
  let maintained = false;
  let availableAtMs = 0;
  let writableAtMs = 0;

  function begin({ refuseMs = 0, unavailableMs = 0, readsOnlyMs = 0 }: StartPhases): void {
    availableAtMs = Date.now() + refuseMs + unavailableMs;
    writableAtMs = availableAtMs + readsOnlyMs;
  }
  begin({ ...atFirst, refuseMs: 0 });

  return {
    refusal(call) {
      if (maintained || Date.now() < availableAtMs) return html(503, 'Service Unavailable');
      return Date.now() < writableAtMs && isWrite(call) ? { status: 400, type: 'text/html', body: STARTING } : null;
    },
    restart(phases) {
      begin(phases);
      return { status: 204, ...(phases.refuseMs ? { refuseMs: phases.refuseMs } : {}) };
    },
    maintenance(on) {
      maintained = on;
      return { status: 204 };
    },
  };
}

/** A scan is asked for with GET, and is a write all the same. */
const isWrite = ({ method, segments }: Call) => method !== 'GET' || segments.at(-1) === 'refresh';
