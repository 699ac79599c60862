import type { FieldTexts, PolicySection } from '../policy-field.ts';
import type { PolicyText } from './en.ts';

const number = (value: number): string => new Intl.NumberFormat('zh-CN').format(value);
const atOnce = (count: number): string => `同时 ${number(count)} 个`;

const sections: Readonly<Record<PolicySection, string>> = {
  hours: '何时录制',
  picture: '录制什么',
  person: '员工可以做什么',
  excluded: '从不录制的内容',
  traffic: '上传与存储',
  notice: '告知书',
};

const displays = { all: '所有显示器', primary: '仅主显示器' };
const presets = {
  ultrafast: '最低（文件最大）',
  superfast: '很低',
  veryfast: '较低',
  faster: '中等',
  fast: '较高',
  medium: '最高（文件最小）',
};
const windowTrack = {
  off: '不记录',
  programs: '记录正在使用哪个程序，不含窗口标题',
  'programs-and-titles': '记录正在使用哪个程序及其窗口标题',
};
const textReading = {
  off: '不识别',
  on: '识别文字，供有权查看者搜索；随录像一并删除',
};
const updates = { portal: '由本门户推送安装', 'own-tools': '由公司自有工具安装' };

const fields: FieldTexts = {
  schedule: { label: '仅在工作时间录制' },
  'pause.allowed': { label: '可以暂停录制，须说明原因' },
  'pause.maximumMinutes': { label: '最长暂停（分钟）' },
  'pause.reasons': {
    label: '只能从以下原因中选择',
    hint: '留空则可选常用原因，或自行填写。每个之后按回车。',
  },
  'capture.displays': {
    label: '显示器',
    hint: '选择仅主显示器时，其他显示器上的内容不会录制。',
    choices: displays,
  },
  windowTrack: {
    label: '程序与窗口',
    hint: '各程序何时位于最前，在当天时间轴上显示为一条轨道。绝不记录键入的内容，也绝不记录不录制的窗口。适用于 Windows 及使用 X11 的 Linux。',
    choices: windowTrack,
  },
  textReading: {
    label: '屏幕文字',
    hint: '服务器识别此后录制的屏幕内容。文字与录像一样加密保存。搜索者须说明与查看录像相同的事由，被录制者可以看到。',
    choices: textReading,
  },
  'excluded.programs': {
    label: '程序',
    hint: '按系统中的名称填写，如 keepass.exe，每个之后按回车。',
  },
  'excluded.titles': {
    label: '窗口标题中的文字',
    hint: '任何未最小化的窗口，标题中任意位置出现即算。',
  },
  'excluded.how': {
    label: '显示器上出现这些内容时',
    choices: {
      'pause-display': '该显示器停止录制',
      'paint-out': '该显示器继续录制，并遮盖该程序的所有窗口',
    },
    choiceHints: {
      'pause-display': '当天的时间线上会显示空档及其原因。',
      'paint-out':
        '这类窗口打开、移动或关闭时，会有短暂空档。其他位置显示的内容仍然可见，例如任务栏上的名称、通知。',
    },
  },
  'capture.framesPerSecond': {
    label: '每秒帧数',
    hint: '帧数越多，电脑 CPU 占用越高，占用空间几乎不变。',
  },
  'capture.crf': { label: '质量', hint: '16 最清晰，40 最粗糙。约 32 以内小字仍可辨认。' },
  'capture.segmentSeconds': {
    label: '每段秒数',
    hint: '分段越长越省空间。录像要等分段完整后才能看到。',
  },
  'capture.preset': {
    label: '编码强度',
    hint: '强度越高，文件越小，CPU 占用越高。',
    choices: presets,
  },
  'capture.hevc': {
    label: '显卡支持时使用 H.265',
    hint: '文件更小。若用 Firefox 或没有 H.265 硬件解码的电脑观看录像，请关闭此项，否则无法播放。',
  },
  'idle.afterSeconds': {
    label: '无鼠标键盘操作时降低帧数',
    placeholder: '无操作多少分钟后',
  },
  'idle.framesPerSecond': { label: '届时每秒帧数' },
  'saving.batteryFramesPerSecond': {
    label: '使用电池时每秒最多帧数',
    placeholder: '与接通电源时相同',
  },
  'upload.concurrency': { label: '同时上传数' },
  'upload.bytesPerSecond': { label: '上限（KB/秒）', placeholder: '不限' },
  'saving.meteredBytesPerSecond': {
    label: '按流量计费网络的上限（KB/秒）',
    hint: '是否计费以 Windows 的判断为准。实时查看同样会变慢。',
    placeholder: '与其他网络相同',
  },
  'upload.schedule': {
    label: '仅在此时段上传',
    hint: '每天，按该电脑的本地时间。实时查看不受影响。',
    placeholder: '随时，或 18:00–24:00',
  },
  'storage.quotaBytes': { label: '离线最多保留（GB）' },
  'storage.minimumFreeBytes': { label: '磁盘至少留空（GB）' },
  heartbeatSeconds: { label: '心跳（秒）', hint: '决定变更多久到达录制程序。' },
  updates: {
    label: '录制程序更新',
    hint: '若已由 Intune、组策略等统一安装软件，请选择自有工具。',
    choices: updates,
  },
  contact: {
    label: '员工可以向谁咨询录制事宜',
    hint: '与告知书一同显示，点击“帮助”时打开：姓名、邮箱或网址。',
    placeholder: 'privacy@example.com',
  },
  'notice.text': { label: '告知书' },
};

