import type { CoveragePiece } from '@workcompanion/core/evidence/check-coverage';
import type { Language } from '@workcompanion/core/evidence/words/words';

interface PageWords {
  readonly title: string;
  readonly lead: string;
  readonly drop: string;
  readonly choose: string;
  readonly folder: string;
  readonly another: string;
  readonly promises: readonly string[];
  readonly password: string;
  readonly passwordText: string;
  readonly passwordWrong: string;
  readonly open: string;
  readonly checking: string;
  readonly stop: string;
  readonly back: string;
  readonly forward: string;
  readonly notAPackage: string;
  readonly failed: string;
  readonly compare: string;
  readonly footage: string;
  readonly play: string;
  readonly pause: string;
  readonly noFootage: string;
  readonly cannotPlay: string;
  readonly fingerprints: string;
  readonly custody: string;
  /** With a step: a checkpoint holds it, or nobody but the server says so. */
  readonly committed: string;
  readonly onlyTold: string;
  readonly system: string;
  readonly findings: string;
  readonly print: string;
  readonly lanes: Readonly<Record<CoveragePiece['kind'], string>>;
  readonly trust: string;
  readonly trustText: string;
  readonly trustKey: string;
  readonly trustKeyWrong: string;
  readonly trustUse: string;
  readonly trustFile: string;
  readonly trustedKey: string;
  readonly trustAuthority: string;
  readonly trustAuthorityWrong: string;
  readonly trustedAuthorities: string;
  readonly trustedServerAuthorities: string;
  readonly theme: string;
  readonly otherLanguage: string;
}

export const PAGE_WORDS: Readonly<Record<Language, PageWords>> = {
  en: {
    title: 'Check an evidence package or a search report',
    lead: 'Drop the file (zip) here, or choose it. This page checks it on this computer, without a network, and plays what a package holds.',
    drop: 'Drop the file here',
    choose: 'Choose a file',
    folder: 'Choose the folder of an unpacked one',
    another: 'Check another one',
    promises: [
      'Nothing leaves this computer: the page may not use the network.',
      'It trusts nobody who made the package: it checks every file, signature and second itself.',
      'It says what is proven, what is not, and where it breaks.',
    ],
    password: 'Password',
    passwordText:
      'This package is encrypted. Whoever gave it to you has told you its password in another way.',
    passwordWrong: 'That password does not open it.',
    open: 'Open',
    checking: 'Checking every byte …',
    stop: 'Stop',
    back: '10 s back',
    forward: '10 s on',
    notAPackage:
      'This is neither an evidence package, a search report nor a trust file: it is no zip, or it is damaged at its end.',
    failed:
      'The check could not be finished. Try another browser (Chromium, Edge or Firefox, up to date).',
    compare:
      'A page that came inside the package could have been changed with it. If much depends on the answer, check again with a verifier that you got elsewhere.',
    footage: 'The footage as it was recorded',
    play: 'Play',
    pause: 'Pause',
    noFootage: 'No proven footage of this display is in the package.',
    cannotPlay:
      "This browser can't play the footage (H.264 is needed). The check above is complete all the same.",
    fingerprints: 'Fingerprints',
    custody: 'How this package came about',
    committed: 'under a checkpoint',
    onlyTold: "only the server's word",
    system: 'The system',
    findings: 'What was checked',
    print: 'Print',
    lanes: {
      footage: 'footage',
      withheld: 'left out',
      absent: 'not here',
      broken: 'not as signed',
      gap: 'gap',
      hole: 'unexplained',
    },
    trust: 'What you know from elsewhere',
    trustText:
      'Only with this can a package be proven: who makes all keys anew can make one in which everything agrees. Name the fingerprint of the server’s key as somebody you trust has told you, or drop a trust file or the certificate of a time-stamp authority here. Never take them out of the package.',
    trustKey: "Fingerprint of the server's key",
    trustKeyWrong: 'A fingerprint has 43 letters, digits, - and _.',
    trustUse: 'Check with it',
    trustFile: 'Choose a trust file',
    trustedKey: 'Server key {key}',
    trustAuthority: "Choose the certificate of the server's authority",
    trustAuthorityWrong: 'This is no certificate (PEM).',
    trustedAuthorities: 'Time-stamp authorities: {count}',
    trustedServerAuthorities: "Authorities for the server's key: {count}",
    theme: 'Light or dark',
    otherLanguage: '中文',
  },
  'zh-CN': {
    title: '核验证据包或搜索报告',
    lead: '把文件（zip）拖到这里，或选择文件。本页在这台电脑上核验，并播放证据包中的录像，无需联网。',
    drop: '把文件拖到这里',
    choose: '选择文件',
    folder: '选择已解压的文件夹',
    another: '核验另一个',
    promises: [
      '任何内容都不会离开这台电脑：本页不得使用网络。',
      '它不信任证据包的制作者：每个文件、每个签名、每一秒都自行核验。',
      '它会说明哪些已证实、哪些没有，以及问题出在哪里。',
    ],
    password: '密码',
    passwordText: '此证据包已加密。提供者应已通过其他途径把密码告诉您。',
    passwordWrong: '密码不正确。',
    open: '打开',
    checking: '正在逐字节核验……',
    stop: '停止',
    back: '后退 10 秒',
    forward: '前进 10 秒',
    notAPackage: '这既不是证据包，也不是信任文件：不是 zip 文件，或末尾已损坏。',
    failed: '核验未能完成。请换用最新版的 Chromium、Edge 或 Firefox。',
    compare:
      '随证据包一起来的页面可能与证据包一同被改动过。如果结论关系重大，请用从别处得到的核验程序再核验一次。',
    footage: '原始录像',
    play: '播放',
    pause: '暂停',
    noFootage: '包内没有该显示器的已证实录像。',
    cannotPlay: '此浏览器无法播放录像（需要 H.264）。上面的核验仍然完整有效。',
    fingerprints: '指纹',
    custody: '证据包的形成过程',
    committed: '已由检查点承诺',
    onlyTold: '仅为服务器的说法',
    system: '系统',
    findings: '核验结果',
    print: '打印',
    lanes: {
      footage: '录像',
      withheld: '有意略去',
      absent: '不在包内',
      broken: '与签名不符',
      gap: '空档',
      hole: '无法说明',
    },
    trust: '您从别处得知的依据',
    trustText:
      '有了它才能得出“已证实”：任何人只要重新制作全部密钥，都能做出处处一致的证据包。请填写您信任的人告知的服务器密钥指纹，或把信任文件、时间戳机构的证书拖到这里。切勿从证据包内获取。',
    trustKey: '服务器密钥指纹',
    trustKeyWrong: '指纹由 43 个字母、数字、- 和 _ 组成。',
    trustUse: '用它核验',
    trustFile: '选择信任文件',
    trustedKey: '服务器密钥 {key}',
    trustAuthority: '选择服务器签发机构的证书',
    trustAuthorityWrong: '这不是证书（PEM）。',
    trustedAuthorities: '时间戳机构：{count} 个',
    trustedServerAuthorities: '服务器密钥的签发机构：{count} 个',
    theme: '浅色或深色',
    otherLanguage: 'English',
  },
};
