import { describe, expect, it } from 'vitest';
import { readStartEnv } from './env.ts';

describe('readStartEnv', () => {
  it('needs no setting at all', () => {
    expect(readStartEnv('/srv/portal', {})).toEqual({
      databaseUrl: null,
      dataDir: '/srv/portal/data',
      hotDir: '/srv/portal/data/hot',
      releasesDir: '/srv/portal/data/releases',
      releaseKeyFile: null,
      thumbnailDir: '/srv/portal/data/thumbnails',
      exportsDir: '/srv/portal/data/exports',
      archiveDir: '/srv/portal/data/archive',
      coldCacheDir: '/srv/portal/data/cold-cache',
      masterKeyFile: '/srv/portal/data/secrets/master.key',
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://localhost:3000',
    });
  });

  it('takes an empty value for none, and the port into the address', () => {
    const env = readStartEnv('/srv/portal', {
      DATABASE_URL: '',
      PORT: '8080',
      HOT_DIR: '/mnt/hot',
    });
    expect(env).toMatchObject({
      databaseUrl: null,
      hotDir: '/mnt/hot',
      publicUrl: 'http://localhost:8080',
    });
  });

  it('names the setting that is wrong, and never its value', () => {
    const read = () =>
      readStartEnv('/srv', { DATABASE_URL: 'mysql://me:sesame@db/x', PORT: 'eighty' });
    expect(read).toThrow(/DATABASE_URL/);
    expect(read).toThrow(/PORT/);
    expect(read).not.toThrow(/sesame/);
  });
});
