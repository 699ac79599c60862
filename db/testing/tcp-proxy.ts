import { connect, createServer, type Socket } from 'node:net';

/**
 * A process that passes bytes on: `tcp-proxy.ts PORT HOST TARGET_PORT…`. Of several targets each
 * connection gets the next one that is there. Tells its port when it listens.
 */
const [port, host, ...targetPorts] = process.argv.slice(2);
let turn = 0;

const server = createServer((client) => {
  turn = (turn + 1) % targetPorts.length;
  passOn(client, [...targetPorts.slice(turn), ...targetPorts.slice(0, turn)]);
});
server.listen(Number(port), '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' && address !== null ? address.port : 0);
});
process.on('disconnect', () => process.exit());

function passOn(client: Socket, [targetPort, ...others]: readonly string[]): void {
  if (targetPort === undefined) {
    client.destroy();
    return;
  }
  const target = connect(Number(targetPort), host);
  let isThere = false;
  target.once('connect', () => {
    isThere = true;
    client.pipe(target).pipe(client);
  });
  client.on('error', () => target.destroy());
  target.on('error', () => {
    if (isThere) client.destroy();
    else passOn(client, others);
  });
}
