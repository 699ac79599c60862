import { connect, createServer, type Socket } from 'node:net';

/**
 * A process that passes bytes on: `tcp-proxy.ts PORT HOST TARGET_PORT…`. Of several targets each
 * connection gets the next one that is there. Tells its port when it listens. Told to swallow, it drops
 * whatever comes over a connection that is open then, and never passes anything over that one again.
 */
const [port, host, ...targetPorts] = process.argv.slice(2);
let turn = 0;
let isSwallowing = false;
const passing = new Set<() => void>();

const server = createServer((client) => {
  if (isSwallowing) {
    client.on('error', () => {}).resume();
    return;
  }
  turn = (turn + 1) % targetPorts.length;
  passOn(client, [...targetPorts.slice(turn), ...targetPorts.slice(0, turn)]);
});
server.listen(Number(port), '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' && address !== null ? address.port : 0);
});
process.on('disconnect', () => process.exit());
process.on('message', (word) => {
  isSwallowing = word === 'swallow';
  if (!isSwallowing) return;
  for (const swallow of passing) swallow();
  passing.clear();
});

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
    const swallow = () => {
      client.unpipe(target).resume();
      target.unpipe(client).resume();
    };
    passing.add(swallow);
    client.once('close', () => passing.delete(swallow));
  });
  client.on('error', () => target.destroy());
  target.on('error', () => {
    if (isThere) client.destroy();
    else passOn(client, others);
  });
}
