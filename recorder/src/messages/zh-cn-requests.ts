import type { RecorderMessages } from './en.ts';

export const zhCnRequests: Pick<RecorderMessages, 'pause' | 'enrolAnew' | 'footer' | 'answers'> = {
  pause: {
    button: '暂停录制…',
    resume: '继续录制',
    title: '暂停录制',
    reason: '原因',
    reasons: { call: '私人谈话', personal: '个人事务', break: '休息', other: '其他' },
    otherLabel: '您的原因',
    minutes: '暂停多久',
    minutesText: '{count} 分钟',
    explain: '暂停及其原因会写入记录。',
    confirm: '暂停',
    cancel: '取消',
  },
  enrolAnew: { button: '重新注册这台电脑' },
  footer: {
    language: '语言',
    languages: { auto: '语言：自动', en: 'English', 'zh-CN': '简体中文' },
    theme: '颜色',
    themes: { system: '颜色：自动', light: '浅色', dark: '深色' },
    logs: '保存日志…',
    logsName: '录制程序日志-{date}.txt',
    version: '{version}',
  },
  answers: {
    refused: '录制程序拒绝了此操作。',
    'storage-full': '磁盘已满，无法写入此操作。腾出空间之前不会录制。',
    'no-token': '管理员须先为这台电脑提供门户的注册令牌。',
    unavailable: '录制程序没有响应，请重试。',
    internal: '操作未成功，请重试。',
    'stale-notice': '告知书已更新，请重新阅读。',
  },
};
