'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const stage = process.env.WORKCOMPANION_STAGE;
const releaseKey = join(stage, 'release-key.txt');

/** What electron-builder makes of the staged app. Run by dist-win.ts, which prepares all it names. */
module.exports = {
  appId: 'com.workcompanion.recorder',
  productName: 'WorkCompanion Recorder',
  copyright: 'WorkCompanion, Apache-2.0',
  electronDist: process.env.WORKCOMPANION_ELECTRON_DIST,
  npmRebuild: false,
  asar: true,
  directories: { app: join(stage, 'app'), output: join(stage, 'out'), buildResources: stage },
  files: ['**/*', '!node_modules/**'],
  extraResources: [
    { from: join(stage, 'core'), to: 'core' },
    ...(existsSync(releaseKey) ? [{ from: releaseKey, to: 'release-key.txt' }] : []),
  ],
  electronLanguages: ['en-US', 'en-GB', 'zh-CN'],
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  },
  win: {
    target: ['msi'],
    icon: join(stage, 'icon.ico'),
    // Signed when WIN_CSC_LINK and WIN_CSC_KEY_PASSWORD are set: electron-builder's own variables.
    signAndEditExecutable: true,
    // Its default signs by SHA-1 as well, for Windows 7.
    signtoolOptions: { signingHashAlgorithms: ['sha256'] },
  },
  // For tests.
  linux: { target: ['dir'], executableName: 'workcompanion-recorder', category: 'Office' },
  msi: {
    oneClick: true,
    perMachine: true,
    upgradeCode: 'B4B7B1B2-6D0F-4E7C-9B6B-0F0B5C3E7A41',
    createDesktopShortcut: false,
    createStartMenuShortcut: true,
    runAfterFinish: false,
    warningsAsErrors: false,
  },
  msiProjectCreated: async (file) => {
    await require('./add-msi-parts.cjs')(file);
    if (existsSync(releaseKey)) await require('./add-updater.cjs')(file);
  },
};
