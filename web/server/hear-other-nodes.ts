import { NoticeListener } from '@workcompanion/db/notice-listener';
import type { ServerContext } from './context.ts';

type Node = Pick<ServerContext, 'watchNotifier' | 'sessions' | 'viewRights' | 'now' | 'log'>;

/** What happens at other nodes counts here at once, and not only when what is remembered is over. */
export function hearOtherNodes(node: Node, databaseUrl: string): NoticeListener {
  const { watchNotifier, sessions, viewRights, now, log } = node;
  // Once a loss, not once a try.
  let isTold = false;
  return new NoticeListener({
    databaseUrl,
    applicationName: 'workcompanion portal notices',
    hear: {
      watched: (device) => watchNotifier.wake(device),
      'sessions-ended': (user) => sessions.forget(user, now()),
      'rights-changed': () => viewRights.forget(),
    },
    onChange: (isListening) => {
      watchNotifier.hearsOthers = isListening;
      if (isListening) isTold = false;
    },
    onProblem: (err) => {
      if (!isTold) log.warn({ err }, 'what other nodes tell is not heard; trying again');
      isTold = true;
    },
  });
}
