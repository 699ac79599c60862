import type { AuditAction } from '@workcompanion/core/audit/audit-actions';

interface Words {
  readonly en: string;
  readonly 'zh-CN': string;
}

/** What each action of the audit log is called, in all languages side by side. */
const AUDIT_ACTION_WORDS = {
  'store.tested': { en: 'Tested a store', 'zh-CN': '测试存储' },
  'mail.tested': { en: 'Sent a test e-mail', 'zh-CN': '发送测试邮件' },
  'session.began': { en: 'Signed in', 'zh-CN': '登录' },
  'session.refused': { en: 'Sign-in refused', 'zh-CN': '登录被拒绝' },
  'session.link-made': {
    en: 'Opened the portal from the recorder',
    'zh-CN': '从录制程序打开门户',
  },
  'session.ended': { en: 'Signed out', 'zh-CN': '退出登录' },
  'session.second-factor-shown': { en: 'Showed the second factor', 'zh-CN': '完成了两步验证' },
  'session.ended-others': { en: 'Signed out everywhere else', 'zh-CN': '退出其他所有登录' },
  'account.password-changed': { en: 'Changed the own password', 'zh-CN': '修改了自己的密码' },
  'account.second-factor-added': { en: 'Set up a second factor', 'zh-CN': '开启了两步验证' },
  'account.second-factor-removed': {
    en: 'Removed the own second factor',
    'zh-CN': '关闭了自己的两步验证',
  },
  'account.passkey-added': { en: 'Added a passkey', 'zh-CN': '添加了通行密钥' },
  'account.passkey-removed': {
    en: 'Removed a passkey of their own',
    'zh-CN': '删除了自己的通行密钥',
  },
  'user.created': { en: 'Created the account', 'zh-CN': '创建账号' },
  'user.invited': { en: 'Invited', 'zh-CN': '邀请' },
  'user.joined': { en: 'Accepted the invitation', 'zh-CN': '接受邀请' },
  'user.link-made': { en: 'Made a link for', 'zh-CN': '生成链接' },
  'user.link-mailed': { en: 'Sent the link by e-mail', 'zh-CN': '通过邮件发送链接' },
  'user.password-reset': { en: 'Chose another password by a link', 'zh-CN': '通过链接重设密码' },
  'user.changed': { en: 'Changed the account', 'zh-CN': '修改账号' },
  'user.disabled': { en: 'Disabled', 'zh-CN': '停用' },
  'user.enabled': { en: 'Enabled', 'zh-CN': '启用' },
  'user.sessions-ended': { en: 'Signed out everywhere', 'zh-CN': '使其退出所有登录' },
  'user.second-factor-removed': { en: 'Removed the second factor', 'zh-CN': '移除两步验证' },
  'user.identity-linked': { en: 'First came by the company sign-in', 'zh-CN': '首次通过公司登录' },
  'user.provisioned': {
    en: 'Account made at the first company sign-in',
    'zh-CN': '首次通过公司登录创建账号',
  },
  'user.roles-mapped': {
    en: 'Roles taken over from the company sign-in',
    'zh-CN': '从公司登录同步角色',
  },
  'team.created': { en: 'Created the team', 'zh-CN': '新建团队' },
  'person.renamed': { en: 'Named the person', 'zh-CN': '为此人命名' },
  'team.renamed': { en: 'Renamed the team', 'zh-CN': '重命名团队' },
  'team.deleted': { en: 'Deleted the team', 'zh-CN': '删除团队' },
  'team.managers-changed': { en: 'Changed the managers', 'zh-CN': '更改主管' },
  'team.members-changed': { en: 'Changed the members', 'zh-CN': '更改成员' },
  'control-request.made': { en: 'Asked for another person’s agreement', 'zh-CN': '提交审批申请' },
  'control-request.agreed': { en: 'Agreed to it', 'zh-CN': '同意申请' },
  'control-request.refused': { en: 'Refused it', 'zh-CN': '拒绝申请' },
  'control-request.withdrawn': { en: 'Withdrew the request', 'zh-CN': '撤回申请' },
  'grant.given': { en: 'Lent a right', 'zh-CN': '授予临时权限' },
  'grant.withdrawn': { en: 'Withdrew a right', 'zh-CN': '收回临时权限' },
  'purpose.declared': { en: 'Said why they watch', 'zh-CN': '说明了查看原因' },
  'purpose.declared-undisclosed': {
    en: 'Said why they watch, to be shown later',
    'zh-CN': '说明了查看原因，稍后告知本人',
  },
  'watching.changed': { en: 'Changed the rules of watching', 'zh-CN': '修改了查看规则' },
  'sign-in.changed': { en: 'Changed the rules of signing in', 'zh-CN': '修改了登录规则' },
  'remark.made': { en: 'Made a remark on the own footage', 'zh-CN': '对自己的录像作了说明' },
  'remark.disputed': { en: 'Disputed the own footage', 'zh-CN': '对自己的录像提出异议' },
  'remark.answered': { en: 'Answered a remark', 'zh-CN': '答复了说明' },
  'view.began': { en: 'Watched', 'zh-CN': '观看' },
  'search.made': { en: 'Searched recordings', 'zh-CN': '搜索录像' },
  'saved-search.began': { en: 'Began a saved search', 'zh-CN': '已保存的搜索开始执行' },
  'saved-search.ended': { en: 'Ended a saved search', 'zh-CN': '结束已保存的搜索' },
  'search.report-made': { en: 'Made a signed report on a search', 'zh-CN': '制作签名的搜索报告' },
  'footage.deleted': { en: 'Footage deleted', 'zh-CN': '录像已删除' },
  'player-link.made': {
    en: 'Made an address for a player',
    'zh-CN': '生成播放器地址',
  },
  'player-link.opened': {
    en: 'The address for a player was first used',
    'zh-CN': '播放器地址首次被使用',
  },
  'player-link.ended': {
    en: 'Ended an address for a player',
    'zh-CN': '停用播放器地址',
  },
  'footage.restore-requested': { en: 'Asked to restore footage', 'zh-CN': '请求取回录像' },
  'bookmark.made': { en: 'Made a bookmark', 'zh-CN': '添加书签' },
  'bookmark.removed': { en: 'Removed a bookmark', 'zh-CN': '删除书签' },
  'bookmark.commented': { en: 'Commented on a bookmark', 'zh-CN': '评论书签' },
  'samples.drawn': { en: 'Drew stretches for review', 'zh-CN': '抽取复核片段' },
  'device.enrolled': { en: 'Enrolled', 'zh-CN': '注册' },
  'device.revoked': { en: 'Revoked', 'zh-CN': '吊销' },
  'device.retired': { en: 'Retired', 'zh-CN': '停用' },
  'device.reinstated': { en: 'Put back in use', 'zh-CN': '恢复使用' },
  'device.approved': { en: 'Said whose it is', 'zh-CN': '已确认归属' },
  'device.refused': { en: 'Refused for good', 'zh-CN': '永久拒绝' },
  'device.merged': { en: 'Merged with its predecessor', 'zh-CN': '与先前的注册合并' },
  'webhook.added': { en: 'Added a webhook', 'zh-CN': '添加 Webhook' },
  'webhook.changed': { en: 'Changed a webhook', 'zh-CN': '更改 Webhook' },
  'webhook.removed': { en: 'Removed a webhook', 'zh-CN': '移除 Webhook' },
  'webhook.tested': { en: 'Tested a webhook', 'zh-CN': '测试 Webhook' },
  'enrolment-token.created': { en: 'Created an enrolment token', 'zh-CN': '创建注册令牌' },
  'enrolment-token.revoked': { en: 'Revoked an enrolment token', 'zh-CN': '吊销注册令牌' },
  'release.uploaded': { en: 'Uploaded a release', 'zh-CN': '上传了新版本' },
  'release.rolled-out': { en: 'Rolled out a release', 'zh-CN': '开始推送版本' },
  'release.paused': { en: 'Paused a release', 'zh-CN': '暂停了推送' },
  'release.paused-by-failures': {
    en: 'A release was paused because it failed',
    'zh-CN': '因更新失败自动暂停了推送',
  },
  'release.resumed': { en: 'Went on with a release', 'zh-CN': '恢复了推送' },
  'release.withdrawn': { en: 'Withdrew a release', 'zh-CN': '撤回了版本' },
  'release.retried': { en: 'Had a release tried again', 'zh-CN': '要求设备重试更新' },
  'policy.created': { en: 'Wrote a policy', 'zh-CN': '编写策略' },
  'policy.assigned': { en: 'Put a policy in force', 'zh-CN': '使策略生效' },
  'policy.withdrawn': { en: 'Withdrew a policy', 'zh-CN': '撤回策略' },
  'case.made': { en: 'Made a case', 'zh-CN': '新建案件' },
  'case.closed': { en: 'Closed the case', 'zh-CN': '结案' },
  'case.reopened': { en: 'Opened the case again', 'zh-CN': '重新打开案件' },
  'case.member-added': { en: 'Added a member to the case', 'zh-CN': '添加案件成员' },
  'case.member-removed': { en: 'Removed a member from the case', 'zh-CN': '移除案件成员' },
  'case.note-written': { en: 'Wrote a note in the case', 'zh-CN': '在案件中写备注' },
  'case.bookmark-added': { en: 'Added a bookmark to the case', 'zh-CN': '将书签加入案件' },
  'case.bookmark-removed': { en: 'Took a bookmark out of the case', 'zh-CN': '将书签移出案件' },
  'clip.made': { en: 'Made a clip', 'zh-CN': '截取片段' },
  'clip.removed': { en: 'Took a clip out of the case', 'zh-CN': '将片段移出案件' },
  'clip.texts-wanted': { en: 'Had the text of a clip read', 'zh-CN': '要求识别片段中的文字' },
  'evidence-package.requested': { en: 'Asked for an evidence package', 'zh-CN': '申请制作证据包' },
  'evidence-package.retried': {
    en: 'Tried a failed package again',
    'zh-CN': '重试制作失败的证据包',
  },
  'evidence-package.approved': { en: 'Agreed to an evidence package', 'zh-CN': '同意制作证据包' },
  'evidence-package.refused': { en: 'Refused an evidence package', 'zh-CN': '拒绝制作证据包' },
  'evidence-package.cancelled': { en: 'Cancelled an evidence package', 'zh-CN': '取消制作证据包' },
  'evidence-package.started': {
    en: 'Began to make an evidence package',
    'zh-CN': '开始制作证据包',
  },
  'evidence-package.made': { en: 'Made an evidence package', 'zh-CN': '证据包制作完成' },
  'evidence-package.reissued': { en: 'Made an evidence package anew', 'zh-CN': '重新制作证据包' },
  'evidence-package.failed': {
    en: 'Could not make an evidence package',
    'zh-CN': '证据包制作失败',
  },
  'evidence-package.expired': {
    en: 'Deleted an evidence package whose time was over',
    'zh-CN': '删除到期的证据包',
  },
  'evidence-package.downloaded': { en: 'Downloaded an evidence package', 'zh-CN': '下载证据包' },
  'evidence-package.shared': { en: 'Shared an evidence package', 'zh-CN': '共享证据包' },
  'evidence-package.share-opened': {
    en: 'A shared package was opened with its passcode',
    'zh-CN': '有人用口令打开了共享的证据包',
  },
  'evidence-package.share-watched': {
    en: 'A shared package was watched',
    'zh-CN': '有人观看了共享的证据包',
  },
  'evidence-package.share-downloaded': {
    en: 'A shared package was downloaded',
    'zh-CN': '有人下载了共享的证据包',
  },
  'evidence-package.share-refused': {
    en: 'A wrong passcode for a shared package',
    'zh-CN': '共享的证据包口令错误',
  },
  'evidence-package.share-revoked': { en: 'Revoked a share', 'zh-CN': '撤销共享' },
  'evidence-package.rules-changed': {
    en: 'Changed the rules of evidence packages',
    'zh-CN': '修改证据包规则',
  },
  'hold.placed': { en: 'Placed a legal hold', 'zh-CN': '设置法律保留' },
  'hold.released': { en: 'Released a legal hold', 'zh-CN': '解除法律保留' },
  'retention-rule.proposed': { en: 'Proposed a retention rule', 'zh-CN': '提议保留规则' },
  'retention-rule.put-in-force': { en: 'Put a retention rule in force', 'zh-CN': '使保留规则生效' },
  'retention-rule.withdrawn': { en: 'Withdrew a retention rule', 'zh-CN': '撤回保留规则' },
  'retention-rule.dropped': {
    en: 'Dropped a proposed retention rule',
    'zh-CN': '放弃所提议的保留规则',
  },
  'deletion-request.made': { en: 'Asked for recordings to be deleted', 'zh-CN': '申请删除录像' },
  'deletion-request.approved': { en: 'Approved a deletion', 'zh-CN': '批准删除申请' },
  'deletion-request.refused': { en: 'Refused a deletion', 'zh-CN': '拒绝删除申请' },
  'deletion-request.taken-back': {
    en: 'Took back a request for deletion',
    'zh-CN': '撤回删除申请',
  },
  'deletion-request.held': {
    en: 'Left what a legal hold keeps of a deletion that was asked for',
    'zh-CN': '法律保留暂缓了部分已批准的删除',
  },
  'deletion-request.carried-out': {
    en: 'Carried out a deletion that was asked for',
    'zh-CN': '执行已批准的删除',
  },
  'keys.destroyed': { en: 'Destroyed keys', 'zh-CN': '销毁密钥' },
  'keys.issued': { en: 'Issued a key', 'zh-CN': '签发密钥' },
  'integrity.alarm': { en: 'Integrity alarm', 'zh-CN': '完整性告警' },
  'checkpoint.contradicted': {
    en: 'A device keeps other checkpoints than this server',
    'zh-CN': '有设备保存的检查点与本服务器不一致',
  },
  'checkpoint.explained': {
    en: 'Explained why checkpoints differ',
    'zh-CN': '说明了检查点不一致的原因',
  },
  'database.restored': { en: 'Restored the database from a backup', 'zh-CN': '从备份恢复了数据库' },
  'quarantine.retried': { en: 'Tried quarantined files again', 'zh-CN': '重试被隔离的文件' },
  'audit.verified': { en: 'Verified the log', 'zh-CN': '校验日志' },
  'audit.exported': { en: 'Exported the log', 'zh-CN': '导出日志' },
  'list.exported': { en: 'Saved a list as a file', 'zh-CN': '将列表保存为文件' },
} as const satisfies Readonly<Record<AuditAction, Words>>;

type NestedWords = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The words of one language by the two parts of an action's name: a message's key may hold no dot. */
export function auditActionWords(locale: keyof Words): NestedWords {
  const nested: Record<string, Record<string, string>> = {};
  for (const [action, words] of Object.entries(AUDIT_ACTION_WORDS)) {
    const [noun = '', verb = ''] = action.split('.');
    nested[noun] = { ...nested[noun], [verb]: words[locale] };
  }
  return nested;
}
