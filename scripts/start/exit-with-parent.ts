/**
 * Preloaded into our children: when the process that started them is gone, even by `kill -9`, they
 * stop as if it had asked them to. Else they would hold the port against the next start.
 */
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();

// What they fork in turn (as Next does during development) lives by its channel: not for those.
const preload = process.execArgv.indexOf(import.meta.url);
if (preload > 0) process.execArgv.splice(preload - 1, 2);
