'use strict';
// Stands in for undici's index in the recorder's bundle (build.ts): what the recorder calls of it.
const api = require('undici/lib/api');
const Agent = require('undici/lib/dispatcher/agent');
const Dispatcher = require('undici/lib/dispatcher/dispatcher');
const buildConnector = require('undici/lib/core/connect');

Object.assign(Dispatcher.prototype, api);
module.exports = { Agent, buildConnector };
