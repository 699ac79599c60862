'use strict';
// Electron's own start-up of `electron APP`, which packagers delete: runs the app in a folder.
const { app } = require('electron');
const { existsSync } = require('node:fs');
const { Module } = require('node:module');
const path = require('node:path');

const args = process.argv.slice(1);
const preloads = [];
let folder = null;
for (let index = 0; index < args.length && folder === null; index += 1) {
  if (args[index] === '-r') {
    index += 1;
    preloads.push(args[index]);
  } else if (existsSync(path.join(args[index], 'package.json'))) folder = path.resolve(args[index]);
}
if (folder === null) {
  process.stderr.write('usage: electron FOLDER\n');
  process.exit(2);
}
process.defaultApp = true;
const manifest = require(path.join(folder, 'package.json'));
app.setVersion(manifest.version);
app.setName(manifest.productName ?? manifest.name);
app.setAppPath(folder);
for (const preload of preloads) Module._load(preload, Module, false);
require(path.join(folder, manifest.main));