const rules: PolicyText['rules'] = {
  schedule: {
    label: '时段',
    always: '有人登录时始终录制',
    never: '从不：未设置时段',
    hours: (days, zone) => `${days.join('；')}（${zone}）`,
    ownZone: '该电脑的本地时间',
  },
  pause: {
    label: '暂停',
    allowed: (minutes) => `可随时暂停，最长 ${number(minutes)} 分钟，须说明原因`,
    allowedFor: (minutes, reasons) =>
      `可随时暂停，最长 ${number(minutes)} 分钟，原因限于：${reasons.join('、')}`,
    forbidden: '不允许',
  },
  displays: { label: '显示器', which: displays },
  windowTrack: { label: '程序与窗口', which: windowTrack },
  textReading: { label: '屏幕文字', which: textReading },
  excluded: {
    label: '从不录制',
    unset: '无排除内容',
    title: (text) => `标题含“${text}”的窗口`,
    how: {
      'pause-display': (names) => `${names.join('、')}：出现时该显示器停止录制`,
      'paint-out': (names) => `${names.join('、')}：将其遮盖，显示器继续录制`,
    },
  },
  picture: {
    label: '画面',
    says: (fps, crf) => `每秒 ${number(fps)} 帧，质量 ${crf}`,
  },
  segment: { label: '分段', says: (seconds) => `每段 ${number(seconds)} 秒` },
  encoder: {
    label: '编码强度',
    preset: presets,
    hevc: (preset) => `${preset}，显卡支持时用 H.265`,
  },
  idle: {
    label: '无操作时',
    unset: '与有操作时相同',
    says: (fps, minutes) => `${number(minutes)} 分钟无操作后每秒 ${number(fps)} 帧`,
  },
  battery: {
    label: '使用电池时',
    unset: '与接通电源时相同',
    says: (fps) => `每秒最多 ${number(fps)} 帧`,
  },
  upload: {
    label: '上传',
    free: atOnce,
    limited: (count, rate) => `${atOnce(count)}，最高 ${rate}/秒`,
  },
  metered: {
    label: '按流量计费的网络',
    unset: '与其他网络相同',
    says: (rate) => `录像上传最高 ${rate}/秒`,
  },
  uploadHours: { label: '上传时段', unset: '随时' },
  storage: {
    label: '离线存储',
    says: (quota, free) => `最多 ${quota}；磁盘剩余不足 ${free} 时停止`,
  },
  heartbeat: { label: '心跳', says: (seconds) => `每 ${number(seconds)} 秒` },
  updates: { label: '录制程序更新', by: updates },
  contact: { label: '向谁咨询', unset: '未指定联系人' },
  notice: { label: '告知书', says: (version) => `第 ${number(version)} 版` },
};

export const zhCn: PolicyText = {
  sections,
  fields,
  rules,
  weekdays: {
    '1': '周一',
    '2': '周二',
    '3': '周三',
    '4': '周四',
    '5': '周五',
    '6': '周六',
    '7': '周日',
  },
  comma: '、',
};
