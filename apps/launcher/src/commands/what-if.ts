import { connect } from '@nats-io/transport-node';
import { jetStreamEventStore } from '@soulsync/event-store';
import { whatIf } from '@soulsync/match-svc';
import type { ChangedDecision } from '@soulsync/match-svc';
import { ENGINE_VERSION, usualParameters } from '@soulsync/music';
import { harmless } from '@soulsync/service-kit';
import { startInfrastructure } from '../system.js';
import { answer, answerJson, Explained, say } from '../terminal.js';

export interface WhatIfOptions {
  readonly sure?: string;
  readonly 'same-length-ms'?: string;
  readonly 'doubtful-length-ms'?: string;
  readonly margin?: string;
  readonly json: boolean;
}

/** Which decisions of the past this engine, with these limits, would make otherwise. Changes nothing. */
export async function replayWhatIf(dataDir: string, options: WhatIfOptions): Promise<number> {
  const limits = {
    sure: numberIn(options.sure, 'sure', 0, 1) ?? usualParameters.sure,
    sameDurationMs: numberIn(options['same-length-ms'], 'same-length-ms', 0, 600_000) ?? usualParameters.sameDurationMs,
    doubtfulDurationMs: numberIn(options['doubtful-length-ms'], 'doubtful-length-ms', 0, 600_000) ?? usualParameters.doubtfulDurationMs,
    margin: numberIn(options.margin, 'margin', 0, 1) ?? usualParameters.margin,
  };
  const infrastructure = await startInfrastructure(dataDir);
  try {
    const connection = await connect(infrastructure.administrator.nats);
    const { decisions, changed } = await whatIf(await jetStreamEventStore({ connection }), limits);
    await connection.close();
    if (options.json) answerJson({ engine: ENGINE_VERSION, limits, decisions, changed });
    else {
      for (const line of changed) answer(lineOf(line));
      say(`${changed.length} of ${decisions} decisions would change with engine ${ENGINE_VERSION}; none was changed.`);
    }
    return 0;
  } finally {
    await infrastructure.stop();
  }
}

function lineOf({ artists, title, was, would, decidedAt, engineVersion }: ChangedDecision): string {
  const end = ({ kind, libraryTrackId, rule }: ChangedDecision['was']) => `${kind}${libraryTrackId ? ` ${libraryTrackId}` : ''} (${rule})`;
  return `${harmless(`${artists.join(', ')} – ${title}`)}\n    was   ${end(was)}, ${decidedAt}, engine ${engineVersion}\n    would ${end(would)}`;
}

function numberIn(text: string | undefined, name: string, least: number, most: number): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (text.trim() === '' || !(value >= least && value <= most))
    throw new Explained(`--${name} is a number from ${least} to ${most}, not "${text}"`);
  return value;
}
