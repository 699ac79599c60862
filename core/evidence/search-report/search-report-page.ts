import type { Language } from '../words/words.ts';
import type { SearchReport } from './search-report.ts';
import { tellSearchReport } from './tell-search-report.ts';

const LANGUAGES: readonly Language[] = ['en', 'zh-CN'];

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1d21}
h1{font-size:1.4rem}p.answer{font-size:1.1rem;font-weight:600}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.5rem}dt{color:#5c6670}dd{margin:0;overflow-wrap:anywhere}
.table{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:.25rem .75rem;border-bottom:1px solid #d8dde2;white-space:nowrap}
section+section{margin-top:3rem;border-top:2px solid #d8dde2}`;

/** `report.html`: the report for people, in both languages; it loads nothing and runs nothing. */
export function searchReportPage(report: SearchReport): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(tellSearchReport(report, 'en').title)}</title><style>${STYLE}</style></head><body>
${LANGUAGES.map((language) => section(report, language)).join('\n')}
</body></html>
`;
}

function section(report: SearchReport, language: Language): string {
  const told = tellSearchReport(report, language);
  const [answer = '', ...others] = told.sentences;
  const cells = (tag: string, row: readonly string[]) =>
    `<tr>${row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  return `<section lang="${language}"><h1>${escaped(told.title)}</h1>
<p class="answer">${escaped(answer)}</p>
<ul>${others.map((sentence) => `<li>${escaped(sentence)}</li>`).join('\n')}</ul>
<dl>${told.facts.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join('\n')}</dl>
<div class="table"><table>${cells('th', told.columns)}
${told.rows.map((row) => cells('td', row)).join('\n')}</table></div></section>`;
}

const MARKUP: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => MARKUP[sign] ?? sign);
}
