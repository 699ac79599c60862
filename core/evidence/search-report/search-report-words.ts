import type { Language } from '../words/words.ts';
import type { SearchReportProblem, SearchReportVerdict } from './check-search-report.ts';
import type { SearchReport } from './search-report.ts';

type Place = SearchReport['sought']['places'][number];

/** What a search report says, in one language. `{name}` stands for a fact of it. */
interface SearchReportWords {
  readonly title: string;
  readonly outcomes: Readonly<
    Record<SearchReportVerdict['outcome'], { readonly title: string; readonly text: string }>
  >;
  readonly problems: Readonly<Record<SearchReportProblem, string>>;
  readonly none: string;
  readonly nothingSearched: string;
  readonly found: string;
  readonly read: string;
  readonly unread: string;
  readonly waiting: string;
  readonly noted: string;
  readonly unopened: string;
  readonly partlySeen: string;
  /** Always said. */
  readonly limits: readonly string[];
  readonly facts: Readonly<
    Record<
      | 'words'
      | 'places'
      | 'program'
      | 'front'
      | 'time'
      | 'people'
      | 'madeBy'
      | 'madeAt'
      | 'search'
      | 'product'
      | 'engines'
      | 'serverKey',
      string
    >
  >;
  readonly places: Readonly<Record<Place, string>>;
  readonly frontOnly: string;
  readonly hits: string;
  readonly columns: Readonly<
    Record<
      'person' | 'date' | 'recorded' | 'read' | 'unread' | 'waiting' | 'noted' | 'unopened',
      string
    >
  >;
}

const en: SearchReportWords = {
  title: 'Report on a search in screen recordings',
  outcomes: {
    proven: {
      title: 'Proven',
      text: 'This report is, byte for byte, what the server whose key you know has signed.',
    },
    consistent: {
      title: 'Consistent in itself; where it comes from is not established',
      text: 'The signature fits the files. But whoever makes a key can sign a report like this one: get the fingerprint of the server’s key in another way than this report, from somebody you trust, and check again with it.',
    },
    unproven: {
      title: 'Not proven',
      text: 'The signature fits the files, but the key is none of those that you know.',
    },
    broken: { title: 'Broken', text: 'This is not what a server has signed.' },
  },
  problems: {
    'archive-ambiguous': 'Programs may read different files out of this archive.',
    'files-other': 'A file is missing, or there is one that does not belong to a search report.',
    'file-unreadable': 'A file can not be read.',
    'seal-invalid': 'The signature does not verify.',
    'report-changed': 'report.json was changed after it was signed.',
    'html-changed': 'report.html was changed after it was signed.',
    'report-invalid': 'report.json is no report that this program understands.',
  },
  none: 'The words were not found in what was searched. That says nothing of what was not searched.',
  nothingSearched: 'Nothing could be searched: no text was read there, and no window was noted.',
  found: 'The words were found: {hits}.',
  read: 'Text was read, and searched, in {read} of {recorded} of footage.',
  unread: 'Not read: {unread} of footage. Whether the words stood there is not known.',
  waiting:
    'Segments of it that still waited to be read: {count}. The rest was not to be read, or could not be.',
  noted: 'Windows were noted, and searched, in {noted}. Other times were not searched for windows.',
  unopened:
    'Pieces that did not open, and so were not searched: {count}. Their key was destroyed, or they are lost.',
  partlySeen:
    'People of whom part of the time was not to be seen by whoever searched, and was not searched: {count}.',
  limits: [
    'Text is read from pictures by a program, which takes some characters for others, and reads some screens only every few seconds. A word that it did not find may have been there.',
    'What had been deleted before, or was never recorded, is not counted here.',
  ],
  facts: {
    words: 'Searched for',
    places: 'Searched in',
    program: 'While this program was in front',
    front: 'Windows',
    time: 'Time',
    people: 'People',
    madeBy: 'Made by',
    madeAt: 'Made at',
    search: 'Number of the search',
    product: 'Version of WorkCompanion',
    engines: 'Text was read by',
    serverKey: 'Key of the server',
  },
  places: { titles: 'window titles', programs: 'names of programs', texts: 'text on screens' },
  frontOnly: 'only the one in front',
  hits: 'hits: {count}',
  columns: {
    person: 'Person',
    date: 'Day',
    recorded: 'Recorded',
    read: 'Read',
    unread: 'Not read',
    waiting: 'Waiting',
    noted: 'Windows noted',
    unopened: 'Not opened',
  },
};

const zhCn: SearchReportWords = {
  title: '屏幕录像搜索报告',
  outcomes: {
    proven: { title: '已证实', text: '此报告与您已知密钥的服务器所签名的内容逐字节一致。' },
    consistent: {
      title: '内部一致，来源未证实',
      text: '签名与文件相符。但任何人都可以生成密钥并签署类似的报告：请通过此报告以外的途径，从您信任的人那里取得服务器密钥的指纹，再次核验。',
    },
    unproven: { title: '未证实', text: '签名与文件相符，但该密钥不在您已知的密钥之中。' },
    broken: { title: '已损坏', text: '这不是服务器签名的内容。' },
  },
  problems: {
    'archive-ambiguous': '不同程序可能从此压缩包中读出不同的文件。',
    'files-other': '缺少文件，或有不属于搜索报告的文件。',
    'file-unreadable': '有文件无法读取。',
    'seal-invalid': '签名无效。',
    'report-changed': 'report.json 在签名后被更改。',
    'html-changed': 'report.html 在签名后被更改。',
    'report-invalid': 'report.json 不是本程序能理解的报告。',
  },
  none: '在已搜索的范围内没有找到这些词。这不能说明未搜索的部分。',
  nothingSearched: '没有可搜索的内容：那里既没有识别文字，也没有记录窗口。',
  found: '找到了这些词：{hits}。',
  read: '在 {recorded} 的录像中，{read} 已识别文字并已搜索。',
  unread: '未识别的录像：{unread}。其中是否出现过这些词，无从得知。',
  waiting: '其中仍在等待识别的片段：{count}。其余部分无需识别，或无法识别。',
  noted: '已记录并已搜索窗口的时间：{noted}。其他时间未搜索窗口。',
  unopened: '无法打开、因此未搜索的数据块：{count}。其密钥已销毁，或数据已丢失。',
  partlySeen: '部分时间搜索者无权查看、因此未搜索的人数：{count}。',
  limits: [
    '文字由程序从画面中识别，个别字符可能认错，有些画面每隔几秒才识别一次。未找到的词仍可能出现过。',
    '此前已删除的内容，或从未录制的内容，不计算在内。',
  ],
  facts: {
    words: '搜索的词',
    places: '搜索范围',
    program: '该程序在最前面时',
    front: '窗口',
    time: '时间',
    people: '人员',
    madeBy: '制作人',
    madeAt: '制作时间',
    search: '搜索编号',
    product: 'WorkCompanion 版本',
    engines: '文字识别程序',
    serverKey: '服务器密钥',
  },
  places: { titles: '窗口标题', programs: '程序名称', texts: '屏幕文字' },
  frontOnly: '仅最前面的窗口',
  hits: '{count} 条结果',
  columns: {
    person: '人员',
    date: '日期',
    recorded: '录像',
    read: '已识别',
    unread: '未识别',
    waiting: '等待',
    noted: '记录窗口',
    unopened: '无法打开',
  },
};

export const SEARCH_REPORT_WORDS: Readonly<Record<Language, SearchReportWords>> = {
  en,
  'zh-CN': zhCn,
};
