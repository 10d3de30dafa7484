/** One kind of personal information: what, what for, how long, who else sees it. Data, so that tests can compare. */
export interface CollectedItem {
  title: string
  /** The fields of the stored record that it speaks of. */
  fields: readonly string[]
  what: string
  why: string
  keptFor: string
  goesTo: string
}

/** The day from which this text counts. */
export const statementFrom = '2026-11-23'

const untilDeleted = '您注销时删除'
const withClaims = '没申领过的，您注销时删除；付过款的，按会计档案要求封存30年'

export const collectedItems: readonly CollectedItem[] = [
  {
    title: '微信登录的编号',
    fields: ['openid'],
    what: '微信给这个小程序的编号。不含微信号、昵称、头像',
    why: '认出是您本人在登录，给您发微信通知',
    keptFor: untilDeleted,
    goesTo: '微信（发通知时）',
  },
  {
    title: '姓名和证件号码',
    fields: ['name', 'residentIdNumber'],
    what: '证件上的姓名、号码，加密保存，页面上都打星号',
    why: '核对培训、考试、证书是不是您本人的，防止别人冒领',
    keptFor: withClaims,
    goesTo: '培训机构（打星号）、住建和人社部门（审核时）',
  },
  {
    title: '手机号',
    fields: ['mobileNumber'],
    what: '您自己填的，或者您点了按钮由微信给的',
    why: '微信通知送不到时发短信，办事人员有事打得通',
    keptFor: untilDeleted,
    goesTo: '短信服务商（只在发短信时）',
  },
  {
    title: '收款账户',
    fields: ['bankName', 'cardNumber'],
    what: '开户行和卡号，卡号加密保存，页面上只露后四位',
    why: '把补贴打到您本人卡上',
    keptFor: withClaims,
    goesTo: '财政部门和付款银行',
  },
  {
    title: '工作单位',
    fields: ['employerName', 'proofKind', 'proofNumber', 'employedSince'],
    what: '单位名称、证明的种类和编号、入职日期',
    why: '有的补贴只发给企业职工，要核对',
    keptFor: withClaims,
    goesTo: '住建和人社部门（审核时）',
  },
  {
    title: '培训和申领记录',
    fields: ['enrolments', 'claims', 'notifications'],
    what: '报名、课时、考试、证书、申领每一步、给您的消息',
    why: '算清楚该领多少，让您看得到办到哪一步',
    keptFor: withClaims,
    goesTo: '培训机构（本班的）、住建、人社、财政部门（申领时）',
  },
  {
    title: '登录的设备',
    fields: ['deviceName'],
    what: '手机型号、登录和最后使用的时间',
    why: '手机丢了，您能让它退出',
    keptFor: '退出后就不再有用，您注销时删除',
    goesTo: '不给别人',
  },
]

/** What the product leaves alone, so that nobody has to ask. */
export const notCollected =
  '不读通讯录、相册、位置，不要头像昵称，不录音保存，不做广告，不卖给任何人。找工种、算补贴在手机上算，不用登录。'

export const yourRights: readonly string[] = [
  '看、改：在“我的”里看您填过的资料，填错的可以改。',
  '不同意、收回：可以不同意，也可以随时收回，收回前办过的不受影响。',
  '删除：可以要求删除资料、注销账号；正在审核、付款的要先办完或撤回。',
  '不会用小程序的，带身份证到窗口，人工一样能办。',
]
