import { loadMasterKey } from '@workcompanion/core/crypto/load-master-key';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { connect } from '@workcompanion/db/client';
import type { Env } from '../env.ts';
import { SignInThrottle } from './auth/sign-in-throttle.ts';
import type { ServerContext } from './context.ts';
import { DataKeyCache } from './keys/data-key-cache.ts';
import { ensureServerKeys } from './keys/ensure-server-keys.ts';
import { sessionSecret } from './keys/session-secret.ts';
import { createLogger } from './log/create-logger.ts';
import { FootageAccessLog } from './playback/footage-access-log.ts';
import { discardAbandonedUploads } from './recorder/discard-abandoned-uploads.ts';
import { KnownDeviceKeys } from './recorder/known-device-keys.ts';
import { RunningUploads } from './recorder/running-uploads.ts';

/** A request's statement never runs longer; ms. */
const STATEMENT_TIMEOUT_MS = 30_000;

export interface OpenedContext {
  readonly context: ServerContext;
  close(): Promise<void>;
}

/** Opens what the server works with, once a process. Whoever opened it closes it. */
export async function openContext(env: Env): Promise<OpenedContext> {
  const log = createLogger(env.LOG_LEVEL);
  const masterKey = await loadMasterKey(env);
  const now = () => Date.now() * 1000;
  await discardAbandonedUploads(env.HOT_DIR, Date.now());
  const { db, close } = connect(env.DATABASE_URL, {
    max: env.DATABASE_CONNECTIONS,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    applicationName: 'workcompanion portal',
    onIdleError: (err) => log.warn({ err }, 'an idle database connection broke'),
  });
  try {
    const context: ServerContext = {
      db,
      hot: new FolderStore(env.HOT_DIR),
      masterKey,
      keys: await ensureServerKeys({ db, masterKey, now }),
      sessionSecret: sessionSecret(masterKey),
      now,
      log,
      config: {
        publicUrl: env.PUBLIC_URL,
        hotDir: env.HOT_DIR,
        keyWindowHours: env.KEY_WINDOW_HOURS,
        hotMinimumFreeBytes: env.HOT_MINIMUM_FREE_BYTES,
      },
      dataKeys: new DataKeyCache(),
      deviceKeys: new KnownDeviceKeys(),
      uploads: new RunningUploads(),
      signInThrottle: new SignInThrottle(),
      footageAccess: new FootageAccessLog(),
      requestId: '',
    };
    return { context, close };
  } catch (error) {
    await close();
    throw error;
  }
}
