import type { NotificationKind } from '@workcompanion/core/notifications';

interface MailWords {
  readonly kinds: Readonly<Record<NotificationKind, string>>;
  readonly many: (count: number) => string;
  readonly read: string;
  readonly why: string;
}

const ENGLISH: MailWords = {
  kinds: {
    'approval-asked': 'A request waits for your approval',
    'approval-given': 'Your request was approved',
    'approval-refused': 'Your request was refused',
    'package-asked': 'An evidence package waits for your approval',
    'package-refused': 'Your evidence package was refused',
    'package-made': 'Your evidence package is ready',
    'package-failed': 'Your evidence package could not be made',
    remark: 'A remark waits for an answer',
    answer: 'Your remark was answered',
    'saved-search-found': 'A saved search has found something',
    alarm: 'Something needs you: an alarm was raised',
    'alarm-over': 'An alarm is over',
  },
  many: (count) => `${count} new messages in WorkCompanion`,
  read: 'Read it in your inbox:',
  why: 'You get this because you chose e-mail in your inbox. You can change that there.',
};

const CHINESE: MailWords = {
  kinds: {
    'approval-asked': '有一项申请等待您审批',
    'approval-given': '您的申请已获批准',
    'approval-refused': '您的申请已被拒绝',
    'package-asked': '有一个证据包等待您审批',
    'package-refused': '您的证据包申请已被拒绝',
    'package-made': '您的证据包已制作完成',
    'package-failed': '您的证据包制作失败',
    remark: '有一条说明等待答复',
    answer: '您的说明已得到答复',
    'saved-search-found': '已保存的搜索有新的发现',
    alarm: '出现告警，需要您处理',
    'alarm-over': '告警已解除',
  },
  many: (count) => `WorkCompanion 中有 ${count} 条新消息`,
  read: '请在收件箱中查看：',
  why: '您在收件箱中选择了邮件通知，因此收到此邮件。可随时在收件箱中更改。',
};

interface Composed {
  readonly subject: string;
  readonly text: string;
}

/** Tells what happened and where to read it: no names and no footage leave the portal by e-mail. */
export function composeMail(
  kinds: readonly NotificationKind[],
  { locale, publicUrl }: { readonly locale: string; readonly publicUrl: string },
): Composed {
  const words = locale.startsWith('zh') ? CHINESE : ENGLISH;
  const [first] = kinds;
  const isOne = kinds.length === 1 && first !== undefined;
  const counts = new Map<string, number>();
  for (const kind of kinds) {
    const line = words.kinds[kind];
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  const lines = [...counts].map(([line, count]) => `- ${line}${count === 1 ? '' : ` (${count})`}`);
  return {
    subject: isOne ? words.kinds[first] : words.many(kinds.length),
    text: [...lines, '', words.read, `${publicUrl}/inbox`, '', words.why, ''].join('\n'),
  };
}
