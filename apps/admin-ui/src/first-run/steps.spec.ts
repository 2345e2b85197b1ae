import { describe, expect, it } from '@jest/globals';
import type { ExternalConnection } from '@soulsync/contracts';
import { property, section, text } from '../settings/form/form.stories.js';
import { downloads, music, wrongFolder } from '../settings/folders/folders.stories.js';
import { isOver, openStep, stepStates } from './steps.js';
import type { SetUpFacts } from './steps.js';

const nothing: SetUpFacts = { folders: [wrongFolder, downloads], connections: [], settings: [], playlists: [], skipped: [] };
const connection = (id: ExternalConnection['id'], more: Partial<ExternalConnection>): ExternalConnection => ({
  id,
  service: 'acquire-svc',
  section: `acquire-svc.${id}`,
  state: 'connected',
  since: '2026-11-01T10:00:00.000Z',
  code: null,
  detail: null,
  nextTryAt: null,
  facts: null,
  isInUse: true,
  ...more,
});
const states = (facts: Partial<SetUpFacts>) => Object.fromEntries(stepStates({ ...nothing, ...facts }).map(({ id, state }) => [id, state]));
const step = (id: string, facts: Partial<SetUpFacts>) => stepStates({ ...nothing, ...facts }).find((one) => one.id === id);

describe('the first run', () => {
  it('has everything to do on an empty machine, and begins with the folders', () => {
    expect(Object.values(states({}))).toEqual(['todo', 'todo', 'todo', 'todo', 'todo', 'todo']);
    expect(openStep(stepStates(nothing), null)).toBe('folders');
    expect(step('folders', {})?.result).toBe('There is no folder /data/musik here.');
  });

  it('sees what is set up, whoever did it', () => {
    const done = stepStates({
      ...nothing,
      folders: [music, downloads],
      connections: [connection('slskd', { facts: '0.24.1 at slskd:5030' }), connection('jellyfin', { state: 'degraded' })],
      playlists: [{ id: 'p1', name: 'Night drive', started: false }],
    });
    expect(done.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done', 'todo', 'todo']);
    expect(done.map(({ result }) => result)).toEqual([
      '/data/music is ready, 120 GB free. /data/downloads is ready, 120 GB free. Both are on one disk, so moving files is instant.',
      'slskd 0.24.1 at slskd:5030.',
      'Jellyfin: connected.',
      '“Night drive” is followed.',
      null,
      null,
    ]);
  });

  it('is not done by what is set up and does not work, and says why', () => {
    const slskd = connection('slskd', { state: 'refused', detail: 'slskd refuses the key' });
    expect(step('slskd', { connections: [slskd] })).toMatchObject({ state: 'todo', result: 'slskd refuses the key' });
  });

  it('names the variables that did it', () => {
    const settings = [section('acquire-svc.slskd', 'slskd', [property('url', text, { isLocked: true, variable: 'SOULSYNC_SLSKD_URL' })])];
    expect(step('slskd', { settings, connections: [connection('slskd', {})] })?.variables).toEqual(['SOULSYNC_SLSKD_URL']);
  });

  it('names of all that concerns files only what sets the folders', () => {
    const variables = ['SOULSYNC_MUSIC_DIR', 'SOULSYNC_MUSIC_MIN_FREE_MB'];
    const settings = [
      section(
        'organize-svc.files',
        'Files',
        variables.map((variable) => property(variable, text, { isLocked: true, variable })),
      ),
    ];
    expect(step('folders', { settings })?.variables).toEqual(['SOULSYNC_MUSIC_DIR']);
  });

  it('takes a default for no choice of a person', () => {
    const quality = (source: 'default' | 'settings') => [
      section('acquire-svc.quality', 'Quality', [property('rule', text, { value: 'flac', isSet: true, source })], { page: 'quality' }),
    ];
    expect(states({ settings: quality('default') })['quality']).toBe('todo');
    expect(states({ settings: quality('settings') })['quality']).toBe('done');
  });

  it('goes on behind what is skipped, which counts as done once it is', () => {
    const skipped = ['folders', 'slskd'];
    expect(openStep(stepStates({ ...nothing, skipped }), null)).toBe('media-server');
    expect(openStep(stepStates({ ...nothing, skipped }), 'folders')).toBe('folders');
    expect(openStep(stepStates(nothing), null, 'slskd')).toBe('slskd');
    expect(openStep(stepStates({ ...nothing, skipped: ['slskd'] }), null, 'slskd')).toBe('folders');
    expect(states({ skipped, folders: [music] })['folders']).toBe('done');
    expect(isOver(stepStates({ ...nothing, skipped: ['folders', 'slskd', 'media-server', 'playlists', 'quality', 'first-sync'] }))).toBe(
      true,
    );
  });

  it('takes nothing for done that is not known now', () => {
    expect(Object.values(states({ folders: null, connections: null, playlists: null }))).toEqual([
      'todo',
      'todo',
      'todo',
      'todo',
      'todo',
      'todo',
    ]);
  });
});
