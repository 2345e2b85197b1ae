import type { SettingReport, SettingSchema, SettingsSectionReport } from '@soulsync/contracts';

export const setting = (name: string, more: Partial<SettingReport> = {}): SettingReport => ({
  name,
  label: name,
  help: null,
  unit: null,
  variable: `SOULSYNC_${name.toUpperCase()}`,
  isSecret: false,
  isAdvanced: false,
  value: null,
  default: null,
  isSet: (more.value ?? null) !== null,
  source: 'default',
  isLocked: false,
  problem: null,
  changedAt: null,
  changedBy: null,
  ...more,
});

type Property = SettingReport & { readonly schema: Omit<SettingSchema, 'title'> };
/** A setting with the part of the schema that is about it. */
export const property = (name: string, schema: Omit<SettingSchema, 'title'>, more: Partial<SettingReport> = {}): Property => ({
  ...setting(name, more),
  schema,
});

export function section(
  id: string,
  label: string,
  properties: readonly Property[],
  more: Partial<SettingsSectionReport> = {},
): SettingsSectionReport {
  const dot = id.indexOf('.');
  return {
    id,
    service: id.slice(0, dot) as SettingsSectionReport['service'],
    section: id.slice(dot + 1),
    page: null,
    label,
    help: null,
    settings: properties.map(({ schema: _schema, ...report }) => report),
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(properties.map(({ name, label: title, schema }) => [name, { title, ...schema }])),
    },
    ...more,
  };
}

export const text = { type: ['string', 'null'] } as const;
export const address = { ...text, format: 'uri' } as const;
export const secret = { ...text, writeOnly: true } as const;
export const whole = (minimum: number, maximum: number) => ({ type: ['integer', 'null'], minimum, maximum }) as const;
export const onOff = { type: ['boolean', 'null'] } as const;

export const transfers = section(
  'acquire-svc.transfers',
  'Transfers',
  [
    property('stallMs', whole(1_000, 3_600_000), {
      label: 'A transfer stalls after',
      help: 'Nothing came for so long.',
      unit: 'ms',
      value: 90_000,
      default: 60_000,
      source: 'settings',
      changedAt: '2026-11-02T10:00:00.000Z',
      changedBy: 'Ada',
    }),
    property('parallel', whole(1, 50), { label: 'At once', value: 3, default: 3 }),
    property('allowLossy', onOff, { label: 'Take lossy files', value: true, default: true }),
    property('leastLossyKbps', whole(64, 320), { label: 'Lowest bitrate of lossy files', value: 192, default: 192 }),
    property('removeLeftovers', onOff, { label: 'Remove what is left', value: true, default: true }),
    property('peerQueueMs', whole(0, 86_400_000), {
      label: 'Wait in a queue',
      unit: 'ms',
      value: 600_000,
      default: 600_000,
      isLocked: true,
      source: 'environment',
      variable: 'SOULSYNC_PEER_QUEUE_MS',
    }),
  ],
  { page: 'acquisition', help: 'How files come from peers.' },
);
