/**
 * Preloaded into our children: when the process that started them is gone, even by `kill -9`, they
 * stop as if it had asked them to. Else they would hold the port against the next start.
 */
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
