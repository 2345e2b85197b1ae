import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { songBytes } from '../simulators/src/audio/song.js';
import { launcher } from '../support/running-demo.js';

let base: string;
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'soulsync-missing-'));
  await mkdir(join(base, 'music', 'Old Ferry'), { recursive: true });
});
afterAll(() => rm(base, { recursive: true, force: true }));

it('an export and a folder give what is owned and missing, with progress, and what of the folder could not be read', async () => {
  const tags = {
    artist: 'Old Ferry',
    albumArtist: 'Old Ferry',
    album: 'Crossings',
    trackTotal: 9,
    disc: 1,
    date: '2001',
    genre: 'Folk',
    isrc: null,
  };
  for (let track = 1; track <= 1_200; track += 1)
    await writeFile(
      join(base, 'music', 'Old Ferry', `${track}.mp3`),
      songBytes({
        container: 'mp3',
        durationS: 1,
        tune: track,
        tags: { ...tags, title: track === 7 ? 'Signal Fires' : `Filler ${track}`, track },
      }),
    );
  await writeFile(join(base, 'music', 'letter.flac'), 'Dear reader, this is no music.');
  const rows = [
    'Track Name,Artist Name(s),Album Name,Track Duration (ms)',
    'Signal Fires,Old Ferry,Crossings,1000',
    'Copper Rain,Ida Voss,Kitchen Songs,180000',
  ];
  await writeFile(join(base, 'list.csv'), rows.join('\n'));

  const run = spawnSync(process.execPath, [launcher, 'missing', join(base, 'list.csv'), '--library', join(base, 'music'), '--json'], {
    encoding: 'utf8',
  });
  expect({ status: run.status, stderr: run.stderr }).toMatchObject({
    status: 0,
    stderr: expect.stringMatching(
      /\d+ of 1201 files read[^]*not read: letter\.flac \(not-audio: [^]*1200 tracks in the library/,
    ) as unknown,
  });
  expect(JSON.parse(run.stdout)).toMatchObject({
    unread: [{ path: 'letter.flac', kind: 'file', reason: 'not-audio' }],
    entries: [
      { title: 'Signal Fires', state: 'owned', file: 'Old Ferry/7.mp3' },
      { title: 'Copper Rain', state: 'missing', file: null },
    ],
  });
}, 60_000);

it('names that a terminal or a spreadsheet would obey are shown and written harmless, and keep their value in JSON', async () => {
  const title = 'Fire\x9b2J\u202egpj; =HYPERLINK("http://x")';
  const [csv, out] = [join(base, 'evil.csv'), join(base, 'out')];
  await writeFile(csv, `Track Name,Artist Name(s)\n"${title.replaceAll('"', '""')}",=cmd\n"a"b,c\n"\x1b]0;owned\x07"x,y\n`);
  await mkdir(join(base, 'empty'), { recursive: true });
  const missing = (...more: string[]) =>
    spawnSync(process.execPath, [launcher, 'missing', csv, '--library', join(base, 'empty'), ...more], { encoding: 'utf8' });

  const shown = missing('--out', out);
  expect({ status: shown.status, stderr: shown.stderr }).toMatchObject({ status: 0, stderr: expect.stringContaining('line 3') as unknown });
  for (const words of [shown.stdout, shown.stderr]) expect(words).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  expect(shown.stdout).toContain('Fire<U+009B>2J<U+202E>gpj');
  const table = await readFile(join(out, 'missing.csv'), 'utf8');
  expect(table).toContain(`"'=cmd"`);
  expect(table).toContain(`; '=HYPERLINK(""http://x"")`);
  expect(table).not.toMatch(/[\x7f-\x9f\u202e]/);
  for (const json of [missing('--json').stdout, `{"entries":${await readFile(join(out, 'missing.json'), 'utf8')}}`]) {
    expect(json).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
    expect(JSON.parse(json)).toMatchObject({ entries: [{ title, artists: ['=cmd'] }] });
  }
}, 60_000);

it('a list in the code page of another computer is read, and it is said how', async () => {
  // "Кино" in windows-1251.
  const list = join(base, 'spisok.csv');
  await writeFile(list, Buffer.from('Title;Artist\nHome;\xca\xe8\xed\xee\n', 'latin1'));
  await mkdir(join(base, 'empty'), { recursive: true });
  const run = spawnSync(process.execPath, [launcher, 'missing', list, '--library', join(base, 'empty'), '--json'], { encoding: 'utf8' });
  expect({ status: run.status, stderr: run.stderr }).toMatchObject({
    status: 0,
    stderr: expect.stringMatching(/^spisok\.csv: [^]*it was read as windows-1251/) as unknown,
  });
  expect(JSON.parse(run.stdout)).toMatchObject({
    problems: [{ code: 'encoding-guessed' }],
    entries: [{ title: 'Home', artists: ['Кино'] }],
  });
}, 60_000);

it('a list that can not be read ends in a sentence', () => {
  const run = spawnSync(process.execPath, [launcher, 'missing', join(base, 'none.csv'), '--library', base], { encoding: 'utf8' });
  expect(run).toMatchObject({ status: 1, stderr: `${join(base, 'none.csv')} can't be read: there is no such file\n` });
});
