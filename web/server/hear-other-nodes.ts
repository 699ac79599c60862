import type { DeviceId } from '@workcompanion/core/ids';
import { NoticeListener } from '@workcompanion/db/notice-listener';
import type { ServerContext } from './context.ts';
import { forgetDestroyed } from './playback/cold/forget-destroyed.ts';

type Node = Pick<
  ServerContext,
  'watchNotifier' | 'sessions' | 'viewRights' | 'now' | 'log' | 'db' | 'cold' | 'hotCopies'
>;

/** What happens at other nodes counts here at once, and not only when what is remembered is over. */
export function hearOtherNodes(node: Node, databaseUrl: string): NoticeListener {
  const { watchNotifier, sessions, viewRights, now, log } = node;
  const forget = (device: DeviceId | null) =>
    void forgetDestroyed(node, device).catch((err: unknown) =>
      log.warn({ err, device }, 'copies of destroyed footage could not be looked for'),
    );
  // Once a loss, not once a try.
  let isTold = false;
  return new NoticeListener({
    databaseUrl,
    applicationName: 'workcompanion portal notices',
    hear: {
      watched: (device) => watchNotifier.wake(device),
      'sessions-ended': (user) => sessions.forget(user, now()),
      'footage-destroyed': (device) => forget(device),
      'rights-changed': () => viewRights.forget(),
    },
    onChange: (isListening) => {
      watchNotifier.hearsOthers = isListening;
      if (!isListening) return;
      isTold = false;
      // What was told while nothing was heard.
      forget(null);
    },
    onProblem: (err) => {
      if (!isTold) log.warn({ err }, 'what other nodes tell is not heard; trying again');
      isTold = true;
    },
  });
}
