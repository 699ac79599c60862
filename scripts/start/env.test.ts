import { describe, expect, it } from 'vitest';
import { childEnv } from './child-env.ts';
import { readStartEnv } from './env.ts';

describe('readStartEnv', () => {
  it('needs no setting at all', () => {
    expect(readStartEnv('/srv/portal', {})).toEqual({
      databaseUrl: null,
      databaseOwnerUrl: null,
      dataDir: '/srv/portal/data',
      hotDir: '/srv/portal/data/hot',
      isHotInBucket: false,
      areObjectsInBucket: false,
      releasesDir: '/srv/portal/data/releases',
      releaseKeyFile: null,
      thumbnailDir: '/srv/portal/data/thumbnails',
      evidencePackagesDir: '/srv/portal/data/evidence-packages',
      journalDir: '/srv/portal/data/journal',
      archiveDir: '/srv/portal/data/archive',
      coldCacheDir: '/srv/portal/data/cold-cache',
      assetsDir: '/srv/portal/data/assets',
      masterKeyFile: '/srv/portal/data/secrets/master.key',
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://localhost:3000',
      migratesOnStart: true,
      textReaders: 1,
      drainSeconds: 0,
      stopSeconds: 10,
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

  it('tells no child of the owner of the database, and takes one beside another account alone', () => {
    const DATABASE_OWNER_URL = 'postgres://owner:sesame@db/x';
    expect(() => readStartEnv('/srv', { DATABASE_OWNER_URL })).toThrow(/needs DATABASE_URL/);
    const given = { DATABASE_URL: 'postgres://portal:other@db/x', DATABASE_OWNER_URL };
    const env = readStartEnv('/srv', given);
    expect(env.databaseOwnerUrl).toBe(DATABASE_OWNER_URL);
    const child = childEnv(env, given.DATABASE_URL, given);
    expect(child['DATABASE_URL']).toBe(given.DATABASE_URL);
    expect(JSON.stringify(child)).not.toContain('sesame');
  });
});
