import { describe, expect, it } from '@jest/globals';
import { basicEnvironment, declaredOf, merged } from './environment.js';

describe('the environment of a child', () => {
  const environment = { PATH: '/bin', LC_ALL: 'C', SOULSYNC_PLEX_TOKEN: 'marker', AWS_SECRET_ACCESS_KEY: 'marker' };

  it('holds what any program needs, and no secret of anybody', () => {
    expect(basicEnvironment(environment)).toEqual({ PATH: '/bin', LC_ALL: 'C' });
  });

  it('holds of our variables those the service declares, in either form', () => {
    const given = { SOULSYNC_PLEX_TOKEN: 'a', SOULSYNC_SLSKD_API_KEY_FILE: '/key', SOULSYNC_MUSIC_DIR: '/music' };
    expect(declaredOf(['SOULSYNC_SLSKD_API_KEY', 'SOULSYNC_MUSIC_DIR'], given)).toEqual({
      SOULSYNC_SLSKD_API_KEY_FILE: '/key',
      SOULSYNC_MUSIC_DIR: '/music',
    });
  });
});

describe('variables of several origins', () => {
  it('are those of the last one that names them, as a value or as a file', () => {
    expect(merged({ SOULSYNC_SECRET_KEY_FILE: '/ours' }, { SOULSYNC_SECRET_KEY: 'theirs' })).toEqual({ SOULSYNC_SECRET_KEY: 'theirs' });
    expect(merged({ SOULSYNC_SECRET_KEY: 'ours' }, { SOULSYNC_SECRET_KEY_FILE: '/theirs' })).toEqual({
      SOULSYNC_SECRET_KEY_FILE: '/theirs',
    });
  });
});
