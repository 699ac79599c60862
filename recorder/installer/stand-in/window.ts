import { version } from 'node:os';
import { CoreClient } from '../../src/main/core-client.ts';
import { readMachineSettings, removeEnrollToken } from '../../src/main/machine-settings.ts';
import { shellSettings } from '../../src/main/shell-settings.ts';
import { startCore } from '../../src/main/start-core.ts';

/**
 * What the stand-in for Electron does: the shell's own line to the recorder, without a window. It
 * acknowledges the notice. `window.mjs PROGRAM ARGS`, beside the folder of the recorder.
 */
const argv = process.argv.slice(2);
const settings = shellSettings({
  argv,
  execPath: argv[0] ?? '',
  packaged: true,
  appPath: import.meta.dirname,
  resources: import.meta.dirname,
  places: {
    local: process.env['LOCALAPPDATA'] ?? '',
    roaming: process.env['APPDATA'] ?? '',
  },
  machine: readMachineSettings(),
  system: version(),
  environment: {},
});
const client = new CoreClient({
  folder: settings.folder,
  startCore: () => startCore(settings, { systemSecret: null, reenrol: false }),
  facts: () => ({ displays: [], away: null, idleSeconds: null, onBattery: null, proxies: null }),
});
let tokenRemoved = !settings.removesToken;
client.on('view', (view) => {
  if (view?.phase === 'running' && !tokenRemoved) {
    tokenRemoved = true;
    removeEnrollToken();
  }
  if (view?.notice?.acknowledged !== false) return;
  client.ask({ command: 'acknowledge', locale: 'en' }).catch(() => {});
});
await client.run();
