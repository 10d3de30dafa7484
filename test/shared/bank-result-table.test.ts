import { readBankResults, type ListedPayment } from '#shared/bank-result-table'

const id = (digit: string) => digit.repeat(24)
const payments: ListedPayment[] = [
  { id: id('1'), paymentNo: 'P1-001', amountFen: 120_000, outcome: 'pending' },
  { id: id('2'), paymentNo: 'P1-002', amountFen: 50_005, outcome: 'pending' },
  { id: id('3'), paymentNo: 'P1-003', amountFen: 50_000, outcome: 'paid' },
]
const heading = ['付款编号', '金额（元）', '名单校验码', '结果', '银行流水号', '失败原因']
const read = (...rows: string[][]) =>
  readBankResults([heading, ...rows], { payments, hashStem: '0123456789ab' })
const row = (
  paymentNo: string,
  more: Partial<Record<'sum' | 'stem' | 'outcome' | 'reference' | 'reason', string>>,
) => [paymentNo, more.sum ?? '', more.stem ?? '', more.outcome ?? '', more.reference ?? '', more.reason ?? '']

describe('the bank’s answer in a sheet', () => {
  it('is found under titles, above totals, with the apostrophes and tabs of sheet programmes', () => {
    const { results, errors } = readBankResults(
      [
        ['建设银行代发结果'],
        [],
        ['业务编号', '交易金额', '交易状态', '交易流水号', '备注'],
        ["'P1-001", '1,200.00', '交易成功', '\t98765', ''],
        ['Ｐ１-002', '500.05元', '交易失败', '', '账号与户名不符'],
        ['合计', '1700.05'],
      ],
      { payments, hashStem: '' },
    )
    expect(errors).toEqual([])
    expect(results).toEqual([
      { outcome: 'paid', paymentId: id('1'), bankReference: '98765' },
      { outcome: 'failed', paymentId: id('2'), failureCode: 'name_mismatch' },
    ])
  })

  it('leaves out what the bank has not answered yet', () => {
    const { results, errors } = read(row('P1-001', {}), row('P1-002', { outcome: '成功', reference: 'B' }))
    expect(errors).toEqual([])
    expect(results).toHaveLength(1)
  })

  it.each([
    ['卡号不存在', 'account_not_found'],
    ['户名不符', 'name_mismatch'],
    ['社保卡金融功能没有激活', 'account_not_activated'],
    ['该账户已销户', 'account_closed'],
  ])('understands why it failed: %s', (reason, failureCode) => {
    expect(read(row('P1-001', { outcome: '失败', reason })).results).toEqual([
      { outcome: 'failed', paymentId: id('1'), failureCode },
    ])
  })

  it.each<[string, string[], RegExp]>([
    ['a payment of another list', row('P2-001', { outcome: '成功', reference: 'B' }), /这一批里没有/],
    ['another sum', row('P1-001', { sum: '1200.01', outcome: '成功', reference: 'B' }), /金额1200.01/],
    ['a sum that is none', row('P1-001', { sum: '=1+1', outcome: '成功', reference: 'B' }), /金额=1\+1/],
    ['the fingerprint of another list', row('P1-001', { stem: 'ffff', outcome: '成功' }), /另一份名单/],
    ['an answer that it has', row('P1-003', { outcome: '失败', reason: '户名不符' }), /已经登记过/],
    ['a success without a reference', row('P1-001', { outcome: '成功' }), /没有银行流水号/],
    ['a reference that is too long', row('P1-001', { outcome: '成功', reference: 'B'.repeat(41) }), /太长/],
    ['a failure without a reason', row('P1-001', { outcome: '失败' }), /没有看懂失败原因/],
    ['an answer in other words', row('P1-001', { outcome: '处理中' }), /看不懂结果“处理中”/],
    ['no number', row('', { outcome: '成功', reference: 'B' }), /没有付款编号/],
  ])('takes nothing of a row with %s', (_, cells, words) => {
    const { results, errors } = read(cells)
    expect(results).toEqual([])
    expect(errors).toMatchObject([{ line: 2 }])
    expect(errors[0]?.text).toMatch(words)
  })

  it('says so when a payment is named twice', () => {
    const paid = row('P1-001', { outcome: '成功', reference: 'B' })
    expect(read(paid, paid).errors).toEqual([{ line: 3, text: '付款编号P1-001前面已经有了' }])
  })

  it('says what is missing in a sheet without the columns, or without answers', () => {
    expect(readBankResults([['姓名', '卡号']], { payments, hashStem: '' }).errors[0]?.text).toMatch(/没找到/)
    expect(readBankResults([], { payments, hashStem: '' }).errors).toHaveLength(1)
    expect(read().errors[0]?.text).toMatch(/没有结果/)
  })
})
