import { CoreLink } from '../../src/main/core-link.ts';
import { readMachineSettings } from '../../src/main/machine-settings.ts';
import { shellSettings } from '../../src/main/shell-settings.ts';
import { startCore } from '../../src/main/start-core.ts';

/**
 * What the stand-in for Electron does: the shell's own line to the recorder, without a window. It
 * acknowledges the notice. `window.mjs PROGRAM ARGS`, beside the folder of the recorder.
 */
const argv = process.argv.slice(2);
const settings = shellSettings({
  ...{ argv, execPath: argv[0] ?? '', packaged: true },
  ...{ appPath: import.meta.dirname, resources: import.meta.dirname },
  appData: process.env['APPDATA'] ?? '',
  machine: readMachineSettings(),
  environment: {},
});
const link = new CoreLink({
  folder: settings.folder,
  startCore: () => startCore(settings, { systemSecret: null, reenrol: false }),
  facts: () => ({ displays: [], away: null, idleSeconds: null, onBattery: null }),
});
link.on('look', (view) => {
  if (view?.notice?.acknowledged !== false) return;
  link.ask({ command: 'acknowledge', locale: 'en' }).catch(() => {});
});
await link.run();
