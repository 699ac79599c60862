import type { CoveragePiece } from '@workcompanion/core/evidence/check-coverage';
import type { Language } from '@workcompanion/core/evidence/words/words';

/** What a report says besides the findings, which have words of their own. */
interface ReportWords {
  readonly title: string;
  readonly subtitle: string;
  readonly nature: string;
  readonly asked: string;
  readonly found: string;
  readonly findings: string;
  readonly findingsText: string;
  readonly method: string;
  readonly methodSteps: readonly string[];
  readonly custody: string;
  readonly custodyText: string;
  readonly handing: string;
  readonly handingText: string;
  readonly facts: Readonly<
    Record<
      | 'package'
      | 'clipUtc'
      | 'displays'
      | 'requestedBy'
      | 'reason'
      | 'withheld'
      | 'nothingWithheld'
      | 'made'
      | 'software'
      | 'verifyPage'
      | 'system',
      string
    >
  >;
  readonly software: string;
  readonly columns: Readonly<
    Record<
      'display' | 'time' | 'who' | 'what' | 'remark' | 'number' | 'from' | 'to' | 'why',
      string
    >
  >;
  readonly pieces: Readonly<Record<CoveragePiece['kind'], string>>;
  readonly signature: string;
  readonly form: Readonly<
    Record<'file' | 'digest' | 'medium' | 'examiner' | 'function' | 'place' | 'signature', string>
  >;
  readonly page: string;
}

const en: ReportWords = {
  title: 'Report on an evidence package',
  subtitle: 'Screen recording: what was asked for, what was found, and how to check it',
  nature:
    'This report was written by the program that made the package, from its own check of every file. It sums up for people and proves nothing by itself. What is proven anybody can check again with verify.html, which lies in the package, without a network and without trust in us.',
  asked: 'What was asked for',
  found: 'What was found',
  findings: 'Findings',
  findingsText:
    'Each point that was checked, by chapter. The code in small letters is stable: the documentation explains it, and other programs name it alike.',
  method: 'How it was examined, and how to check it again',
  methodSteps: [
    'Compare the SHA-256 of the zip with the one in the custody log of the portal, or in the form below.',
    'Open verify.html in a browser, without a network, and choose the zip. Or run: node verify.mjs verify PACKAGE.zip --server-key FINGERPRINT',
    "Get the fingerprint of the server's key, or the certificate of its authority, in another way than the package, from somebody who answers for it. Without that, a package can be no more than consistent in itself.",
  ],
  custody: 'How the package came about',
  custodyText:
    'As the server tells it. What is marked ✓ lies in an hourly checkpoint, so that the server can no longer tell it in another way.',
  handing: 'Chain of custody',
  handingText:
    'To be filled in by hand. Each who hands the package over and each who receives it signs a line, and compares the SHA-256.',
  facts: {
    package: 'Package',
    clipUtc: 'Time (UTC)',
    displays: 'Displays',
    requestedBy: 'Asked for by',
    reason: 'Reason',
    withheld: 'Left out on purpose',
    nothingWithheld: 'nothing',
    made: 'Made and examined',
    software: 'Examined by',
    verifyPage: 'SHA-256 of verify.html',
    system: 'the server',
  },
  software: 'WorkCompanion {version}, package format {format}',
  columns: {
    display: 'Display',
    time: 'Date and time',
    who: 'Who',
    what: 'What',
    remark: 'Remark',
    number: 'No.',
    from: 'Handed over by (name, signature)',
    to: 'Received by (name, signature)',
    why: 'Reason, place',
  },
  pieces: {
    footage: 'Footage',
    withheld: 'Left out',
    absent: 'Missing',
    broken: 'Changed',
    gap: 'Gaps with a cause',
    hole: 'Unexplained',
  },
  signature: 'Signature of the examiner',
  form: {
    file: 'Name of the file',
    digest: 'SHA-256 of the zip as received',
    medium: 'Medium, seal number',
    examiner: 'Name',
    function: 'Function, organisation',
    place: 'Place, date',
    signature: 'Signature',
  },
  page: 'Page {page} of {pages}',
};

const zhCn: ReportWords = {
  title: '证据包检验报告',
  subtitle: '屏幕录像：申请内容、检验结果与复核方法',
  nature:
    '本报告由制作证据包的程序在逐一检查所有文件之后写成，仅供人员阅读，本身不具有证明力。任何人都可以用包内的 verify.html 在不联网、不依赖我方信用的情况下重新核验。',
  asked: '申请内容',
  found: '检验结果',
  findings: '各项结论',
  findingsText:
    '按章节列出每一项检查。小字代码固定不变，含义见说明文档，其他核验程序也使用同样的代码。',
  method: '检验方法与复核步骤',
  methodSteps: [
    '将 zip 文件的 SHA-256 与门户保管记录或下方表格中的数值比对。',
    '在不联网的浏览器中打开 verify.html 并选择该 zip；或运行：node verify.mjs verify PACKAGE.zip --server-key 指纹',
    '通过证据包以外的途径，向对此负责的人取得服务器密钥指纹或其签发机构证书。否则证据包至多只能证明自身一致。',
  ],
  custody: '证据包的形成经过',
  custodyText: '以下为服务器自述。标有 ✓ 的事项已写入每小时检查点，服务器无法再改口。',
  handing: '保管链',
  handingText: '由经手人手写填写。每次移交时，移交人和接收人各自签名，并比对 SHA-256。',
  facts: {
    package: '证据包',
    clipUtc: '时间（UTC）',
    displays: '显示器',
    requestedBy: '申请人',
    reason: '理由',
    withheld: '有意略去',
    nothingWithheld: '无',
    made: '制作与检验时间',
    software: '检验程序',
    verifyPage: 'verify.html 的 SHA-256',
    system: '服务器',
  },
  software: 'WorkCompanion {version}，证据包格式第 {format} 版',
  columns: {
    display: '显示器',
    time: '日期和时间',
    who: '人员',
    what: '事项',
    remark: '备注',
    number: '序号',
    from: '移交人（姓名、签名）',
    to: '接收人（姓名、签名）',
    why: '事由、地点',
  },
  pieces: {
    footage: '有录像',
    withheld: '有意略去',
    absent: '缺失',
    broken: '被改动',
    gap: '有原因的间断',
    hole: '无说明',
  },
  signature: '检验人签名',
  form: {
    file: '文件名',
    digest: '接收时 zip 的 SHA-256',
    medium: '介质、封条编号',
    examiner: '姓名',
    function: '职务、单位',
    place: '地点、日期',
    signature: '签名',
  },
  page: '第 {page} 页，共 {pages} 页',
};

export const REPORT_WORDS: Readonly<Record<Language, ReportWords>> = { en, 'zh-CN': zhCn };
