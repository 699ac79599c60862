import type { Employee } from './cast.ts';

type Language = Employee['language'];

/**
 * Pages that look like work. What bears the class `typed` appears letter by letter as the minutes pass,
 * what bears `later` when its turn has come: `REVEAL` sets how far.
 */
export const SCENES: Readonly<Record<string, (language: Language) => string>> = {
  mail: (language) => {
    const zh = language === 'zh';
    const mails = zh
      ? [
          ['财务部', '十一月发票'],
          ['刘洋', '回复：合同'],
          ['物流', '发货通知'],
          ['王经理', '周会纪要'],
          ['张敏', '客户反馈'],
        ]
      : [
          ['Accounts', 'Invoice 4711'],
          ['R. Weber', 'Re: Contract'],
          ['Logistics', 'Your parcel'],
          ['M. Klein', 'Minutes of Monday'],
          ['Helpdesk', 'Ticket 2209 closed'],
        ];
    const text = zh
      ? '您好，\n\n感谢您的来信。我们已经核对了订单，仓库今天下午发货，预计周四送达。附件是更新后的发票，请查收。\n\n如有任何问题，请随时与我们联系。\n\n此致\n敬礼'
      : 'Dear Ms Weber,\n\nthank you for your patience. We have looked into your order: the second parcel left our warehouse this morning and reaches you on Thursday. The corrected invoice is attached.\n\nIs there anything else that we can do for you?\n\nKind regards';
    return desktop(
      '#e8edf5',
      zh ? '邮件' : 'Mail',
      `<div class="row"><nav>${mails
        .map(([who, what], at) => `<p class="${at === 0 ? 'on' : ''}"><b>${who}</b><br>${what}</p>`)
        .join(
          '',
        )}</nav><main><h2>${mails[0]?.[1]}</h2><p class="dim">${zh ? '收件人' : 'To'}: r.weber@example.com</p><pre class="typed">${text}</pre></main></div>`,
    );
  },
  chat: (language) => {
    const zh = language === 'zh';
    const lines = zh
      ? [
          '早上好！请问订单 8812 到哪里了？',
          '您好，我马上为您查询。',
          '订单昨天已经发出，单号是 SF1029。',
          '太好了，谢谢！',
          '不客气，祝您愉快。',
          '还想问一下发票怎么开？',
          '请把公司抬头发给我，今天就能开好。',
        ]
      : [
          'Hello! Where is my order 8812?',
          'Good morning, let me look that up for you.',
          'It left yesterday; the number is DE1029.',
          'Great, thank you!',
          'You are welcome. Anything else?',
          'Could I have the invoice by company name?',
          'Of course. Please send me the address and you get it today.',
        ];
    return desktop(
      '#f3eef8',
      zh ? '客服对话' : 'Support chat',
      `<div class="chat">${lines
        .map((line, at) => `<p class="later ${at % 2 === 0 ? '' : 'mine'}">${line}</p>`)
        .join('')}</div>`,
    );
  },
  sheet: (language) => {
    const zh = language === 'zh';
    const rows = zh
      ? ['房租', '工资', '差旅', '软件', '广告', '电话', '办公用品', '培训', '保险', '其他']
      : [
          'Rent',
          'Salaries',
          'Travel',
          'Software',
          'Advertising',
          'Telephone',
          'Office',
          'Training',
          'Insurance',
          'Other',
        ];
    const months = zh
      ? ['九月', '十月', '十一月', '十二月']
      : ['September', 'October', 'November', 'December'];
    const amount = (row: number, column: number) => ((row * 7919 + column * 1543) % 90_000) + 1_200;
    return desktop(
      '#e9f3ec',
      zh ? '费用表.xlsx' : 'Costs 2026.xlsx',
      `<table><tr><th></th>${months.map((month) => `<th>${month}</th>`).join('')}</tr>${rows
        .map(
          (row, at) =>
            `<tr><td>${row}</td>${months.map((_, month) => `<td class="${month < 2 ? '' : 'later'}">${amount(at, month).toLocaleString('en')}</td>`).join('')}</tr>`,
        )
        .join('')}</table>`,
    );
  },
  document: (language) => {
    const zh = language === 'zh';
    const text = zh
      ? '一、目的\n本流程说明客户投诉如何登记、处理和回复，使每一位客户在两个工作日内得到答复。\n\n二、职责\n客服人员登记投诉并确认收到；主管决定由谁处理；财务部核对退款。\n\n三、步骤\n1. 登记：日期、客户、原因、希望的解决办法。\n2. 确认：当天回复客户。\n3. 处理：两个工作日之内。\n4. 复核：主管每周抽查五件。'
      : '1  Purpose\nThis page says how complaints are registered, worked on and answered, so that each customer has an answer within two working days.\n\n2  Who does what\nService registers a complaint and confirms it the same day. The team lead decides who works on it. Finance checks refunds.\n\n3  Steps\nRegister: date, customer, cause, what they wish for.\nConfirm: on the same day.\nSolve: within two working days.\nReview: five of them each week.';
    return desktop(
      '#eef0f3',
      zh ? '投诉流程.docx' : 'Complaints.docx',
      `<article><h1>${zh ? '投诉处理流程' : 'How we answer complaints'}</h1><pre class="typed">${text}</pre></article>`,
    );
  },
  dashboard: (language) => {
    const zh = language === 'zh';
    const bars = [62, 74, 58, 81, 69, 90, 77, 85, 66, 94, 88, 97];
    return desktop(
      '#eaf1f8',
      zh ? '经营看板' : 'Sales this year',
      `<div class="cards"><p>${zh ? '收入' : 'Revenue'}<b>1.82 M</b></p><p>${zh ? '订单' : 'Orders'}<b>12,408</b></p><p>${zh ? '退货' : 'Returns'}<b>2.1 %</b></p></div><div class="bars">${bars
        .map((height) => `<i class="later" style="height:${height * 3}px"></i>`)
        .join('')}</div>`,
    );
  },
  call: (language) => {
    const zh = language === 'zh';
    const people = zh ? ['李', '王', '陈', '张', '赵', '刘'] : ['MB', 'JW', 'SR', 'TB', 'NV', 'LF'];
    return desktop(
      '#1d2230',
      zh ? '视频会议' : 'Weekly call',
      `<div class="tiles">${people
        .map((name, at) => `<p style="background:hsl(${at * 57} 35% 40%)"><b>${name}</b></p>`)
        .join(
          '',
        )}</div><p class="caption typed">${zh ? '大家好，我们先看上周的数字，然后讨论新的流程。第一点：客服的响应时间缩短了。' : 'Good morning everybody. Let us look at last week first, then at the new process. First: service answers faster than a month ago.'}</p>`,
    );
  },
  code: () => {
    const text = `export async function settleInvoice(id: InvoiceId): Promise<Receipt> {
  const invoice = await invoices.byId(id);
  if (invoice.state === 'paid') return receiptOf(invoice);
  const payment = await payments.matching(invoice);
  if (payment === null) throw new NotPaid(id);
  return database.transaction(async (tx) => {
    await tx.update(invoice, { state: 'paid', paidAt: payment.at });
    return tx.insert(receiptOf({ ...invoice, payment }));
  });
}

test('an invoice that is paid twice has one receipt', async () => {
  const first = await settleInvoice(invoice.id);
  expect(await settleInvoice(invoice.id)).toEqual(first);
});`;
    return desktop(
      '#1e1f26',
      'settle-invoice.ts',
      `<div class="row dark"><nav><p class="on">settle-invoice.ts</p><p>invoices.ts</p><p>payments.ts</p><p>receipt.ts</p></nav><main><pre class="typed mono">${text}</pre></main></div>`,
    );
  },
  terminal: () => {
    const text = `$ npm test

 ✓ invoices (14 tests) 212 ms
 ✓ payments (9 tests) 148 ms
 ✓ receipts (22 tests) 391 ms

 Test Files  3 passed (3)
      Tests  45 passed (45)

$ git commit -am "Settle an invoice once"
[main 4f1c2aa] Settle an invoice once
 3 files changed, 61 insertions(+), 18 deletions(-)
$ git push
To git.example.com:shop/invoices.git
   9d02c11..4f1c2aa  main -> main
$ `;
    return desktop(
      '#14161c',
      'Terminal',
      `<div class="dark"><pre class="typed mono">${text}</pre></div>`,
    );
  },
};

