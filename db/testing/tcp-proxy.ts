import { connect, createServer } from 'node:net';

/** A process that passes bytes on: `tcp-proxy.ts PORT HOST TARGET_PORT`. Tells its port when it listens. */
const [port, host, targetPort] = process.argv.slice(2);

const server = createServer((client) => {
  const target = connect(Number(targetPort), host);
  client.pipe(target).pipe(client);
  client.on('error', () => target.destroy());
  target.on('error', () => client.destroy());
});
server.listen(Number(port), '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' && address !== null ? address.port : 0);
});
process.on('disconnect', () => process.exit());
