import type { RuleText } from './en.ts';

const number = (value: number): string => new Intl.NumberFormat('ja').format(value);
const atOnce = (count: number): string => `同時に ${number(count)} 件`;

/** What each rule says to the person who is recorded. */
export const ja: RuleText = {
  rules: {
    schedule: {
      label: '時間',
      always: '誰かがサインインしている間は常時',
      never: '記録しない（時間が未設定）',
      hours: (days, zone) => `${days.join('；')}（${zone}）`,
      ownZone: 'コンピューターの現地時間',
    },
    pause: {
      label: '一時停止',
      allowed: (minutes) => `いつでも、最長 ${number(minutes)} 分（理由が必要）`,
      allowedFor: (minutes, reasons) =>
        `いつでも、最長 ${number(minutes)} 分（理由：${reasons.join('、')}）`,
      forbidden: '不可',
    },
    displays: {
      label: 'ディスプレイ',
      which: { all: 'すべてのディスプレイ', primary: 'メインディスプレイのみ' },
    },
    excluded: {
      label: '決して記録しないもの',
      unset: '除外なし',
      title: (text) => `題名に「${text}」を含むウィンドウ`,
      how: {
        'pause-display': (names) => `${names.join('、')}：表示中はそのディスプレイを記録しない`,
        'paint-out': (names) => `${names.join('、')}：塗りつぶし、ディスプレイの記録は続ける`,
      },
    },
    windowTrack: {
      label: 'プログラムとウィンドウ',
      which: {
        off: '記録しない',
        programs: '使用中のプログラム（ウィンドウの題名は含まない）',
        'programs-and-titles': '使用中のプログラムとそのウィンドウの題名',
      },
    },
    textReading: {
      label: '画面上の文字',
      which: {
        off: '読み取らない',
        on: '読み取り、閲覧権限のある人が検索できる（録画とともに削除）',
      },
    },
    picture: { label: '画像', says: (fps, crf) => `毎秒 ${number(fps)} 枚、品質 ${crf}` },
    segment: { label: '区切り', says: (seconds) => `${number(seconds)} 秒ごと` },
    encoder: {
      label: '圧縮の手間',
      preset: {
        ultrafast: '最小（ファイルは最大）',
        superfast: 'とても小さい',
        veryfast: '小さい',
        faster: '中くらい',
        fast: '大きい',
        medium: '最大（ファイルは最小）',
      },
      hevc: (preset) => `${preset}、グラフィックスが対応していれば H.265`,
    },
    idle: {
      label: '操作がないとき',
      unset: '操作中と同じ',
      says: (fps, minutes) => `${number(minutes)} 分後から毎秒 ${number(fps)} 枚`,
    },
    battery: {
      label: 'バッテリー使用時',
      unset: '電源接続時と同じ',
      says: (fps) => `毎秒 ${number(fps)} 枚まで`,
    },
    upload: {
      label: 'アップロード',
      free: atOnce,
      limited: (count, rate) => `${atOnce(count)}、最大 ${rate}/秒`,
    },
    metered: {
      label: '従量制のネットワーク',
      unset: 'ほかのネットワークと同じ',
      says: (rate) => `記録の送信は最大 ${rate}/秒`,
    },
    uploadHours: { label: 'アップロードの時間', unset: 'いつでも' },
    storage: {
      label: 'オフライン時の保管',
      says: (quota, free) => `${quota} まで。ディスクの空きが ${free} を下回ると停止`,
    },
    heartbeat: { label: '状態の通知', says: (seconds) => `${number(seconds)} 秒ごと` },
    updates: {
      label: 'レコーダーの新しい版',
      by: {
        portal: 'このポータルからインストール',
        'own-tools': '会社のツールでインストール',
      },
    },
    contact: { label: '問い合わせ先', unset: '指定なし' },
    notice: { label: 'お知らせ', says: (version) => `第 ${number(version)} 版` },
  },
  weekdays: { '1': '月', '2': '火', '3': '水', '4': '木', '5': '金', '6': '土', '7': '日' },
  comma: '、',
};