/** Shows as much of a page as was done after `share` of its time, 0 to 1. Runs in the page. */
export const REVEAL = `(share) => {
  const typed = [...document.querySelectorAll('.typed')];
  for (const element of typed) {
    element.dataset.text ??= element.textContent;
    const text = element.dataset.text;
    element.textContent = text.slice(0, Math.ceil(text.length * share)) + (share < 1 ? '▏' : '');
  }
  const later = [...document.querySelectorAll('.later')];
  for (const [at, element] of later.entries()) {
    element.style.visibility = at < Math.ceil(later.length * share) ? 'visible' : 'hidden';
  }
}`;

function desktop(colour: string, title: string, content: string): string {
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}</style><body style="background:${colour}">
    <section><header><i></i><i></i><i></i>${title}</header><div class="window">${content}</div></section></body>`;
}

const STYLE = `
  * { box-sizing: border-box; margin: 0 }
  body { height: 720px; padding: 28px 40px; font: 17px/1.5 "Inter", "Noto Sans CJK SC", sans-serif; color: #1d2433 }
  section { height: 100%; border-radius: 10px; overflow: hidden; background: #fff; box-shadow: 0 10px 40px #0003 }
  header { height: 38px; padding: 8px 14px; background: #f0f2f5; font-size: 14px; color: #556 }
  header i { display: inline-block; width: 12px; height: 12px; margin-right: 7px; border-radius: 50%; background: #c3c9d4 }
  .window { height: 626px; overflow: hidden }
  .row { display: flex; height: 100% }
  nav { width: 260px; padding: 12px; background: #f7f8fa; border-right: 1px solid #e3e6eb; font-size: 15px }
  nav p { padding: 9px 12px; border-radius: 7px } nav .on { background: #dce8fb }
  main, article { flex: 1; padding: 26px 34px } h1 { font-size: 27px; margin-bottom: 14px } h2 { font-size: 21px }
  article { width: 820px; margin: 0 auto }
  pre { font: inherit; white-space: pre-wrap; margin-top: 14px } .dim { color: #788 }
  .mono { font: 15px/1.55 "DejaVu Sans Mono", monospace }
  .dark { background: #1e1f26; color: #d6dae4; height: 100% } .dark nav { background: #262833; border-color: #333645 }
  .dark .on { background: #353a52 } .dark > pre { padding: 22px 28px; margin: 0 }
  .chat { padding: 24px 40px } .chat p { width: max-content; max-width: 62%; margin: 12px 0; padding: 10px 16px; border-radius: 14px; background: #eef0f4 }
  .chat .mine { margin-left: auto; background: #d5e6ff }
  table { width: 100%; border-collapse: collapse; font-size: 16px } th, td { padding: 11px 18px; border: 1px solid #e1e6e3; text-align: right }
  th { background: #f1f6f3 } td:first-child { text-align: left }
  .cards { display: flex; gap: 18px; padding: 24px 30px } .cards p { flex: 1; padding: 16px 20px; border: 1px solid #dfe5ee; border-radius: 10px; color: #667 }
  .cards b { display: block; font-size: 30px; color: #1d2433 }
  .bars { display: flex; align-items: flex-end; gap: 16px; height: 400px; padding: 0 34px } .bars i { flex: 1; border-radius: 6px 6px 0 0; background: #4b83d8 }
  .tiles { display: grid; grid-template-columns: repeat(3, 1fr); gap: 14px; padding: 18px; height: 520px; background: #141824 }
  .tiles p { display: grid; place-items: center; border-radius: 12px } .tiles b { display: grid; place-items: center; width: 96px; height: 96px; border-radius: 50%; background: #fff3; color: #fff; font-size: 32px }
  .caption { height: 106px; padding: 22px 30px; background: #141824; color: #e6e9f2; font-size: 19px }
`;
